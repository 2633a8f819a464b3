"""The search page. What it finds comes from the index that `jdih.website.search` builds."""

from __future__ import annotations

from dataclasses import dataclass, replace

from jdih.model.document import LEGAL_KINDS, Kind
from jdih.website.desk import Desk
from jdih.website.page import Page
from jdih.website.pages.computed import computed_page
from jdih.website.pages.rows import form_of
from jdih.website.relations import Status

SEARCH = "cari/"


@dataclass(frozen=True, slots=True)
class Choices:
    """What a search can be narrowed down to; years are newest first."""

    kinds: tuple[str, ...]
    years: tuple[str, ...]
    statuses: tuple[str, ...]


def search_page(desk: Desk) -> Page:
    """Return the page on which the reader's browser searches."""
    searchable = desk.catalogue.site.searchable
    page = computed_page(desk, SEARCH, "cari", choices=_choices(desk), searchable=searchable)
    return replace(page, listed=False)


def _choices(desk: Desk) -> Choices:
    catalogue = desk.catalogue
    legal = [document for kind in LEGAL_KINDS for document in catalogue.of(kind)]
    items = catalogue.of(Kind.ITEM)
    kinds = [kind.value for kind in LEGAL_KINDS if catalogue.of(kind)]
    years = {catalogue.year_of(document) for document in (*legal, *items)} - {""}
    statuses = {desk.status_word(document) for document in legal}
    return Choices(
        kinds=(*kinds, *sorted({form_of(item) for item in items} - set(kinds))),
        years=tuple(sorted(years, reverse=True)),
        statuses=tuple(status.value for status in Status if status.value in statuses),
    )
