"""A page as a value: everything that the theme's shell does not know."""

from __future__ import annotations

from dataclasses import dataclass

from jdih.reading.markdown import Section


@dataclass(frozen=True, slots=True)
class Link:
    """A page of this site as another one names it; `address` is below the site's base."""

    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page.

    `address` as in `jdih.website.address`. `title` and `description` are plain text, `body` and
    `head` are HTML: `head` holds what else belongs into the head of the document. `source` is the
    path of the Markdown file for the edit link, empty for a page that is computed. A `wide` page
    has no table of contents at its side. `extras` are files (name, bytes) beside the page. A page
    that is not `listed` stays out of the sitemap.
    """

    address: str
    title: str
    body: str
    description: str = ""
    head: str = ""
    toc: tuple[Section, ...] = ()
    source: str = ""
    previous: Link | None = None
    next: Link | None = None
    wide: bool = False
    extras: tuple[tuple[str, bytes], ...] = ()
    listed: bool = True
