from __future__ import annotations

import pytest

from jdih.website.catalogue import catalogue
from jdih.website.desk import Desk, fields
from jdih.website.plan import plan
from jdih.website.templates import Templates
from tests.website.sites import ACT, ITEM, THEME, act, item, site

AT = "konten/2026/hak-atas-informasi/"


@pytest.fixture
def desk() -> Desk:
    known = catalogue(site(item(), act()))
    return Desk(known, Templates(THEME), plan(known).makers, {f"{AT}01-sampul.png"}, root="/repo/")


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (f"/{ACT}", "../../../dokumen/peraturan/uu-14-2008/"),
        (f"/{ITEM}", f"../../../{AT}"),
        (f"/content/{AT}01-sampul.png", f"../../../{AT}01-sampul.png"),
        ("https://a.example/x", "https://a.example/x"),
        ("/content/tiada/index.md", ""),
        ("/content/konten/2026/hak-atas-informasi/pemberitahuan.md", ""),
        ("//a.example", ""),
        ("lain.md", ""),
    ],
)
def test_targets_are_written_from_page_to_page(desk: Desk, target: str, expected: str) -> None:
    assert desk.rewriter(item(), AT)(target) == expected


def test_the_404_leads_from_the_root(desk: Desk) -> None:
    assert desk.base("404.html") == "/repo/"
    assert desk.base("sop/") == "../"


def test_an_act_has_a_short_name(desk: Desk) -> None:
    link = desk.short_link(f"/{ACT}")
    assert link is not None
    assert link.title == "UU 14 Tahun 2008"
    assert desk.short_link("/content/tiada.md") is None


def test_a_source_reads_as_the_title_of_its_page(desk: Desk) -> None:
    words, link = desk.source(f"/{ACT}")
    assert words == act().title
    assert link is not None
    assert desk.source("Wawancara") == ("Wawancara", None)


def test_the_contents_of_a_page_are_its_headings_whoever_wrote_them(desk: Desk) -> None:
    text = desk.text(item(), AT).html
    page = desk.page(item(), f'{text}<h2 id="asal-usul">Asal &amp; usul</h2><h4 id="x">x</h4>')
    assert [(section.text, section.anchor) for section in page.toc] == [
        ("Apa haknya?", "bagian-apa-haknya"),
        ("Asal & usul", "asal-usul"),
    ]


def test_fields_that_are_not_there_are_empty() -> None:
    known = fields(act().header)
    assert known["nomor"] == "14"
    assert known["abstrak"] == ""


def test_foreign_words_in_emphasis_say_their_language(desk: Desk) -> None:
    text = (
        "---\ntipe: konten\njudul: A\n---\nSimpan *softcopy* dan *Hardcopy*, *jujur*, *erga omnes*."
    )
    html = desk.text(item(text), AT).html
    assert '<em lang="en">softcopy</em> dan <em lang="en">Hardcopy</em>, <em>jujur</em>' in html
    assert '<em lang="la">erga omnes</em>' in html
