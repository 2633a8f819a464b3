"""``jdih announce``: the notice with link and number, once there is one."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.forge.hub import Hub
from tests.forge.play import perform, proposed, steps_of
from tests.publishing import ITEM_ID, Office

BY = ("--oleh", "pengelola")
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
        "menunggu": ["Instagram"],
        "terkirim": False,
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


def test_on_a_checkout_of_github_its_word_counts(
    outside: tuple[Office, Hub], capsys: pytest.CaptureFixture[str]
) -> None:
    office, hub = outside
    proposed(office, hub)
    assert office.run("publish", "--forge", "github") == 0
    before = hub.requests

    code, notice = office.json(capsys, "announce", ITEM_ID, "--forge", "github")
    assert (code, notice["nomor"]) == (0, office.entry().label)
    assert hub.requests == before, "what was told is kept"
    # A version that only GitHub knows to be approved is not the one that was published.
    perform(office, hub, steps_of("disetujui"), branch="lagi", text="Versi lain.")
    assert office.run("announce", ITEM_ID, "--forge", "github") == 2
    assert f"yang tercatat ({office.entry().label}) lain" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "saying"),
    [("2026-zzzzz", "tidak ada di content/"), ("uji-1", "tidak mempunyai pemberitahuan.md")],
)
def test_what_cannot_be_announced_says_why(
    office: Office, capsys: pytest.CaptureFixture[str], name: str, saying: str
) -> None:
    assert office.run("announce", name) == 2
    assert saying in capsys.readouterr().err


def test_once_every_platform_is_recorded_the_notice_has_all_links(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert office.run("announce", ITEM_ID) == 0
    assert "tautan unggahan di Instagram belum dicatat" in capsys.readouterr().err

    post = "https://www.instagram.com/p/Cara1/"
    assert office.run("record", ITEM_ID, "--platform", "instagram", "--url", post,
                      *BY) == 0  # fmt: skip
    capsys.readouterr()
    assert office.run("announce", ITEM_ID) == 0
    told = capsys.readouterr()
    assert told.err == ""
    assert f"\nInstagram: {post}\n" in told.out


def test_a_platform_left_out_for_a_reason_does_not_hold_the_notice_back(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--platform", "instagram", "--tidak-diunggah", "Akun dipulihkan.", *BY)
    assert office.run("record", ITEM_ID, *words) == 0
    capsys.readouterr()
    assert office.run("announce", ITEM_ID) == 0
    assert capsys.readouterr().err == ""


def test_a_code_opens_whatsapp_with_the_same_words(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "kirim.svg"
    assert office.run("announce", ITEM_ID, "--qr", str(file)) == 0
    svg = file.read_text(encoding="utf-8")
    assert svg.startswith("<svg xmlns=")
    assert "https://wa.me/?text=Telah%20terbit" in svg

    other = tmp_path / "lain.txt"
    other.write_text("milik orang", encoding="utf-8")
    assert office.run("announce", ITEM_ID, "--qr", str(other)) == 2
    assert other.read_text(encoding="utf-8") == "milik orang"


def test_what_was_sent_is_not_asked_for_again(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert office.run("record", ITEM_ID, "--pemberitahuan", *BY) == 0
    capsys.readouterr()
    code, notice = office.json(capsys, "announce", ITEM_ID)
    assert (code, notice["terkirim"]) == (0, True)
