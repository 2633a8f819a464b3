"""A page that no document stands for: a template, and what people wrote to introduce it."""

from __future__ import annotations

from jdih.website.desk import Desk
from jdih.website.page import Page
from jdih.website.templates import safe


def computed_page(desk: Desk, at: str, template: str, **values: object) -> Page:
    """Render a computed page, with what people wrote for it (a *halaman* at its address)."""
    written = desk.intros.get(at)
    intro = desk.intro(at)
    title, about, body = desk.titled(
        template, at, written=written, intro=safe(intro.html if intro else ""), **values
    )
    return Page(
        address=at,
        title=title,
        description=(written.header.text("ringkasan") if written else "") or about,
        body=body,
        source=written.path if written else "",
        wide=True,
    )
