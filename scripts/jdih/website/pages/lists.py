"""Computed pages: home, lists by kind and year, the overview of documents, the 404."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jdih.model.document import LEGAL_KINDS, Document, Kind
from jdih.website import address
from jdih.website.catalogue import LISTS, YEARLY, Catalogue
from jdih.website.desk import NOT_FOUND, Desk
from jdih.website.page import Page
from jdih.website.pages.item import form_of
from jdih.website.pages.legal import attachments, status_of
from jdih.website.templates import safe

HOME = ""
DOCUMENTS = "dokumen/"


NEWEST = 50
"""How many documents the first page of a list shows before it points to the years."""

_ON_HOME = 6
_COUNTED = (Kind.ITEM, *LEGAL_KINDS, Kind.SOP)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a list. `form` is the form of an item, `status` that of a legal document."""

    document: Document
    address: str
    form: str
    status: str
    files: int
    day: str


def list_addresses(catalogue: Catalogue) -> Iterator[tuple[str, Kind, str]]:
    """Yield (address, kind, year) of every list that has something in it; year may be empty."""
    for kind, at in LISTS.items():
        if catalogue.of(kind):
            yield at, kind, ""
        if kind in YEARLY:
            for year in catalogue.years[kind]:
                yield f"{at}{year}/", kind, year


def list_page(desk: Desk, kind: Kind, year: str) -> Page:
    """Return the list of a kind: the newest with links to the years, or all of one year."""
    at = LISTS[kind] + (f"{year}/" if year else "")
    catalogue = desk.catalogue
    years = catalogue.years[kind] if kind in YEARLY else {}
    everything = catalogue.of(kind)
    shown = years[year] if year else everything[:NEWEST] if years else everything
    return computed_page(
        desk,
        at,
        "daftar",
        kind=kind.value,
        year=year,
        rows=tuple(row(desk, document) for document in shown),
        total=len(everything),
        years=tuple((name, f"{LISTS[kind]}{name}/", len(own)) for name, own in years.items()),
    )


def documents_page(desk: Desk) -> Page:
    """Return the overview of the four types of legal document."""
    catalogue = desk.catalogue
    kinds = tuple(
        (kind.value, LISTS[kind], len(catalogue.of(kind)))
        for kind in LEGAL_KINDS
        if catalogue.of(kind)
    )
    newest = [document for kind in LEGAL_KINDS for document in catalogue.of(kind)[:_ON_HOME]]
    rows = tuple(row(desk, document) for document in newest)
    return computed_page(desk, DOCUMENTS, "dokumen-hukum", kinds=kinds, rows=rows)


def home_page(desk: Desk) -> Page:
    """Return the home page: what people wrote, counters, the newest content and documents."""
    catalogue = desk.catalogue
    counters = tuple(
        (kind.value, at, len(catalogue.of(kind)))
        for kind, at in LISTS.items()
        if catalogue.of(kind) and kind in _COUNTED
    )
    items = tuple(row(desk, item) for item in catalogue.of(Kind.ITEM)[:_ON_HOME])
    acts = tuple(row(desk, act) for act in catalogue.of(Kind.REGULATION)[:_ON_HOME])
    return computed_page(desk, HOME, "beranda", counters=counters, items=items, acts=acts)


def not_found_page(desk: Desk) -> Page:
    """Return the page for an address that does not exist. It may be shown at any depth."""
    title, body = desk.titled("tidak-ditemukan", NOT_FOUND, lists=tuple(_lists(desk)))
    return Page(NOT_FOUND, title, body, wide=True, listed=False)


def _lists(desk: Desk) -> Iterator[tuple[str, str]]:
    """Yield (kind, address) of the lists that exist."""
    for kind, at in LISTS.items():
        if desk.catalogue.of(kind):
            yield kind.value, at


def row(desk: Desk, document: Document) -> Row:
    """Return the line of a list for `document`."""
    item = document.kind is Kind.ITEM
    entry = desk.catalogue.published(document) if item else None
    return Row(
        document=document,
        address=address.of_document(document),
        form=form_of(document) if item else "",
        status=status_of(desk, document) if document.kind.legal else "",
        files=len(attachments(document)) if document.kind.legal else 0,
        day=entry.time[:10] if entry else "",
    )


def computed_page(desk: Desk, at: str, template: str, **values: object) -> Page:
    """Render a computed page, with what people wrote for it (a *halaman* at its address)."""
    written = desk.intros.get(at)
    intro = desk.intro(at)
    title, body = desk.titled(
        template, at, written=written, intro=safe(intro.html if intro else ""), **values
    )
    return Page(
        address=at,
        title=title,
        description=written.header.text("ringkasan") if written else "",
        body=body,
        source=written.path if written else "",
        wide=True,
    )
