"""Prints pages into shells. Knows nothing of MkDocs, and writes no file."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from jdih.model.unit import Unit
from jdih.website import (
    address,
    feeds,
    invitation,
    search,
)
from jdih.website.agenda import AGENDA
from jdih.website.catalogue import catalogue
from jdih.website.desk import NOT_FOUND, Desk
from jdih.website.head import Head
from jdih.website.page import Link, Page
from jdih.website.pages.home import HOME
from jdih.website.pages.search import SEARCH
from jdih.website.plan import plan
from jdih.website.shell import Shell
from jdih.website.site import Site
from jdih.website.templates import Templates
from jdih.website.trail import trail
from jdih.website.verification import AT as VERIFICATION
from jdih.website.visible_text import unmarked

_DATED = frozenset({HOME, AGENDA, VERIFICATION})
"""The pages that say of which day and version the site is. No other page changes with those."""


@dataclass(frozen=True, slots=True, order=True)
class ShellKey:
    """What a shell depends on: the menu entry that is lit, the page's depth, its width.

    The `search` page has one of its own, whose policy lets the search engine run.
    """

    section: str
    depth: int
    wide: bool
    search: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """What the configuration of the frame says.

    `theme` is the theme's folder, `name` the site's name, `about` what it is in a sentence, `base`
    its full address, ending in a slash, `edit` what stands before a source path in an edit link
    (empty for none), `menu` the addresses that the menu names, `repository` where the office works
    on the site (empty where nobody need know).
    """

    theme: Path
    name: str
    about: str
    base: str
    edit: str
    menu: tuple[str, ...]
    repository: str = ""


@dataclass(frozen=True, slots=True)
class Service:
    """What the foot of a page links to: a full URL, or an address of this site."""

    name: str
    target: str
    outside: bool


class Press:
    """One build of a site: says which shells it needs, then prints its pages.

    `desk` is what its pages are made at, `media` maps addresses to the paths of their files.
    """

    def __init__(self, site: Site, frame: Frame) -> None:
        self.site = site
        self.frame = frame
        self._templates = Templates(frame.theme)
        known = catalogue(site)
        self._plan = plan(known)
        self.media: Mapping[str, str] = {
            address.of_medium(document, path): path
            for document in site.documents
            for path in address.media(document)
        }
        self.desk = Desk(
            catalogue=known,
            templates=self._templates,
            pages=self._plan.makers,
            files=self.media,
            intros=self._plan.intros,
            root=urlsplit(frame.base).path or "/",
            full=frame.base,
            forms=invitation.forms_of(frame.repository),
        )
        self._head = Head(
            templates=self._templates,
            name=frame.name,
            unit=site.unit,
            url=self.desk.url,
            feeds=feeds.feed_links(frame.name),
        )
        self._names = self._templates.words("bagian")
        self._kinds = {**self._templates.words("jenis"), **self._templates.words("bentuk")}
        self._common = frozenset(self._templates.words("kata_umum"))
        self._menu = sorted(filter(self.has, frame.menu), key=len, reverse=True)

    def has(self, at: str) -> bool:
        """Return True when the site has a page at this address."""
        return at in self._plan.makers

    @property
    def services(self) -> tuple[Service, ...]:
        """What the foot of every page offers; a page of this site that is not there is left out."""
        return tuple(_services(self.site.unit, self._plan.makers))

    def key(self, at: str) -> ShellKey:
        """Return the key of the shell that the page at this address is put into."""
        section = next((entry for entry in self._menu if entry and at.startswith(entry)), "")
        return ShellKey(section, address.depth(at), at in self._plan.wide, at == SEARCH)

    def keys(self) -> tuple[ShellKey, ...]:
        """Return the keys of all shells that this build needs, the 404's apart."""
        return tuple(sorted({self.key(at) for at in self._plan.makers if at != NOT_FOUND}))

    @property
    def pages(self) -> tuple[str, ...]:
        """The addresses of all pages, in order."""
        return tuple(self._plan.makers)

    def given(self, at: str) -> object | None:
        """Return what this page is made from besides the desk; None where that is not told."""
        return self._plan.given.get(at)

    def page(self, at: str, desk: Desk | None = None) -> Page:
        """Make the page at this address, which the site must have, at a `desk` other than ours."""
        return self._plan.makers[at](desk or self.desk)

    def column(self, page: Page) -> str:
        """Return what stands in the column of a page: the way to it, then its body."""
        return self._trail(page.address) + unmarked(page.body)

    def filled(self, page: Page, shell: Shell) -> bytes:
        """Return the file of a page."""
        return shell.fill(self._slots(page)).encode("utf-8", "xmlcharrefreplace")

    def found(self, page: Page) -> tuple[search.Entry, bytes] | None:
        """Return what the search takes in of a page, and its words; None for most lists.

        None for every page of a site that is not searchable.
        """
        if not self.site.searchable:
            return None
        kind = page.facets.kind if page.facets else ""
        return search.entry(page, self._kinds.get(kind, kind), self._common)

    def above(self, at: str) -> tuple[Link, ...]:
        """Return the pages above the one at `at`."""
        return trail(at, self._plan.makers, self._names) if at != NOT_FOUND else ()

    def _slots(self, page: Page) -> dict[str, str]:
        at, name = page.address, self.frame.name
        title = f"{page.title} – {name}" if at else name
        canonical = f'<link rel="canonical" href="{escape(self.desk.url(at))}">'
        return {
            "title": escape(title),
            "description": _meta("description", page.description),
            "canonical": canonical if page.listed else "",
            "head": self._head.of(page, self.above(at), self.desk.base(at)),
            "trail": self._trail(at),
            "body": unmarked(page.body),
            "edit": self._edit(page),
            "toc": self._templates.part("daftar_isi", sections=page.toc) if page.toc else "",
            "around": self._around(page),
            "imprint": self._imprint() if at in _DATED else "",
        }

    def _imprint(self) -> str:
        site = self.site
        return self._templates.part(
            "keadaan", day=site.day.isoformat(), commit=site.commit, register=site.register
        )

    def _trail(self, at: str) -> str:
        above = self.above(at)
        return self._templates.part("jejak", links=above, base=self.desk.base(at)) if above else ""

    def _edit(self, page: Page) -> str:
        if not (page.source and self.frame.edit):
            return ""
        url = self.frame.edit + address.quoted(page.source)
        return self._templates.part("sunting", url=url)

    def _around(self, page: Page) -> str:
        if page.previous is None and page.next is None:
            return ""
        return self._templates.part(
            "sebelum_sesudah",
            previous=page.previous,
            next=page.next,
            base=self.desk.base(page.address),
        )


def _services(unit: Unit, pages: Container[str]) -> Iterator[Service]:
    for service in unit.services:
        if address.outside(service.target):
            yield Service(service.name, service.target, outside=True)
            continue
        found = address.resolve(service.target, pages, ())
        if found is not None:
            yield Service(service.name, found, outside=False)


def _meta(name: str, content: str) -> str:
    return f'<meta name="{name}" content="{escape(content)}">' if content else ""
