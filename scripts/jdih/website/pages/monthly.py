"""Strategy and monthly plan: what the office means to do, and what came of it."""

from __future__ import annotations

from jdih.model.document import Document
from jdih.model.node import Scalar
from jdih.website import address
from jdih.website.desk import Desk
from jdih.website.page import Page
from jdih.website.templates import safe


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
    month = document.header.text("bulan")
    planned = desk.catalogue.planned
    lines = [
        (
            line,
            desk.page_of(planned[key])
            if (key := f"{month}/{line.text('id')}") in planned
            else None,
        )
        for line in document.header.mappings("baris")
    ]
    lines.sort(key=lambda pair: (pair[0].text("tanggal"), pair[0].text("id")))
    strategy = desk.link(document.header.text("strategi"))
    return _page(desk, document, wide=True, lines=tuple(lines), strategy=strategy)


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
