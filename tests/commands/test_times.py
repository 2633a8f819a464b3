"""``jdih times``: the table of a period, its breaches, and room for a reason each."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest

from tests.publishing import ITEM_ID, NOW, Office

FILE = "drafts/waktu/2026-11.yml"


def test_the_table_tells_standard_and_actual(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert office.run("times", "2026-11") == 0
    told = capsys.readouterr().out
    assert told.startswith("Waktu kegiatan 2026-11, dalam menit kerja")
    assert "uji-1" in told
    assert "(1 tidak tercatat)" in told, "nobody saw the disposisi being given"
    assert "(1 berjalan)" in told, "the link is not recorded yet"

    office.finish()
    capsys.readouterr()
    code, found = office.json(capsys, "times", "2026-11")
    assert code == 0
    assert [(row["kegiatan"], row["konten"], row["baku"]) for row in found["kegiatan"]] == [
        (1, 1, 10), (2, 1, 450), (3, 1, 10), (4, 1, 20),
    ]  # fmt: skip
    assert [row["berjalan"] for row in found["kegiatan"]] == [0, 0, 0, 0]


def test_a_quarter_holds_its_months_and_another_one_nothing(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    _, quarter = office.json(capsys, "times", "2026-triwulan-4")
    _, month = office.json(capsys, "times", "2026-11")
    assert quarter["kegiatan"] == month["kegiatan"] != []

    assert office.run("times", "2026-10") == 0
    assert capsys.readouterr().out.startswith("Belum ada konten yang tercatat pada 2026-10")


def test_the_csv_holds_numbers_alone(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert office.run("times", "2026-11", "--format", "csv") == 0
    head, *rows = capsys.readouterr().out.splitlines()
    assert head.split(",")[:4] == ["sop", "kegiatan", "konten", "baku"]
    assert rows[0].startswith("uji-1,1,1,10,,,0,0,1")


def test_a_breach_gets_room_for_its_reason_once(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    late = NOW + timedelta(days=3)
    office.bring("Kalimat yang diperbaiki.")
    office.publish(now=late)
    at = datetime.isoformat(late)[:10]
    by = ("--oleh", "pengelola", "--waktu", f"{at} 15:00 WIB")
    assert office.run("record", ITEM_ID, "--pemberitahuan", *by) == 0
    left_out = ("--platform", "instagram", "--tidak-diunggah", "Tidak perlu.")
    assert office.run("record", ITEM_ID, *left_out, *by) == 0
    capsys.readouterr()
    assert office.run("times", "2026-11", "--alasan") == 0
    told = capsys.readouterr().out
    assert "alasan: belum ditulis" in told
    assert f"    → Isi `alasan` di {FILE}, lalu simpan.\n" in told

    path = office.root / FILE
    text = path.read_text(encoding="utf-8")
    assert ITEM_ID in text
    path.write_text(text.replace("    alasan:\n", "    alasan: Kantor pindah.\n"), encoding="utf-8")
    written = path.read_bytes()
    assert office.run("times", "2026-11", "--alasan") == 0
    assert path.read_bytes() == written
    told = capsys.readouterr().out
    assert "alasan: Kantor pindah.\n" in told
    assert "→" not in told
    assert office.run("check", FILE) == 0


def test_a_reason_for_no_breach_is_told(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    path = office.root / FILE
    path.parent.mkdir(parents=True)
    path.write_text(
        "bulan: 2026-11\npelampauan:\n  - nomor: 99/2026\n    kegiatan: 1\n    putaran: 1\n"
        "    alasan: Keliru nomor.\n",
        encoding="utf-8",
    )
    assert office.run("times", "2026-11") == 0
    assert "Alasan tanpa pelampauan: 99/2026 kegiatan 1 putaran 1" in capsys.readouterr().out


@pytest.mark.parametrize("period", ["2026", "2026-13", "2026-triwulan-5", "November"])
def test_what_is_no_period_is_refused(
    begun: Office, period: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        begun.run("times", period)
    assert caught.value.code == 2
    assert "tulis misalnya 2026-11" in capsys.readouterr().err


def test_the_site_shows_the_table_only_where_the_office_says_so(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    page = "statistik/index.html"
    assert "Waktu baku" not in office.page(page)

    settings = (office.root / "site_config/unit.yml").read_text(encoding="utf-8")
    office.approve({"site_config/unit.yml": f"{settings.rstrip()}\ntampilkan_waktu: ya\n"})
    office.publish()

    shown = office.page(page)
    assert "Waktu baku dan waktu terpakai" in shown
    assert "membuat konsep konten" in shown
    assert json.dumps(ITEM_ID) not in shown
