"""The Buku Agenda: the register as a table, one page a year, the last year first."""

from __future__ import annotations

from dataclasses import dataclass

from jdih.model.entry import Entry
from jdih.website.catalogue import Catalogue
from jdih.website.desk import Desk
from jdih.website.page import Page
from jdih.website.pages.lists import computed_page

AGENDA = "buku-agenda/"


@dataclass(frozen=True, slots=True)
class Row:
    """An entry and the address of its page, empty when that page is not on the site."""

    entry: Entry
    address: str


def agenda_years(catalogue: Catalogue) -> tuple[int, ...]:
    """Return the years of the register, newest first."""
    years = {entry.year for entry in catalogue.site.entries}
    return tuple(sorted(years, reverse=True))


def agenda_page(desk: Desk, year: int | None) -> Page:
    """Return the register of a year; without a year the newest, with links to the others."""
    catalogue = desk.catalogue
    years = agenda_years(catalogue)
    shown = year if year is not None else next(iter(years), None)
    entries = sorted(
        (entry for entry in catalogue.site.entries if entry.year == shown),
        key=lambda entry: entry.number,
        reverse=True,
    )
    at = AGENDA if year is None else f"{AGENDA}{year}/"
    return computed_page(
        desk,
        at,
        "buku-agenda",
        year=shown,
        rows=tuple(
            Row(entry, entry.address if entry.address in desk.pages else "") for entry in entries
        ),
        years=tuple((name, f"{AGENDA}{name}/") for name in years),
        register=catalogue.site.register,
    )
