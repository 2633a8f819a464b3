"""Pages that are written as they stand, in Markdown: *halaman*."""

from __future__ import annotations

from jdih.model.document import Document
from jdih.website import address
from jdih.website.desk import Desk
from jdih.website.page import Page
from jdih.website.templates import safe


def plain_page(desk: Desk, document: Document) -> Page:
    """Return the page of a *halaman*: title, summary, text."""
    at = address.of_document(document)
    text = desk.text(document, at)
    body = desk.render(document.kind.value, at, document=document, text=safe(text.html))
    return desk.page(document, body)
