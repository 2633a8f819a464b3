"""The Buku Agenda: the register as tables, the last year first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from jdih.model.entry import Detail, Entry
from jdih.website.agenda import AGENDA, CSV, JSON, Block, as_csv, as_json, blocks
from jdih.website.catalogue import Number
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


def agenda_page(desk: Desk, block: Block | None) -> Page:
    """Return a page of the register; without a block the newest, with the files to take along."""
    site = desk.catalogue.site
    title = titles(site)
    every = blocks(site.entries)
    shown = block or next(iter(every), None)
    beside = _beside(desk)
    latest = {entry.year: entry.at for entry in reversed(every)}
    page = computed_page(
        desk,
        block.at if block else AGENDA,
        "buku-agenda",
        year=shown.year if shown else None,
        rows=tuple(
            Row(
                entry,
                title(entry),
                entry.address if entry.address in desk.pages else "",
                tuple(beside.get(entry.label, ())),
            )
            for entry in (shown.entries if shown else ())
        ),
        years=tuple(sorted(latest.items(), reverse=True)),
        blocks=tuple(entry for entry in every if shown and entry.year == shown.year),
        shown=shown,
        register=site.register,
        count=len(site.entries),
    )
    changed = shown.entries[0].time[:10] if shown else ""
    if block is not None:
        return replace(page, changed=changed)
    extras = (
        (CSV, as_csv(site.entries, desk.url, title)),
        (JSON, as_json(site.entries, desk.url, title, site.register)),
    )
    return replace(page, changed=changed, extras=extras)


def _beside(desk: Desk) -> Mapping[str, list[tuple[str, Number]]]:
    """Return for each entry, by label, those that it replaces or takes back, or the reverse."""
    catalogue = desk.catalogue
    by_label = {entry.label: entry for entry in catalogue.site.entries}
    found: dict[str, list[tuple[str, Number]]] = defaultdict(list)
    for entry in by_label.values():
        for detail, (word, reverse) in _WORDS.items():
            other = by_label.get(entry.detail(detail))
            if other is not None:
                found[entry.label].append((word, catalogue.number(other)))
                found[other.label].append((reverse, catalogue.number(entry)))
    return found
