"""What remains to be done once an item is published, as ``jdih status`` tells it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.publishing import FOLDER, ITEM, ITEM_ID, OLD_ID, POST, Office, item


def status(office: Office, capsys: pytest.CaptureFixture[str], id: str = ITEM_ID) -> dict[str, Any]:
    _, found = office.json(capsys, "status", id)
    told: dict[str, Any] = next(one for one in found if one["cabang"] == "main")
    return told


def test_a_published_item_waits_for_its_links_and_its_notice(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    told = status(office, capsys)
    assert (told["selesai"], told["kegiatan"], told["menunggu"]) == (False, 3, ["Pengelola JDIH"])
    assert told["kurang"] == ["tautan unggahan di Instagram", "pemberitahuan terkirim"]
    assert (told["belum_diunggah"], told["belum_diberitahukan"]) == (["instagram"], True)
    assert told["sejak"] == office.entry().time
    assert office.run("status", ITEM_ID) == 0
    assert "sudah terbit; catat dengan `jdih record`" in capsys.readouterr().out

    office.finish()

    told = status(office, capsys)
    assert (told["selesai"], told["kegiatan"], told["kurang"]) == (True, 4, [])
    assert (told["belum_diunggah"], told["belum_diberitahukan"]) == ([], False)


def test_nothing_is_asked_of_what_was_imported_or_is_not_published(
    begun: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    begun.bring()
    assert status(begun, capsys)["kurang"] == ["penerbitan dan pencatatan"]
    begun.publish()
    told = status(begun, capsys, OLD_ID)
    assert (told["selesai"], told["belum_diunggah"]) == (True, [])


def test_without_a_table_platforms_are_called_by_their_code(
    begun: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    begun.approve({"site_config/platform.yml": None})
    begun.bring()
    begun.publish()
    assert "tautan unggahan di instagram" in status(begun, capsys)["kurang"]


def test_a_corrected_caption_has_to_be_brought_to_the_platform(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.finish()
    assert status(office, capsys)["selesai"] is True
    office.bring("Isi baru.")
    office.publish()
    assert status(office, capsys)["selesai"] is True
    files = item("Isi baru.") | {f"{FOLDER}/takarir/instagram.md": "Lain.\n"}
    office.approve(files)
    office.publish()
    assert status(office, capsys)["belum_diunggah"] == ["instagram"]
    # The post keeps its address; it is confirmed for the new version.
    office.finish()
    assert status(office, capsys)["selesai"] is True
    office.publish()
    assert office.page().count(POST) == 1


def test_reasons_close_what_is_open_and_withdrawal_ends_it(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--platform", "instagram", "--tidak-diunggah", "Akun sedang diperbaiki.")
    assert office.run("record", ITEM_ID, *words, "--oleh", "pengelola") == 0
    told = status(office, capsys)
    assert (told["belum_diunggah"], told["belum_diberitahukan"]) == ([], True)
    gone = "tarik:\n  tanggal: 2026-11-24\n  jenis: keliru\n  penjelasan: Keliru.\n"
    office.approve({ITEM: item("Isi.", extra=gone)[ITEM]})
    office.publish()
    assert status(office, capsys)["selesai"] is True
