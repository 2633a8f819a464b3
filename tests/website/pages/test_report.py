"""The page of a report: what the approved figures say, and nothing that stays in the office."""

from __future__ import annotations

import re

from jdih.model.document import Document
from jdih.website.pages.report import report_page
from tests.trees import EXAMPLES
from tests.website.making import desk, page
from tests.website.sites import document, site

AT = "laporan/2026-11/"
PLATFORMS = {"instagram": "Instagram", "x": "X (Twitter)"}


def report(name: str = "2026-11") -> Document:
    path = EXAMPLES / "report" / "expected" / f"{name}.md"
    return document(f"content/laporan/{name}.md", path.read_text(encoding="utf-8"))


def item() -> Document:
    return document(
        "content/konten/2026/hak-informasi/index.md",
        "---\ntipe: konten\nid: 2026-d8q3e\njudul: Hak\nsop: uji-1\n---\n\nIsi.\n",
    )


def rows(body: str, anchor: str) -> list[list[str]]:
    """Return the cells of the first table behind a heading."""
    table = body[body.index(f'id="{anchor}"') :]
    table = table[: table.index("</table>")].rpartition("<tbody>")[2]
    return [
        [" ".join(re.sub("<[^>]*>", "", cell).split())
         for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)]
        for row in table.split("<tr>")[1:]
    ]  # fmt: skip


def test_a_report_names_its_period_and_says_what_its_figures_say() -> None:
    body = page(site(report(), platforms=PLATFORMS), AT).body
    assert "November 2026" in body
    said = (EXAMPLES / "report" / "expected" / "2026-11.txt").read_text(encoding="utf-8")
    shown = re.findall("<li>(.*?)</li>", body[: body.index('id="realisasi"')])
    assert shown == said.splitlines()


def test_account_and_posts_with_their_change() -> None:
    body = page(site(report(), platforms=PLATFORMS), AT).body
    assert rows(body, "platform-1") == [
        ["Pertumbuhan pengikut", "+160", ""],
        ["Pengikut akhir", "12.660", "+160"],
        ["Jangkauan", "29.850", "−1.350"],
        ["Tayangan", "51.300", "+2.400"],
        ["Tayangan berbayar", "4.000", "–"],
        ["Unggahan terukur", "1", "−1"],
        ["Tayangan unggahan", "3.100", "−510"],
        ["Interaksi unggahan", "347", "+84"],
    ]
    assert "13,3%" in body
    assert "347" in body


def test_an_item_on_the_site_is_linked_and_one_that_is_not_is_named() -> None:
    body = page(site(report(), item(), platforms=PLATFORMS), AT).body
    assert '<a href="../../konten/2026/hak-informasi/">Hak Memperoleh Informasi Publik</a>' in body
    assert "Klarifikasi Jadwal Pemungutan Suara" in body


def test_why_an_item_was_not_planned_stays_in_the_office() -> None:
    own = report()
    assert "Kabar keliru beredar luas" in str(own.header)
    assert "Kabar keliru beredar luas" not in page(site(own, platforms=PLATFORMS), AT).body


def test_a_quarter_has_a_column_a_month() -> None:
    own = report("2026-triwulan-4")
    body = page(site(own, platforms=PLATFORMS), "laporan/2026-triwulan-4/").body
    assert "Triwulan IV 2026" in body
    assert rows(body, "platform-2") == [
        ["Pertumbuhan pengikut", "–", "", "−9", "", "0", ""],
        ["Pengikut akhir", "4.020", "–", "4.011", "−9", "4.011", "0"],
        ["Tayangan", "–", "–", "9.700", "–", "–", "–"],
        ["Unggahan terukur", "1", "–", "1", "0", "1", "0"],
        ["Tayangan unggahan", "950", "–", "7.900", "+6.950", "880", "−7.020"],
        ["Interaksi unggahan", "12", "–", "610", "+598", "–", "–"],
    ]


def test_a_report_from_before_shows_its_text() -> None:
    own = document(
        "content/laporan/2026-11.md",
        "---\ntipe: laporan\njudul: L\nperiode: 2026-11\n---\n\nKata.\n",
    )
    body = report_page(desk(site(own)), own).body
    assert "Kata." in body
    assert "Ringkasan" not in body
