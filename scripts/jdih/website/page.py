"""A page as a value: everything that the theme's shell does not know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jdih.reading.markdown import Section
from jdih.website.recognition import Recognition


@dataclass(frozen=True, slots=True)
class Link:
    """A page of this site as another one names it; `address` is below the site's base."""

    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Cover:
    """The picture that stands for a page elsewhere; zero sizes are unknown."""

    address: str
    alt: str = ""
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class Facets:
    """By what the search narrows a page down; each may be empty.

    `kind` is the type of document or the form of an item, `year` four digits, `status` as people
    read it. `number` is that of a regulation or a ruling, such as ``7``, `short` its type in short.
    """

    kind: str
    year: str = ""
    status: str = ""
    number: str = ""
    short: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One page.

    `address` as in `jdih.website.address`. `title` and `description` are plain text, `body` and
    `head` are HTML: `head` holds what else belongs into the head of the document. `source` is the
    path of the Markdown file for the edit link, empty for a page that is computed. A `wide` page
    has no table of contents at its side. `extras` are files (name, bytes) beside the page. A page
    that is not `listed` stays out of the sitemap, the search, and every search engine.

    `data` says what the page is about as schema.org values (JSON-LD); an `article` is a text of
    its own, not a list. `cover` stands for it elsewhere. `changed` is the day (ISO 8601) of its
    last change that the register knows, empty when it knows none. `facets` let the search find it.
    `recognition` says by which digests a copy of its text is known.
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
    article: bool = False
    cover: Cover | None = None
    data: tuple[Mapping[str, object], ...] = ()
    changed: str = ""
    facets: Facets | None = None
    recognition: Recognition | None = None
