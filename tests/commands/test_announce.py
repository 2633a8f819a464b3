"""``jdih announce``: the notice with link and number, once there is one."""

from __future__ import annotations

from urllib.parse import unquote

import pytest

from tests.publishing import ITEM_ID, Office

ADDRESS = "https://jdih.example/konten/2026/cara-mencari/"


def test_the_notice_carries_link_and_number(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    code, notice = office.json(capsys, "announce", ITEM_ID)

    label = office.entry().label
    assert code == 0
    assert notice == {
        "id": ITEM_ID,
        "nomor": label,
        "naskah": f"Telah terbit: {ADDRESS}\nNomor {label}.\n\n{office.register.tip.line()}",
        "tautan": notice["tautan"],
    }
    assert unquote(notice["tautan"]) == f"https://wa.me/?text={notice['naskah']}"
    assert "%20" in notice["tautan"]
    assert "%0A" in notice["tautan"]
    assert "+" not in notice["tautan"]


def test_text_shows_the_same_and_the_folder_name_will_do(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert office.run("announce", "cara-mencari") == 0

    out = capsys.readouterr().out
    assert out.startswith(f"Telah terbit: {ADDRESS}\n")
    assert "\nBuka untuk mengirim: https://wa.me/?text=Telah%20terbit%3A%20https%3A%2F%2F" in out


def test_nothing_is_announced_before_the_item_has_its_number(
    begun: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    begun.bring()

    assert begun.run("announce", ITEM_ID) == 2

    error = capsys.readouterr().err
    assert "belum tercatat dalam Buku Agenda" in error
    assert "jdih publish" in error


def test_a_version_that_is_not_published_yet_is_not_announced(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.bring("Versi baru.")

    assert office.run("announce", ITEM_ID) == 2

    error = capsys.readouterr().err
    assert f"yang tercatat ({office.entry().label}) lain" in error


def test_each_target_has_its_own_number(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert office.run("announce", ITEM_ID, "--target", "folder") == 2
    assert "belum tercatat" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "saying"),
    [("2026-zzzzz", "tidak ada di content/"), ("uji-1", "tidak mempunyai pemberitahuan.md")],
)
def test_what_cannot_be_announced_says_why(
    office: Office, capsys: pytest.CaptureFixture[str], name: str, saying: str
) -> None:
    assert office.run("announce", name) == 2
    assert saying in capsys.readouterr().err
