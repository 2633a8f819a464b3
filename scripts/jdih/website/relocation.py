"""Moves finished pages into another document, where they load nothing and run nothing.

Whatever comes in passes an explicit allow-list once more; every address in it is led anew: to
the place of that page in the document, to the live site, or nowhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import PurePosixPath
from urllib.parse import quote, unquote, urljoin

import nh3

from jdih.errors import JdihError
from jdih.reading.markdown import SCHEMES
from jdih.website import address
from jdih.website.data_url import data_url
from jdih.website.press import Press

PICTURES = 20 * 1_000_000
"""How many bytes of pictures are taken along."""

_SHAPES = "circle ellipse line path polygon polyline rect"
_TAGS = (
    "a article aside blockquote br caption code dd del details div dl dt em figcaption figure h1"
    " h2 h3 h4 h5 h6 hr img input kbd li nav ol p pre s section small span strong sub summary sup"
    " table tbody td tfoot th thead time tr ul wbr"
    f" svg g desc title text tspan {_SHAPES}"
)
_LEFT_OUT = "button form label noscript option script select style template textarea"
_ANYWHERE = (
    "aria-current aria-describedby aria-hidden aria-label aria-labelledby class data-alamat"
    " data-hari data-label hidden id lang role tabindex title"
)
_ATTRIBUTES: Mapping[str, str] = {
    "*": _ANYWHERE,
    "a": "href rel",
    "img": "alt height loading src width",
    "input": "checked disabled",
    "li": "value",
    "ol": "start",
    "svg": "viewBox",
    "td": "colspan rowspan",
    "th": "colspan rowspan scope",
    "time": "datetime",
    **dict.fromkeys(_SHAPES.split(), "cx cy d height points r rx ry width x x1 x2 y y1 y2"),
    "path": "d fill stroke",
    **dict.fromkeys(("text", "tspan"), "font-size font-weight text-anchor x y"),
}
_NAMING = frozenset({"id", "aria-describedby", "aria-labelledby"})
_BLANK = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 160" width="640" height="160">'
    '<rect width="640" height="160" fill="#eceff3" stroke="#767f8a" stroke-dasharray="6"/>'
    '<text x="320" y="72" font-family="sans-serif" font-size="20" text-anchor="middle">'
    'Gambar tidak dimuat</text><text x="320" y="104" font-family="sans-serif" font-size="16"'
    ' text-anchor="middle">{}</text></svg>'
)


@dataclass(slots=True)
class Relocation:
    """Moves pages of one build into one document.

    `places` maps the addresses of the pages that are moved to their ids in the document, `beside`
    are the addresses of files beside them, which neither the document nor the live site has. At
    most `room` bytes of pictures come along; `missing` names those that did not, by page.
    """

    press: Press
    places: Mapping[str, str]
    beside: frozenset[str]
    room: int
    missing: dict[str, list[str]] = field(default_factory=dict)

    def move(self, at: str, html: str) -> str:
        """Return the HTML of the page at `at` as it stands in the document."""
        cleaner = nh3.Cleaner(
            tags=set(_TAGS.split()),
            clean_content_tags=set(_LEFT_OUT.split()),
            attributes={tag: set(names.split()) for tag, names in _ATTRIBUTES.items()},
            tag_attribute_values={"input": {"type": {"checkbox"}}},
            attribute_filter=lambda tag, name, value: self._attribute(at, tag, name, value),
            url_schemes=set(SCHEMES),
            link_rel=None,
        )
        return cleaner.clean(html)

    def _attribute(self, at: str, tag: str, name: str, value: str) -> str | None:
        """Return what an attribute becomes. Nothing may be raised: nh3 would keep the value."""
        if name in _NAMING:
            return " ".join(self._id(at, part) for part in value.split())
        if name == "href":
            return self._link(at, value)
        return self._picture(at, value) if name == "src" and tag == "img" else value

    def _id(self, at: str, name: str) -> str:
        return f"{self.places[at]}-{name}"

    def _link(self, at: str, target: str) -> str | None:
        if target.startswith("#"):
            return f"#{self._id(at, target[1:])}"
        url = self._url(at, target)
        if not url.startswith(self.press.desk.full):
            return url or None
        there, _, fragment = url.removeprefix(self.press.desk.full).partition("#")
        found = unquote(there)
        if found in self.places:
            return f"#{self._id(found, fragment) if fragment else self.places[found]}"
        absent = found in self.beside or found.startswith(f"{address.PREVIEW}/")
        return None if absent else url

    def _picture(self, at: str, target: str) -> str:
        found = unquote(self._url(at, target).removeprefix(self.press.desk.full))
        data = self._bytes(found)
        url = data_url(found, data)
        if data and url and len(data) <= self.room:
            self.room -= len(data)
            return url
        name = PurePosixPath(found).name
        self.missing.setdefault(at, []).append(name)
        return f"data:image/svg+xml,{quote(_BLANK.format(escape(name)))}"

    def _bytes(self, at: str) -> bytes:
        """Return the published file at this address, nothing where there is none."""
        path = self.press.media.get(at)
        try:
            return self.press.desk.catalogue.site.read(path) if path else b""
        except JdihError:  # it went since the tree was listed
            return b""

    def _url(self, at: str, target: str) -> str:
        """Return the full URL that a target on the page at `at` leads to, empty for none."""
        try:
            return urljoin(self.press.desk.url(at), target)
        except ValueError:
            return ""
