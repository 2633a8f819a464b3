from __future__ import annotations

from jdih.website.page import Link
from jdih.website.trail import trail

PAGES = {"", "dokumen/", "dokumen/peraturan/", "dokumen/peraturan/2008/"}
NAMES = {"": "Beranda", "dokumen/": "Dokumen Hukum"}


def test_the_pages_above_are_named_from_the_home_page_down() -> None:
    assert trail("dokumen/peraturan/uu-1/", PAGES, NAMES) == (
        Link("Beranda", ""),
        Link("Dokumen Hukum", "dokumen/"),
        Link("peraturan", "dokumen/peraturan/"),
    )


def test_what_is_no_page_is_passed_over_and_home_has_nothing_above() -> None:
    assert trail("konten/2026/a/", PAGES, NAMES) == (Link("Beranda", ""),)
    assert trail("", PAGES, NAMES) == ()
