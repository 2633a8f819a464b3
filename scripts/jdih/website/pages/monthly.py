"""Strategy and monthly plan: what the office means to do, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from jdih.model.document import Document
from jdih.model.node import Mapping, Scalar
from jdih.website import address
from jdih.website.desk import Desk
from jdih.website.page import Link, Page
from jdih.website.templates import safe


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a plan, and the page of the item that was made from it, if any."""

    about: Mapping
    item: Link | None


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
    """Return the page of a *rencana*: its lines, each with the item made from it."""
    strategy = desk.link(document.header.text("strategi"))
    return _page(desk, document, wide=True, lines=lines(desk, document), strategy=strategy)


def lines(desk: Desk, plan: Document) -> tuple[Line, ...]:
    """Return the lines of a plan by their dates."""
    month = plan.header.text("bulan")
    planned = desk.catalogue.planned
    found = [
        Line(line, desk.page_of(item) if item else None)
        for line in plan.header.mappings("baris")
        for item in (planned.get(f"{month}/{line.text('id')}"),)
    ]
    return tuple(
        sorted(found, key=lambda line: (line.about.text("tanggal"), line.about.text("id")))
    )


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
