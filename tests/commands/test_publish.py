"""``jdih publish``: exit codes, the summary people read and the one programs read."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.publishing import ITEM, ITEM_ID, OLD_ID, Office, environment, item, read_site

TAMPERED = """
import sys
from pathlib import Path
from jdih.cli import main

def tamper(event, args):
    if event == "socket.bind":
        Path(sys.argv[2]).write_text("lain")

sys.addaudithook(tamper)
sys.exit(main(["-C", sys.argv[1], "publish"]))
"""
LATER = 'tayang: "2126-12-01T08:00:00+07:00"\n'


def test_the_json_summary_has_exactly_these_keys(
    begun: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    begun.bring()

    code, summary = begun.json(capsys, "publish")

    assert code == 0
    assert list(summary) == [
        "checked", "warnings", "approved", "imported", "held", "pages", "recorded", "register",
        "site", "live", "pending",
    ]  # fmt: skip
    register = begun.register
    assert summary == {
        "checked": 8,
        "warnings": 0,
        "approved": 1,
        "imported": 6,
        "held": [],
        "pages": len(list(begun.site.rglob("*.html"))),
        "recorded": [entry.label for entry in register.entries],
        "register": {"count": 6, "head": register.head_hash},
        "site": str(begun.site),
        "live": True,
        "pending": [],
    }


def test_a_second_run_says_that_nothing_is_new(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert office.run("publish") == 0

    out, err = capsys.readouterr()
    assert "Tercatat  : tidak ada yang baru; 6 entri dalam Buku Agenda\n" in out
    assert "Dokumen   : 8 diperiksa, 0 temuan perlu dilihat\n" in out
    assert "Terbit    : 1 disetujui, 6 impor; " in out
    assert "Situs     : build/situs\n" in out
    assert err.splitlines() == [
        "Memeriksa dan membuktikan persetujuan …",
        "Membangun situs …",
        "Melihat halaman yang tayang …",
        "Menyiapkan pemberitahuan …",
    ]


def test_new_entries_are_named_and_their_notices_left(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.bring("Versi baru.")

    assert office.run("publish") == 0

    out = capsys.readouterr().out
    assert f"1 entri baru (nomor {office.entry().label}); 7 entri" in out
    assert "1 pemberitahuan di build/pemberitahuan/" in out
    (left,) = (office.root / "build" / "pemberitahuan").iterdir()
    assert left.name == f"{ITEM_ID}.txt"
    assert office.entry().label in left.read_text(encoding="utf-8")
    assert office.git.git("status", "--porcelain") == ""


def test_a_held_item_ends_with_one_and_is_named(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.bring("Tanpa izin.", sign=False)

    code, summary = office.json(capsys, "publish")
    again = office.run("publish"), capsys.readouterr().out

    assert (code, again[0]) == (1, 1)
    (held,) = summary["held"]
    assert list(held) == ["id", "path", "reason"]
    assert (held["id"], held["path"]) == (ITEM_ID, ITEM)
    assert f"Ditahan   : {ITEM_ID} ({ITEM}), versi sebelumnya tetap tayang: Tanpa" in again[1]
    assert "Ketik nomor peraturan." in office.page()
    assert "Tanpa izin." not in office.page()


def test_what_only_waits_for_its_day_ends_well(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.bring("Untuk nanti.", extra=LATER)
    folder = "content/konten/2026/nanti"
    office.bring("Nanti sekali.", identity="2026-n4nt2", folder=folder, extra=LATER)

    assert office.run("publish") == 0

    out = capsys.readouterr().out
    assert re.search(rf"Menunggu  : {ITEM_ID} .*versi sebelumnya tetap tayang: Tayang 2126", out)
    assert re.search(r"Menunggu  : 2026-n4nt2 .*tidak ditayangkan: Tayang 2126", out)
    assert "Ketik nomor peraturan." in office.page()
    assert not (office.site / "konten" / "2026" / "nanti").exists()


def test_a_fault_of_the_site_ends_with_two(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    site, head = read_site(office.site), office.register.head
    office.approve({"site_config/unit.yml": "nama: [\n"})

    assert office.run("publish", "--format", "json") == 2

    out, err = capsys.readouterr()
    assert out == ""
    assert "site_config/unit.yml" in err
    assert "    → " in err
    assert (read_site(office.site), office.register.head) == (site, head)


def test_unsaved_work_is_told_and_not_published(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.git.write({ITEM: item("Belum disimpan.")[ITEM]})

    assert office.run("publish") == 0

    assert "perubahan yang belum disimpan di Git; tidak ikut terbit" in capsys.readouterr().out
    assert "Belum disimpan." not in office.page()


def test_the_folder_target_publishes_there(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "www" / "jdih"

    code, summary = office.json(capsys, "publish", "--target", "folder", "--ke", str(folder))

    assert (code, summary["site"], len(summary["recorded"])) == (0, str(folder), 6)
    assert (folder / "index.html").is_file()


def test_a_wrong_call_changes_nothing(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "penting").mkdir()
    (tmp_path / "penting" / "a.txt").write_text("a", encoding="utf-8")

    for words in (
        ["--target", "folder"],
        ["--ke", str(tmp_path)],
        ["--target", "folder", "--ke", str(tmp_path / "penting")],
        ["--target", "folder", "--ke", "/proc/jdih/situs"],
    ):
        assert office.run("publish", *words) == 2
        assert "    → " in capsys.readouterr().err
    with pytest.raises(SystemExit):
        office.run("publish", "--tanggal", "2026-02-30")
    assert (tmp_path / "penting" / "a.txt").read_text(encoding="utf-8") == "a"


def test_the_day_that_pages_show_can_be_given(office: Office) -> None:
    office.run("publish", "--tanggal", "2026-12-25")
    first = read_site(office.site)
    office.run("publish", "--tanggal", "2026-12-26")
    second = read_site(office.site)
    office.run("publish", "--tanggal", "2026-12-25")

    assert first != second
    assert read_site(office.site) == first
    assert "25 Desember 2026" in office.page("index.html") + office.page("buku-agenda/index.html")


def test_pages_that_are_not_what_was_built_are_told(begun: Office) -> None:
    """Somebody writes into the site between putting it there and looking at it."""
    begun.bring()
    page = begun.site / "konten" / "2026" / "cara-mencari" / "index.html"
    command = [sys.executable, "-c", TAMPERED, str(begun.root), str(page)]

    done = subprocess.run(command, check=False, capture_output=True, text=True, env=environment())

    assert done.returncode == 1, done.stderr
    assert f"Periksa   : {ITEM_ID}, halamannya isinya bukan hasil pembangunan ini." in done.stdout
    assert OLD_ID in {entry.id for entry in begun.register.entries}
    assert ITEM_ID not in {entry.id for entry in begun.register.entries}
