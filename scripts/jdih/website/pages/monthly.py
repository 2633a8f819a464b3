"""Strategy and monthly plan: what the office means to do, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jdih.model.document import Document
from jdih.model.node import Mapping, Scalar
from jdih.model.period import Month
from jdih.website import address, calendar_feed, invitation
from jdih.website.desk import Desk
from jdih.website.page import Link, Page
from jdih.website.templates import safe


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a plan, and the page of the item that was made from it, if any.

    `form` is the full address of the form that begins such an item, empty where there is none.
    """

    about: Mapping
    item: Link | None
    form: str = ""

    @property
    def cancelled(self) -> str:
        """Why the line was called off, empty when it was not."""
        return self.about.text("batal")


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a plan's month (ISO 8601): its lines, and what was first published on it.

    `weekday` counts from Monday, 1.
    """

    day: str
    weekday: int
    lines: tuple[Line, ...]
    published: tuple[Link, ...]


def strategy_page(desk: Desk, document: Document) -> Page:
    """Return the page of a *strategi*: what it rests on, and the direction per platform."""
    direction = document.header.mapping("arahan")
    return _page(
        desk,
        document,
        directions=tuple(
            (platform.text, words.text)
            for platform, words in direction.entries
            if isinstance(words, Scalar)
        ),
    )


def plan_page(desk: Desk, document: Document) -> Page:
    """Return the page of a *rencana*: its month, and its lines with the items made from them."""
    strategy = desk.link(document.header.text("strategi"))
    return _page(
        desk,
        document,
        wide=True,
        lines=lines(desk, document),
        days=tuple(_days(desk, document)),
        feeds=() if document.draft else calendar_feed.feeds_of(desk.catalogue, document),
        strategy=strategy,
    )


def lines(desk: Desk, plan: Document) -> tuple[Line, ...]:
    """Return the lines of a plan by their dates."""
    month = plan.header.text("bulan")
    planned = desk.catalogue.planned
    found = [
        Line(
            line,
            desk.page_of(item) if item else None,
            invitation.from_line(desk.forms, plan, line),
        )
        for line in plan.header.mappings("baris")
        for item in (planned.get(f"{month}/{line.text('id')}"),)
    ]
    return tuple(
        sorted(found, key=lambda line: (line.about.text("tanggal"), line.about.text("id")))
    )


def _days(desk: Desk, plan: Document) -> Iterator[Day]:
    """Yield the days of the month. What is still in work is on none of them."""
    month = Month.parse(plan.header.text("bulan"))
    if month is None:
        return
    every = [line for line in lines(desk, plan) if not line.cancelled]
    for day in month.days:
        own = tuple(line for line in every if line.about.text("tanggal") == str(day))
        published = tuple(map(desk.page_of, desk.catalogue.first_on.get(str(day), ())))
        yield Day(str(day), day.isoweekday(), own, published)


def _page(desk: Desk, document: Document, *, wide: bool = False, **values: object) -> Page:
    at = address.of_document(document)
    text = desk.text(document, at)
    sop = desk.catalogue.site.sops.get(document.header.text("sop"))
    body = desk.render(
        document.kind.value,
        at,
        document=document,
        text=safe(text.html),
        sop=desk.link(sop.path) if sop else None,
        **values,
    )
    return desk.page(document, body, wide=wide)
