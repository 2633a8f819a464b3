"""Computed pages: the lists, and the page for what is not found."""

from __future__ import annotations

from dataclasses import replace

from jdih.website import filtering
from jdih.website.desk import NOT_FOUND, Desk
from jdih.website.listings import Part
from jdih.website.page import Page
from jdih.website.pages.computed import computed_page
from jdih.website.pages.rows import row


def list_page(desk: Desk, part: Part) -> Page:
    """Return one page of a list; the first page of one of legal documents has the filters."""
    lines = filtering.lines(desk, part.chosen_from)
    page = computed_page(
        desk,
        part.at,
        "daftar",
        kind=part.kind.value if part.kind else "dokumen",
        legal=part.legal,
        year=part.year,
        form=part.form,
        rows=tuple(row(desk, document) for document in part.documents),
        total=part.total,
        number=part.number,
        pages=part.pages,
        years=part.years,
        whole=part.whole,
        choices=filtering.choices(lines) if part.chosen_from else None,
    )
    extras = ((filtering.NAME, filtering.data(lines)),) if part.chosen_from else ()
    return replace(page, changed=desk.catalogue.changed(*part.documents), extras=extras)


def not_found_page(desk: Desk) -> Page:
    """Return the page for an address that does not exist. It may be shown at any depth."""
    title, _, body = desk.titled("tidak-ditemukan", NOT_FOUND, lists=desk.catalogue.lists())
    return Page(NOT_FOUND, title, body, wide=True, listed=False)
