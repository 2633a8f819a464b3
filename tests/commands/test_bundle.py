"""``jdih bundle``: a month kept elsewhere, and what a kept month says of the register at hand."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from pathlib import Path

import pytest

from jdih.cli import main
from jdih.register.book import LOCAL
from tests.publishing import WIB, Office

DECEMBER = datetime(2026, 12, 3, 9, 0, tzinfo=WIB)
NAME = "buku-agenda-2026-11"


def kept(office: Office, file: Path) -> zipfile.ZipFile:
    assert office.run("bundle", "2026-11", "--ke", str(file)) == 0
    return zipfile.ZipFile(io.BytesIO(file.read_bytes()))


def test_a_month_holds_the_register_and_the_rules_as_they_were_then(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    november = office.register
    settings = (office.root / "site_config" / "unit.yml").read_bytes()
    office.bring("Versi Desember.")
    office.publish(now=DECEMBER)

    archive = kept(office, tmp_path / "arsip" / "b.zip")

    out = capsys.readouterr().out
    assert f"{len(november.entries)} entri sampai akhir 2026-11" in out
    assert november.head_hash in out
    assert archive.read(f"{NAME}/aturan/site_config/unit.yml") == settings
    assert f"{NAME}/aturan/content/sop/uji-1.md" in archive.namelist()
    sheet = archive.read(f"{NAME}/LEMBAR.txt").decode()
    assert f"2026-11-23   1–{len(november.entries)}/2026\n" in sheet
    assert "Unit Uji JDIH" in sheet


def test_it_is_made_once_and_never_overwrites(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = office.root / "build" / "bundel" / f"{NAME}.zip"
    assert office.run("bundle", "2026-11") == 0
    data = file.read_bytes()
    assert office.run("bundle", "2026-11") == 0
    assert file.read_bytes() == data

    office.bring("Versi lain.")
    (office.site / "terbitan.json").unlink()
    office.publish()
    assert office.run("bundle", "2026-11") == 2
    assert "isinya lain; tidak ada yang ditimpa" in capsys.readouterr().err
    assert file.read_bytes() == data
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_it_verifies_where_there_is_no_repository(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "b.zip"
    kept(office, file)
    capsys.readouterr()

    assert main(["-C", str(tmp_path), "bundle", "--periksa", str(file)]) == 0

    out = capsys.readouterr().out
    assert f"{file}, utuh\n" in out
    assert office.register.head_hash in out
    assert "tidak ada Buku Agenda di sini" in out


def test_it_is_compared_with_the_register_at_hand(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "b.zip"
    kept(office, file)
    look = ("bundle", "--periksa", str(file))

    assert office.run(*look) == 0
    assert "Buku Agenda di sini sama." in capsys.readouterr().out
    office.bring("Versi baru.")
    office.publish()
    assert office.run(*look) == 0
    assert "melanjutkannya (1 entri lagi)" in capsys.readouterr().out
    assert office.run(*look, "--target", "folder") == 0
    assert "tidak ada Buku Agenda di sini" in capsys.readouterr().out


def test_a_cut_tail_and_a_forged_chain_show(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = office.register
    office.bring("Versi baru.")
    office.publish()
    file = tmp_path / "b.zip"
    kept(office, file)
    last = office.entry().label

    office.git.git("update-ref", LOCAL, str(before.head))
    assert office.run("bundle", "--periksa", str(file)) == 1
    assert f"TIDAK COCOK, entri mulai nomor {last} tidak ada" in capsys.readouterr().out

    office.bring("Versi lain.")
    (office.site / "terbitan.json").unlink()
    office.publish()
    assert office.run("bundle", "--periksa", str(file)) == 1
    assert f"TIDAK COCOK, entri nomor {last} di sini lain" in capsys.readouterr().out


def test_a_damaged_one_is_told_as_such(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "b.zip"
    kept(office, file)
    file.write_bytes(file.read_bytes()[:-400])

    assert office.run("bundle", "--periksa", str(file)) == 1

    out = capsys.readouterr().out
    assert "TIDAK UTUH" in out
    assert "Keliru    : bukan berkas ZIP yang utuh" in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("2026-13",), "bukan bulan"),
        (("2026-1",), "bukan bulan"),
        (("2199-01",), "belum tiba"),
        ((), "harus diisi"),
        (("2026-11", "--periksa", "x"), "tidak dapat dipakai bersama"),
    ],
)
def test_what_is_no_call_says_why(
    office: Office, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        office.run("bundle", *words)
    assert ended.value.code == 2
    assert said in capsys.readouterr().err


def test_before_the_first_entry_there_is_nothing_to_keep(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert office.run("bundle", "2026-10") == 2
    assert "belum ada entri" in capsys.readouterr().err
