"""The head of a page: how it shows itself to search engines, and where it is passed on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from jdih.model.unit import Unit
from jdih.website import structured
from jdih.website.page import Link, Page
from jdih.website.templates import Templates

_NO_INDEX = '<meta name="robots" content="noindex">'


@dataclass(frozen=True, slots=True)
class Head:
    """Makes the heads of a site's pages.

    `name` is the site's, `url` maps an address to its full URL, `feeds` are the feeds that every
    page points to.
    """

    templates: Templates
    name: str
    unit: Unit
    url: Callable[[str], str]
    feeds: tuple[Link, ...]

    def of(self, page: Page, trail: tuple[Link, ...], base: str) -> str:
        """Return what stands in the head of `page` besides title, description and address.

        `base` leads from the page back to the site's base.
        """
        if not page.listed:
            return _NO_INDEX + page.head
        return "".join(
            (
                self.templates.part(
                    "kepala", page=page, site=self.name, url=self.url, feeds=self.feeds, base=base
                ),
                structured.script(self._data(page, trail)),
                page.head,
            )
        )

    def _data(self, page: Page, trail: tuple[Link, ...]) -> list[structured.Value]:
        own = Link(page.title, page.address)
        data = list(page.data)
        if not page.address or page.article:
            data.insert(0, structured.organization(self.unit, self.url))
        if trail:
            data.append(structured.breadcrumbs(trail, own, self.url))
        return data
