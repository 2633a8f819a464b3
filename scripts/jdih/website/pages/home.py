"""The home page: what JDIH is, the search, counters, the newest, the month's plan."""

from __future__ import annotations

from dataclasses import dataclass, replace

from jdih.model.document import LEGAL_KINDS, Document, Kind
from jdih.website.catalogue import LISTS
from jdih.website.desk import Desk
from jdih.website.page import Link, Page
from jdih.website.pages.computed import computed_page
from jdih.website.pages.monthly import Line, lines
from jdih.website.pages.rows import row
from jdih.website.relations import Status

HOME = ""
_ITEMS = 6
_ACTS = 5


@dataclass(frozen=True, slots=True)
class Counter:
    """A number on the home page, and where it leads; the address is empty when to nowhere."""

    name: str
    address: str
    count: int


def home_page(desk: Desk) -> Page:
    """Return the home page."""
    catalogue = desk.catalogue
    legal = tuple(document for kind in LEGAL_KINDS for document in catalogue.of(kind))
    newest = sorted(legal, key=desk.newness, reverse=True)[:_ACTS]
    items = catalogue.of(Kind.ITEM)[:_ITEMS]
    page = computed_page(
        desk,
        HOME,
        "beranda",
        counters=tuple(_counter(desk, kind) for kind in (*LEGAL_KINDS, Kind.ITEM)),
        statuses=_statuses(desk),
        items=tuple(row(desk, item) for item in items),
        acts=tuple(row(desk, document) for document in newest),
        plan=_plan(desk),
    )
    return replace(page, changed=catalogue.changed(*items, *newest))


def _counter(desk: Desk, kind: Kind) -> Counter:
    count = len(desk.catalogue.of(kind))
    return Counter(kind.value, LISTS[kind] if count else "", count)


def _statuses(desk: Desk) -> tuple[Counter, ...]:
    """Return how many peraturan are in force and how many not, of those that somebody checked."""
    found = [desk.catalogue.status(act) for act in desk.catalogue.of(Kind.REGULATION)]
    at = LISTS[Kind.REGULATION] if found else ""
    return tuple(
        Counter(status.value, at, found.count(status))
        for status in (Status.IN_FORCE, Status.REVOKED)
    )


def _plan(desk: Desk) -> tuple[Link, str, tuple[Line, ...]] | None:
    """Return the page, the month and the lines of the plan for the month of the build."""
    month = desk.catalogue.site.day.strftime("%Y-%m")
    plans = desk.catalogue.of(Kind.PLAN)
    found: Document | None = next((p for p in plans if p.header.text("bulan") == month), None)
    if found is None:
        return None
    kept = tuple(line for line in lines(desk, found) if not line.cancelled)
    return desk.page_of(found), month, kept
