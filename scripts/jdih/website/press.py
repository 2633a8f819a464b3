"""Prints the site: pages into shells, shells into files. Knows nothing of MkDocs."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from jdih.errors import JdihError
from jdih.hands import shared
from jdih.model.unit import Unit
from jdih.reading.jdihn import FEED
from jdih.register.tip import Tip
from jdih.website import (
    address,
    calendar_feed,
    feeds,
    invitation,
    jdihn,
    recognition,
    search,
    verification,
)
from jdih.website.catalogue import catalogue
from jdih.website.desk import NOT_FOUND, Desk
from jdih.website.head import Head
from jdih.website.output import Output
from jdih.website.page import Link, Page
from jdih.website.pages.search import SEARCH
from jdih.website.pages.verification import OFFLINE, offline_page
from jdih.website.plan import plan
from jdih.website.sheaf import Sheaf, sheaves
from jdih.website.shell import Shell
from jdih.website.site import Site
from jdih.website.templates import Templates
from jdih.website.trail import trail
from jdih.website.visible_text import unmarked


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
    """One build of a site: says which shells it needs, then writes the pages.

    `desk` is what its pages are made at, `media` maps addresses to the paths of their files.
    """

    def __init__(self, site: Site, frame: Frame) -> None:
        self._site = site
        self._frame = frame
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
        return tuple(_services(self._site.unit, self._plan.makers))

    def key(self, at: str) -> ShellKey:
        """Return the key of the shell that the page at this address is put into."""
        section = next((entry for entry in self._menu if entry and at.startswith(entry)), "")
        return ShellKey(section, address.depth(at), at in self._plan.wide, at == SEARCH)

    def keys(self) -> tuple[ShellKey, ...]:
        """Return the keys of all shells that this build needs, the 404's apart."""
        return tuple(sorted({self.key(at) for at in self._plan.makers if at != NOT_FOUND}))

    def page(self, at: str) -> Page:
        """Make the page at this address, which the site must have."""
        return self._plan.makers[at](self.desk)

    def column(self, page: Page) -> str:
        """Return what stands in the column of a page: the way to it, then its body."""
        return self._trail(page.address) + unmarked(page.body)

    def write(self, shells: Mapping[ShellKey, Shell], not_found: Shell, output: Output) -> None:
        """Write every page, the files beside them, the media, and what machines read.

        Raises JdihError when the theme is at fault, or a file would take the place of another.
        """
        listed: list[tuple[str, str]] = []
        known: list[tuple[str, str, recognition.Recognition]] = []
        index = search.Index()
        printed = partial(self._printed, shells, not_found, output.folder)
        for sheaf in shared(printed, tuple(sheaves(tuple(self._plan.makers)))):
            output.files.update(sheaf.files)
            listed += sheaf.listed
            known += sheaf.known
            for entry in sheaf.found:
                index.add(entry)
        # Pagefind is a program of its own: what is left is written while it works.
        with ThreadPoolExecutor(max_workers=1) as aside:
            indexed = aside.submit(lambda: tuple(index.files()))
            for at, path in self.media.items():
                output.write(at, self._site.read(path))
            self._write_redirects(output)
            self._write_feeds(output)
            output.write(recognition.FILE, recognition.digests(known))
            self._write_verification([item for _, _, item in known], output)
            output.write(feeds.SITEMAP, feeds.sitemap(listed, self.desk.url))
            for path, data in (*index.numbers(), *indexed.result()):
                output.write(path, data)

    def _printed(
        self,
        shells: Mapping[ShellKey, Shell],
        not_found: Shell,
        folder: Path,
        addresses: Iterable[str],
    ) -> Sheaf:
        """Write some pages and what lies beside them into `folder`. Other processes do so too."""
        output = Output(folder)
        sheaf = Sheaf(output.files)
        for at in addresses:
            page = self.page(at)
            shell = not_found if at == NOT_FOUND else shells[self.key(at)]
            file = at if at == NOT_FOUND else address.file_of(at)
            output.write(file, shell.fill(self._slots(page)).encode("utf-8", "xmlcharrefreplace"))
            for name, data in page.extras:
                output.write(at + name, data)
            kind = page.facets.kind if page.facets else ""
            found = search.entry(page, self._kinds.get(kind, kind), self._common)
            if found is not None:
                output.write(at + search.TEXT, found[1])
                sheaf.found.append(found[0])
            if page.recognition is not None:
                sheaf.known.append((at, page.title, page.recognition))
            if page.listed:
                sheaf.listed.append((at, page.changed))
        return sheaf

    def _write_redirects(self, output: Output) -> None:
        """Write, at every former address of a page, one that leads on to it."""
        for document in self._site.documents:
            for former in document.header.texts("alamat_lama"):
                if self.has(former):
                    raise _taken(document.path, former)
                html = self.desk.render("pindah", former, target=self.desk.page_of(document))
                output.write(address.file_of(former), html.encode())

    def _write_verification(self, known: Iterable[recognition.Recognition], output: Output) -> None:
        data = dict(verification.files(self._site, (*known, *self._site.former)))
        for path, text in data.items():
            output.write(verification.AT + path, text)
        output.write(verification.AT + OFFLINE, offline_page(self.desk, data))

    def _write_feeds(self, output: Output) -> None:
        name, about, url = self._frame.name, self._frame.about, self.desk.url
        items = feeds.news(self.desk.catalogue)
        tip = Tip(len(self._site.entries), self._site.register).line()
        output.write(feeds.RSS, feeds.rss(name, about, items, url, tip))
        output.write(feeds.JSON_FEED, feeds.json_feed(name, about, items, url, tip))
        output.write(feeds.ROBOTS, feeds.robots(url))
        for path, data in calendar_feed.files(self.desk.catalogue, name, url):
            output.write(path, data)
        documents = jdihn.feed(self.desk)
        if documents is not None:
            output.write(FEED, documents)

    def _slots(self, page: Page) -> dict[str, str]:
        at, name = page.address, self._frame.name
        title = f"{page.title} – {name}" if at else name
        canonical = f'<link rel="canonical" href="{escape(self.desk.url(at))}">'
        return {
            "title": escape(title),
            "description": _meta("description", page.description),
            "canonical": canonical if page.listed else "",
            "head": self._head.of(page, self._above(at), self.desk.base(at)),
            "trail": self._trail(at),
            "body": unmarked(page.body),
            "edit": self._edit(page),
            "toc": self._templates.part("daftar_isi", sections=page.toc) if page.toc else "",
            "around": self._around(page),
        }

    def _above(self, at: str) -> tuple[Link, ...]:
        return trail(at, self._plan.makers, self._names) if at != NOT_FOUND else ()

    def _trail(self, at: str) -> str:
        above = self._above(at)
        return self._templates.part("jejak", links=above, base=self.desk.base(at)) if above else ""

    def _edit(self, page: Page) -> str:
        if not (page.source and self._frame.edit):
            return ""
        url = self._frame.edit + address.quoted(page.source)
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


def _taken(path: str, former: str) -> JdihError:
    return JdihError(
        f"{path}: alamat lama “{former}” adalah halaman lain di situs ini.",
        "Hapus alamat itu dari `alamat_lama`.",
    )


def _meta(name: str, content: str) -> str:
    return f'<meta name="{name}" content="{escape(content)}">' if content else ""
