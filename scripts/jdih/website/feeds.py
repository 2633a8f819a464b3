"""What machines read: RSS 2.0, JSON Feed 1.1, the sitemap, and robots.txt.

Dates are those of the register; what it does not know is left out.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from xml.etree import ElementTree as ET

from jdih.model.document import Document, Kind
from jdih.website import address
from jdih.website.catalogue import Catalogue
from jdih.website.page import Link
from jdih.website.pages.rows import cover

RSS = "feed/rss.xml"
JSON_FEED = "feed/konten.json"
SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"
NEWEST = 50
"""How many items a feed carries."""

_SITEMAP_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_ATOM_SPACE = "http://www.w3.org/2005/Atom"

Url = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class News:
    """An item as a feed tells it; times are ISO 8601 with zone, empty when not recorded."""

    id: str
    title: str
    summary: str
    address: str
    published: str
    changed: str
    image: str


def feed_links(name: str) -> tuple[Link, ...]:
    """Return the feeds that every page points to."""
    return (Link(f"{name} – konten (RSS)", RSS), Link(f"{name} – konten (JSON Feed)", JSON_FEED))


def news(catalogue: Catalogue) -> tuple[News, ...]:
    """Return the newest items, in the order of their list."""
    return tuple(_news(catalogue, item) for item in catalogue.of(Kind.ITEM)[:NEWEST])


def _news(catalogue: Catalogue, item: Document) -> News:
    first, last = catalogue.first_published(item), catalogue.published(item)
    picture = cover(item)
    return News(
        id=item.id,
        title=item.title,
        summary=item.header.text("ringkasan"),
        address=address.of_document(item),
        published=first.time if first else "",
        changed=last.time if last else "",
        image=picture.address if picture else "",
    )


def rss(name: str, about: str, items: Iterable[News], url: Url, tip: str = "") -> bytes:
    """Return the RSS feed of a site called `name`.

    `tip` is the line by which whoever keeps the feed is a witness of the register.
    """
    ET.register_namespace("atom", _ATOM_SPACE)
    root = ET.Element("rss", version="2.0")
    channel = ET.SubElement(root, "channel")
    for tag, text in (
        ("title", name),
        ("link", url("")),
        ("description", about),
        ("language", "id"),
        *((("generator", f"Alur JDIH; {tip}"),) if tip else ()),
    ):
        ET.SubElement(channel, tag).text = text
    ET.SubElement(
        channel, f"{{{_ATOM_SPACE}}}link", href=url(RSS), rel="self", type="application/rss+xml"
    )
    for entry in items:
        item = ET.SubElement(channel, "item")
        ET.SubElement(item, "title").text = entry.title
        ET.SubElement(item, "link").text = url(entry.address)
        ET.SubElement(item, "description").text = entry.summary
        ET.SubElement(item, "guid", isPermaLink="false").text = entry.id
        if entry.published:
            when = format_datetime(datetime.fromisoformat(entry.published))
            ET.SubElement(item, "pubDate").text = when
    return _xml(root)


def json_feed(name: str, about: str, items: Iterable[News], url: Url, tip: str = "") -> bytes:
    """Return the JSON Feed of a site called `name`; `tip` as in `rss`."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": name,
        "description": about,
        "language": "id",
        "home_page_url": url(""),
        "feed_url": url(JSON_FEED),
        **({"_jdih": {"buku_agenda": tip}} if tip else {}),
        "items": [dict(_json_item(entry, url)) for entry in items],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1).encode() + b"\n"


def _json_item(entry: News, url: Url) -> Iterator[tuple[str, str]]:
    yield "id", entry.id
    yield "url", url(entry.address)
    yield "title", entry.title
    yield "content_text", entry.summary or entry.title
    if entry.published:
        yield "date_published", entry.published
    if entry.changed and entry.changed != entry.published:
        yield "date_modified", entry.changed
    if entry.image:
        yield "image", url(entry.image)


def sitemap(pages: Iterable[tuple[str, str]], url: Url) -> bytes:
    """Return the sitemap of (address, day of the last change) in their order."""
    root = ET.Element("urlset", xmlns=_SITEMAP_SPACE)
    for at, changed in pages:
        page = ET.SubElement(root, "url")
        ET.SubElement(page, "loc").text = url(at)
        if changed:
            ET.SubElement(page, "lastmod").text = changed
    return _xml(root)


def robots(url: Url) -> bytes:
    """Return robots.txt: everything may be read, and where the sitemap is."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {url(SITEMAP)}\n".encode()


def _xml(root: ET.Element) -> bytes:
    ET.indent(root, space="")
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()
