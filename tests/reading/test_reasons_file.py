"""Reasons for late steps: what people wrote is read, and never written over."""

from __future__ import annotations

from pathlib import Path

import pytest

from jdih.errors import JdihError
from jdih.model.period import Month
from jdih.reading.reasons_file import extended, parse, path_of, read_reasons
from jdih.repository.tree import WorkTree

NOVEMBER = Month(2026, 11)
ROW = "  - nomor: 7/2026\n    kegiatan: 4\n    putaran: 1\n    alasan: Pemutus dinas luar.\n"
FILE = f"bulan: 2026-11\npelampauan:\n{ROW}"
KEY = ("7/2026", 4, 1)
OTHER = ("9/2026", 2, 2)


def test_what_people_wrote_is_read() -> None:
    assert parse(NOVEMBER, FILE.encode()) == {KEY: "Pemutus dinas luar."}


def test_several_months_are_read_together(tmp_path: Path) -> None:
    folder = tmp_path / "drafts" / "waktu"
    folder.mkdir(parents=True)
    (folder / "2026-11.yml").write_text(FILE, encoding="utf-8")
    december = FILE.replace("2026-11", "2026-12").replace("7/2026", "9/2026")
    (folder / "2026-12.yml").write_text(december, encoding="utf-8")
    tree = WorkTree(tmp_path, ("drafts/waktu",))

    found = read_reasons(tree, [Month(2026, 10), NOVEMBER, Month(2026, 12)])

    assert list(found) == [KEY, ("9/2026", 4, 1)]


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("", "", "kosong"),
        (FILE.replace("2026-11", "2026-10"), ":1:", "bukan 2026-11"),
        (FILE.replace("7/2026", "tujuh"), ":3:", "Nomor “tujuh”"),
        (FILE.replace("putaran: 1", "putaran: nol"), ":5:", "bukan bilangan"),
        (FILE.replace("alasan:", "sebab:"), ":6:", "Kunci “sebab” tidak dikenal"),
        (FILE + ROW, ":7:", "tertulis dua kali"),
        (FILE + "  - sesuatu\n", ":2:", "bukan baris pelampauan"),
        (FILE + "lain: x\n", ":7:1", "Kunci “lain” tidak dikenal"),
        ("bulan: 2026-11\npelampauan: *x\n", ":2:", "tidak terbaca"),
    ],
)
def test_what_is_broken_is_named_with_its_place(text: str, place: str, words: str) -> None:
    with pytest.raises(JdihError) as caught:
        parse(NOVEMBER, text.encode())
    assert words in caught.value.message
    assert f"{path_of(NOVEMBER)}{place}" in caught.value.message
    assert caught.value.remedy


def test_rows_are_added_at_the_end_and_nothing_else_changes() -> None:
    before = f"# Catatan kami.\n{FILE.rstrip()} # sungguh".encode()

    after = extended(NOVEMBER, before, {KEY: "lain", OTHER: "2026-bbbbb, “Judul”:\n90 menit lewat"})

    assert after is not None
    assert after.startswith(before)
    assert parse(NOVEMBER, after) == {KEY: "Pemutus dinas luar.", OTHER: ""}
    assert "  # 2026-bbbbb, “Judul”: 90 menit lewat\n" in after.decode()


def test_a_month_without_a_file_begins_one() -> None:
    after = extended(NOVEMBER, None, {KEY: "catatan"})

    assert after is not None
    assert parse(NOVEMBER, after) == {KEY: ""}


def test_nothing_is_written_where_every_row_is_there() -> None:
    assert extended(NOVEMBER, FILE.encode(), {KEY: "catatan"}) is None
    assert extended(NOVEMBER, None, {}) is None


def test_a_file_whose_rows_no_longer_end_it_is_left_alone() -> None:
    turned = f"pelampauan:\n{ROW}bulan: 2026-11\n".encode()
    with pytest.raises(JdihError) as caught:
        extended(NOVEMBER, turned, {OTHER: "catatan"})
    assert "kunci terakhir" in caught.value.remedy or "tidak terbaca" in caught.value.message
