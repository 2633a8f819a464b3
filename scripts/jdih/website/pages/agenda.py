"""The Buku Agenda: the register as tables, the last year first."""

from __future__ import annotations

from dataclasses import dataclass, replace

from jdih.model.entry import Entry
from jdih.website.agenda import AGENDA, CSV, JSON, Block, as_csv, as_json, blocks
from jdih.website.desk import Desk
from jdih.website.page import Page
from jdih.website.pages.computed import computed_page


@dataclass(frozen=True, slots=True)
class Row:
    """An entry and the address of its page, empty when that page is not on the site."""

    entry: Entry
    address: str


def agenda_page(desk: Desk, block: Block | None) -> Page:
    """Return a page of the register; without a block the newest, with the files to take along."""
    site = desk.catalogue.site
    every = blocks(site.entries)
    shown = block or next(iter(every), None)
    latest = {entry.year: entry.at for entry in reversed(every)}
    page = computed_page(
        desk,
        block.at if block else AGENDA,
        "buku-agenda",
        year=shown.year if shown else None,
        rows=tuple(
            Row(entry, entry.address if entry.address in desk.pages else "")
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
        (CSV, as_csv(site.entries, desk.url)),
        (JSON, as_json(site.entries, desk.url, site.register)),
    )
    return replace(page, changed=changed, extras=extras)
