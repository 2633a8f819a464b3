"""The Buku Agenda: the register as tables, the last year first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from jdih.model.entry import Detail, Entry
from jdih.website.agenda import AGENDA, CSV, JSON, Part, as_csv, as_json, parts
from jdih.website.catalogue import Catalogue, Number
from jdih.website.desk import Desk
from jdih.website.page import Page
from jdih.website.pages.computed import computed_page
from jdih.website.titles import titles

_WORDS = {
    Detail.REPLACES: ("menggantikan", "digantikan"),
    Detail.TAKES_BACK: ("membatalkan", "dibatalkan oleh"),
}
"""What an entry does to the one that it names, and what is thereby done to that one."""


@dataclass(frozen=True, slots=True)
class Row:
    """An entry, its title, and the address of its page, empty when that page is not on the site.

    `beside` are the entries that it replaces or takes back, or that do so to it, each with the
    word for it.
    """

    entry: Entry
    title: str
    address: str
    beside: tuple[tuple[str, Number], ...] = ()

    @property
    def action(self) -> str:
        """What was done to a post, empty for any other entry."""
        return self.entry.detail(Detail.ACTION)


def agenda_page(desk: Desk, part: Part) -> Page:
    """Return a page of the register."""
    return _shown(desk, part.block.at, part)


def agenda_front(desk: Desk) -> Page:
    """Return the front page of the register: the newest entries, and the files to take along."""
    site = desk.catalogue.site
    title = titles(desk.catalogue.titles)
    newest = next(iter(parts(site.entries)), None)
    page = _shown(desk, AGENDA, newest, count=len(site.entries), register=site.register)
    extras = (
        (CSV, as_csv(site.entries, desk.url, title)),
        (JSON, as_json(site.entries, desk.url, title, site.register)),
    )
    return replace(page, extras=extras)


def _shown(desk: Desk, at: str, part: Part | None, *, count: int = 0, register: str = "") -> Page:
    title = titles(desk.catalogue.titles)
    entries = part.block.entries if part else ()
    page = computed_page(
        desk,
        at,
        "buku-agenda",
        year=part.block.year if part else None,
        years=part.years if part else (),
        blocks=part.ranges if part else (),
        shown=part.block.range if part else None,
        rows=tuple(
            Row(
                entry,
                title(entry),
                entry.address if entry.address in desk.pages else "",
                tuple(_beside(desk.catalogue, entry)),
            )
            for entry in entries
        ),
        register=register,
        count=count,
    )
    return replace(page, changed=entries[0].time[:10] if entries else "")


def _beside(catalogue: Catalogue, entry: Entry) -> Iterator[tuple[str, Number]]:
    """Yield the entries that an entry replaces or takes back, then those that do so to it."""
    for name, (word, _) in _WORDS.items():
        other = catalogue.labels.get(entry.detail(name))
        if other is not None:
            yield word, catalogue.number(other)
    for later in catalogue.referring.get(entry.label, ()):
        for name, (_, reverse) in _WORDS.items():
            if later.detail(name) == entry.label:
                yield reverse, catalogue.number(later)
