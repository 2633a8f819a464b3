"""``jdih sheet``: a PDF where it was asked for, and nothing of value written over."""

from __future__ import annotations

from pathlib import Path

import pytest

from jdih.publication.seal import ROOTS
from tests.paper.sealing import holder, sign
from tests.paper.sheets import text_of
from tests.publishing import ITEM_ID, Office

pytestmark = pytest.mark.usefixtures("own_loop")


def test_the_sheet_of_an_item_lies_in_build(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert office.run("sheet", ITEM_ID) == 0

    path = office.root / "build" / "lembar" / f"{ITEM_ID}.pdf"
    assert capsys.readouterr().out == f"{path}\n"
    assert "Jelaskan cara mencari." in text_of(path.read_bytes())
    first = path.read_bytes()
    assert office.run("sheet", ITEM_ID) == 0
    assert path.read_bytes() == first


def test_the_public_sheet_keeps_the_disposisi_back(office: Office, tmp_path: Path) -> None:
    out = tmp_path / "baru" / "umum.pdf"
    assert office.run("sheet", ITEM_ID, "--umum", "--ke", str(out)) == 0
    assert "Jelaskan cara mencari." not in text_of(out.read_bytes())


def test_the_sheet_of_a_month(office: Office) -> None:
    assert office.run("sheet", "2026-11") == 0
    path = office.root / "build" / "lembar" / "2026-11.pdf"
    assert "LEMBAR BUKU AGENDA\nNovember 2026" in text_of(path.read_bytes())


def test_what_is_not_published_has_no_sheet(
    begun: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    begun.bring()
    assert begun.run("sheet", ITEM_ID) == 2
    error = capsys.readouterr().err
    assert "belum terbit" in error
    assert "jdih publish" in error
    assert begun.run("sheet", "2026-11") == 2
    assert "tidak memuat catatan" in capsys.readouterr().err


@pytest.mark.parametrize("there", [b"bukan lembar", b"%PDF-1.7\n/ByteRange [0 1 2 3]\n"])
def test_other_files_and_signed_sheets_are_not_written_over(
    office: Office, tmp_path: Path, there: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "lembar.pdf"
    path.write_bytes(there)
    assert office.run("sheet", ITEM_ID, "--ke", str(path)) == 2
    assert path.read_bytes() == there
    assert "tidak ada yang ditimpa" in capsys.readouterr().err


def test_a_folder_is_not_written_over(office: Office, tmp_path: Path) -> None:
    assert office.run("sheet", ITEM_ID, "--ke", str(tmp_path)) == 2


def test_a_signed_sheet_is_checked(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "lembar.pdf"
    assert office.run("sheet", ITEM_ID, "--ke", str(path)) == 0
    assert office.run("sheet", "--periksa", str(path)) == 1
    assert "Tanda tangan: tidak ada" in capsys.readouterr().out

    authority = holder("Akar Uji")
    path.write_bytes(sign(path.read_bytes(), holder("Kepala", authority)))
    office.approve({f"{ROOTS}/akar.pem": authority.pem.decode()})
    assert office.run("sheet", "--periksa", str(path)) == 0
    out = capsys.readouterr().out
    assert f"Lembar    : {ITEM_ID}, nomor {office.entry().label}" in out
    assert "Isi     : utuh" in out


@pytest.mark.parametrize("words", [[], [ITEM_ID, "--periksa", "x.pdf"], ["--periksa", "x.pdf"]])
def test_a_call_that_means_nothing_is_told(
    office: Office, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert office.run("sheet", *words) == 2
    assert capsys.readouterr().err.startswith("Galat: ")
