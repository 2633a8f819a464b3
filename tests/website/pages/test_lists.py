from __future__ import annotations

import json
import re

from jdih.model.document import Document
from jdih.website.listings import PER_PAGE
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
    return re.findall(r">(UU \d+)</a></td>", html)


def test_a_list_is_newest_first() -> None:
    html = page(site(*acts(4)), "dokumen/peraturan/").body
    assert titles(html) == ["UU 3", "UU 1", "UU 4", "UU 2"]


def test_a_year_has_a_list_of_its_own() -> None:
    own = site(*acts(4))
    made = page(own, "dokumen/peraturan/2001/")
    assert titles(made.body) == ["UU 3", "UU 1"]
    assert made.title == "Peraturan 2001"
    assert 'href="../../../dokumen/peraturan/2000/"' in made.body


def test_a_long_list_has_pages_and_loses_nothing() -> None:
    own = site(*acts(2 * PER_PAGE + 10))
    first = page(own, "dokumen/peraturan/").body
    assert len(titles(first)) == PER_PAGE
    assert f"{2 * PER_PAGE + 10} dokumen, terbaru di atas." in first
    assert 'href="../../dokumen/peraturan/halaman/3/"' in first
    later = [page(own, f"dokumen/peraturan/halaman/{number}/").body for number in (2, 3)]
    every = [title for html in (first, *later) for title in titles(html)]
    assert len(set(every)) == len(every) == 2 * PER_PAGE + 10


def test_the_first_page_has_the_filters_and_what_they_work_on() -> None:
    made = page(site(*acts(3)), "dokumen/peraturan/")
    assert "<option>2001</option>" in made.body
    data = json.loads(dict(made.extras)["daftar.json"])
    lines = [dict(zip(data["isian"], line, strict=True)) for line in data["baris"]]
    assert {line["judul"]: line["tahun"] for line in lines} == {
        "UU 1": "2001", "UU 2": "2000", "UU 3": "2001"
    }  # fmt: skip
    assert page(site(*acts(3)), "dokumen/peraturan/2001/").extras == ()


def test_content_is_listed_by_form() -> None:
    assert "Hak Anda" in page(site(item()), "konten/infografis/").body


def test_a_list_says_the_status_and_offers_no_file_that_is_not_there() -> None:
    html = page(site(act()), "dokumen/peraturan/").body
    assert "Belum diperiksa" in html
    assert "Unduh" not in html


def test_all_legal_documents_have_a_list_together() -> None:
    assert sorted(titles(page(site(*acts(3)), "dokumen/").body)) == ["UU 1", "UU 2", "UU 3"]


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
