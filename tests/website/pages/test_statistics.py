from __future__ import annotations

import re

from jdih.model.entry import Event
from jdih.website.charts import Table, chart, tabulated
from tests.website.making import page
from tests.website.sites import act, entry, item, site

AT = "statistik/"


def cells(html: str, name: str) -> list[list[str]]:
    table = html.partition(f"<summary>Tabel: {name}")[2].partition("</table>")[0]
    rows = re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)
    return [re.findall(r"<t[hd][^>]*>([^<]*)<", row) for row in rows]


def test_documents_are_counted_by_type_and_year_without_gaps() -> None:
    newer = act(
        "---\ntipe: peraturan\njudul: UU\nnomor: 2\ntahun: 2010\n---\n",
        "content/dokumen/peraturan/uu-2-2010/index.md",
    )
    undated = act(
        "---\ntipe: peraturan\njudul: UU\n---\n", "content/dokumen/peraturan/uu-3/index.md"
    )
    html = page(site(act(), newer, undated), AT).body
    assert cells(html, "Dokumen hukum") == [
        ["Tahun", "Peraturan"],
        ["2008", "1"],
        ["2009", "0"],
        ["2010", "1"],
        ["tanpa tahun", "1"],
    ]


def test_publications_are_counted_by_month_and_platform() -> None:
    posted = {"event": Event.LINKED, "platform": "x", "time": "2027-01-05T08:00:00+07:00"}
    entries = (
        entry(1),
        entry(2, **posted, details=(("tautan", "https://x.com/a/status/1"),)),
        entry(5, **posted, details=(("tautan", "https://x.com/a/status/1"), ("takarir", "sama"))),
        entry(6, **posted, details=(("tidak_diunggah", "Tidak ada gambarnya."),)),
        entry(3, id="halaman-profil"),
        entry(4, event=Event.CORRECTED),
    )
    html = page(site(item(), entries=entries), AT).body
    assert cells(html, "Publikasi") == [
        ["Bulan", "Situs ini", "X (Twitter)", "Jumlah"],
        ["November 2026", "1", "0", "1"],
        ["Desember 2026", "0", "0", "0"],
        ["Januari 2027", "0", "1", "1"],
    ]
    assert ">Nov 26</text>" in html


def test_nothing_recorded_is_said() -> None:
    assert "Belum ada yang tercatat." in page(site(item()), AT).body


def test_bars_are_as_tall_as_their_numbers_and_stand_on_one_line() -> None:
    drawn = chart(Table(("a", "b"), (("x", (1, 1)), ("y", (4, 0)))))
    one, other, tall = drawn.bars
    assert one.height == other.height
    assert tall.height == 4 * one.height
    assert one.y + one.height == tall.y + tall.height == drawn.base
    assert other.y + other.height == one.y
    assert [count for _, count in drawn.sums] == [2, 4]


def test_series_that_never_occur_are_left_out() -> None:
    assert tabulated(["a", "b"], [("x", "b")], ["x"]).heads == ("b",)
    assert tabulated(["a", "b"], [], []).heads == ("a",)
