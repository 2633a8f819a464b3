"""Prints the site: pages into shells, shells into files. Knows nothing of MkDocs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from jdih.website import address
from jdih.website.catalogue import catalogue
from jdih.website.desk import NOT_FOUND, Desk
from jdih.website.output import Output
from jdih.website.page import Page
from jdih.website.plan import plan
from jdih.website.shell import Shell
from jdih.website.site import Site
from jdih.website.templates import Templates

SITEMAP = "sitemap.xml"
_NO_INDEX = '<meta name="robots" content="noindex">'


@dataclass(frozen=True, slots=True, order=True)
class ShellKey:
    """What a shell depends on: the menu entry that is lit, the page's depth, its width."""

    section: str
    depth: int
    wide: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """What the configuration of the frame says.

    `theme` is the theme's folder, `name` the site's name, `base` its full address, ending in a
    slash, `edit` what stands before a source path in an edit link (empty for none), `menu` the
    addresses that the menu names.
    """

    theme: Path
    name: str
    base: str
    edit: str
    menu: tuple[str, ...]


class Press:
    """One build of a site: says which shells it needs, then writes the pages."""

    def __init__(self, site: Site, frame: Frame) -> None:
        self._site = site
        self._frame = frame
        self._templates = Templates(frame.theme)
        known = catalogue(site)
        self._plan = plan(known)
        self._media = {
            address.of_medium(document, path): path
            for document in site.documents
            for path in address.media(document)
        }
        self._desk = Desk(
            catalogue=known,
            templates=self._templates,
            pages=self._plan.makers,
            files=self._media,
            intros=self._plan.intros,
            root=urlsplit(frame.base).path or "/",
        )
        self._menu = sorted(filter(self.has, frame.menu), key=len, reverse=True)

    def has(self, at: str) -> bool:
        """Return True when the site has a page at this address."""
        return at in self._plan.makers

    def key(self, at: str) -> ShellKey:
        """Return the key of the shell that the page at this address is put into."""
        section = next((entry for entry in self._menu if entry and at.startswith(entry)), "")
        return ShellKey(section, address.depth(at), at in self._plan.wide)

    def keys(self) -> tuple[ShellKey, ...]:
        """Return the keys of all shells that this build needs, the 404's apart."""
        return tuple(sorted({self.key(at) for at in self._plan.makers if at != NOT_FOUND}))

    def write(self, shells: Mapping[ShellKey, Shell], not_found: Shell, output: Output) -> None:
        """Write every page, the files beside them, the media and the sitemap.

        Raises JdihError when the theme is at fault, or a file would take the place of another.
        """
        listed: list[str] = []
        for at, make in self._plan.makers.items():
            page = make(self._desk)
            shell = not_found if at == NOT_FOUND else shells[self.key(at)]
            file = at if at == NOT_FOUND else address.file_of(at)
            output.write(file, shell.fill(self._slots(page)).encode("utf-8", "xmlcharrefreplace"))
            for name, data in page.extras:
                output.write(at + name, data)
            if page.listed:
                listed.append(at)
        for at, path in self._media.items():
            output.write(at, self._site.read(path))
        output.write(SITEMAP, self._sitemap(listed))

    def _slots(self, page: Page) -> dict[str, str]:
        at, name = page.address, self._frame.name
        title = f"{page.title} – {name}" if at else name
        canonical = f'<link rel="canonical" href="{escape(self._url(at))}">'
        return {
            "title": escape(title),
            "description": _meta("description", page.description),
            "canonical": canonical if page.listed else "",
            "head": page.head if page.listed else _NO_INDEX + page.head,
            "topic": escape(page.title),
            "body": page.body,
            "edit": self._edit(page),
            "toc": self._templates.part("daftar_isi", sections=page.toc) if page.toc else "",
            "around": self._around(page),
        }

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
            base=self._desk.base(page.address),
        )

    def _url(self, at: str) -> str:
        return self._frame.base + address.quoted(at)

    def _sitemap(self, listed: Iterable[str]) -> bytes:
        lines = [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
            *(f"<url><loc>{escape(self._url(at))}</loc></url>" for at in listed),
            "</urlset>",
            "",
        ]
        return "\n".join(lines).encode()


def _meta(name: str, content: str) -> str:
    return f'<meta name="{name}" content="{escape(content)}">' if content else ""
