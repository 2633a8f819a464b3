from __future__ import annotations

import re

from jdih.model.document import Document
from jdih.website.pages.lists import NEWEST
from tests.website.making import page
from tests.website.sites import act, document, entry, item, site, sop


def acts(count: int) -> list[Document]:
    return [
        act(
            f"---\ntipe: peraturan\njudul: UU {n}\nnomor: {n}\ntahun: {2000 + n % 2}\n---\n",
            f"content/dokumen/peraturan/uu-{n}/index.md",
        )
        for n in range(1, count + 1)
    ]


def titles(html: str) -> list[str]:
    return re.findall(r">(UU \d+)</a>", html)


def test_a_list_is_newest_first() -> None:
    html = page(site(*acts(4)), "dokumen/peraturan/").body
    assert titles(html) == ["UU 3", "UU 1", "UU 4", "UU 2"]


def test_a_year_has_a_list_of_its_own() -> None:
    own = site(*acts(4))
    made = page(own, "dokumen/peraturan/2001/")
    assert titles(made.body) == ["UU 3", "UU 1"]
    assert made.title == "Peraturan 2001"
    assert 'href="../../../dokumen/peraturan/2000/"' in made.body


def test_a_long_list_shows_the_newest_and_the_years() -> None:
    own = site(*acts(NEWEST + 10))
    html = page(own, "dokumen/peraturan/").body
    assert len(titles(html)) == NEWEST
    assert f"{NEWEST} dokumen terbaru dari {NEWEST + 10}" in html
    every = [
        t for year in (2000, 2001) for t in titles(page(own, f"dokumen/peraturan/{year}/").body)
    ]
    assert len(every) == NEWEST + 10


def test_a_list_says_the_status_and_offers_no_file_that_is_not_there() -> None:
    html = page(site(act()), "dokumen/peraturan/").body
    assert "Belum diperiksa" in html
    assert "#berkas" not in html


def test_the_overview_counts_the_types_that_exist() -> None:
    html = page(site(*acts(3)), "dokumen/").body
    assert "<strong>3</strong> Peraturan" in html
    assert "Monografi" not in html


def test_home_shows_counters_content_and_acts() -> None:
    html = page(site(item(), act(), sop(), entries=(entry(),)), "").body
    assert 'href="./konten/2026/hak-atas-informasi/"' in html
    assert "20 November 2026" in html
    assert 'href="./dokumen/peraturan/uu-14-2008/"' in html
    assert "<strong>1</strong> Konten" in html


def test_what_people_wrote_introduces_a_computed_page() -> None:
    home = document("content/index.md", "---\ntipe: halaman\njudul: Selamat datang\n---\n\nHalo.\n")
    made = page(site(home), "")
    assert made.title == "Selamat datang"
    assert "<p>Halo.</p>" in made.body
    assert made.source == "content/index.md"


def test_the_page_for_what_is_not_found_works_at_any_depth() -> None:
    html = page(site(item()), "404.html").body
    assert 'href="/konten/"' in html
