"""Computed pages: the lists, and the page for what is not found."""

from __future__ import annotations

from dataclasses import replace

from jdih.website import filtering
from jdih.website.desk import NOT_FOUND, Desk
from jdih.website.listings import Listing
from jdih.website.page import Page
from jdih.website.pages.computed import computed_page
from jdih.website.pages.rows import row


def list_page(desk: Desk, listing: Listing, number: int) -> Page:
    """Return one page of a list; the first page of one of legal documents has the filters."""
    first = number == 1 and not listing.year
    filtered = first and listing.legal
    documents = listing.page(number)
    lines = filtering.lines(desk, listing.documents) if filtered else ()
    page = computed_page(
        desk,
        listing.address(number),
        "daftar",
        kind=listing.kind.value if listing.kind else "dokumen",
        legal=listing.legal,
        year=listing.year,
        form=listing.form,
        rows=tuple(row(desk, document) for document in documents),
        total=len(listing.documents),
        number=number,
        pages=tuple((count, listing.address(count)) for count in range(1, listing.pages + 1)),
        years=tuple((year, f"{listing.whole or listing.at}{year}/", count)
                    for year, count in listing.years.items()),
        whole=listing.whole,
        choices=filtering.choices(lines) if filtered else None,
    )  # fmt: skip
    extras = ((filtering.NAME, filtering.data(lines)),) if filtered else ()
    return replace(page, changed=desk.catalogue.changed(*documents), extras=extras)


def not_found_page(desk: Desk) -> Page:
    """Return the page for an address that does not exist. It may be shown at any depth."""
    title, _, body = desk.titled("tidak-ditemukan", NOT_FOUND, lists=desk.catalogue.lists())
    return Page(NOT_FOUND, title, body, wide=True, listed=False)
