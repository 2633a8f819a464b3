"""The page of a *konten*: pictures, text, captions, and how it came about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jdih.model.document import Document
from jdih.model.entry import Entry, Event
from jdih.model.sop import Sop
from jdih.model.verdict import State
from jdih.website import address
from jdih.website.catalogue import Catalogue
from jdih.website.desk import Desk, fields
from jdih.website.page import Page
from jdih.website.raw_copy import NAME, raw_copy
from jdih.website.templates import safe
from jdih.workflow.digest import sha256, sidik


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with what `media` says about it; zero sizes are unknown."""

    path: str
    alt: str
    source: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Round:
    """A step of the SOP that was done: its number, its words, the office, the day it ended."""

    number: int
    text: str
    office: str
    time: str


def item_page(desk: Desk, document: Document) -> Page:
    """Return the page of an item, with its public raw copy beside it."""
    at = address.of_document(document)
    text = desk.text(document, at)
    catalogue = desk.catalogue
    header = document.header
    site = catalogue.site
    public = site.public_fields.get(document.kind, frozenset())
    raw = raw_copy(document, public, site.private_keys)
    entry = catalogue.published(document)
    sop = catalogue.site.sops.get(header.text("sop"))
    verdict = catalogue.site.verdicts.get(document.path)
    video = header.mapping("video")
    body = desk.render(
        "konten",
        at,
        document=document,
        field=fields(document.header),
        form=form_of(document),
        text=safe(text.html),
        figures=tuple(figures(document)),
        video=video if header.get("video") else None,
        transcript=safe(_transcript(desk, document, at)),
        video_url=video.text("tautan") if address.outside(video.text("tautan")) else "",
        sources=tuple(desk.source(source) for source in header.texts("bahan")),
        captions=document.captions,
        posts=tuple(posts(catalogue, document)),
        entry=entry,
        rounds=tuple(rounds(entry, sop, catalogue)),
        approval=(verdict.approval if verdict else None) or (entry.approval if entry else None),
        held=verdict is not None and verdict.state is State.HELD,
        imported=verdict is not None and verdict.state is State.IMPORTED,
        sop=sop,
        sop_page=desk.link(sop.path) if sop else None,
        digest=sidik(document.digests),
        raw=at + NAME,
        raw_digest=sha256(raw),
    )
    return desk.page(document, body, extras=((NAME, raw),))


def form_of(document: Document) -> str:
    """Return the form of an item (*bentuk*): as typed, else from its media."""
    typed = document.header.text("bentuk")
    if typed:
        return typed
    if document.header.get("video") is not None:
        return "video"
    count = len(document.pictures)
    return "artikel" if count == 0 else "infografis" if count == 1 else "carousel"


def figures(document: Document) -> Iterator[Figure]:
    """Yield the item's pictures in order of their names, without those its text shows itself."""
    media = document.header.mapping("media")
    published = frozenset(address.media(document))
    cover = document.header.mapping("video").text("sampul")
    for picture in sorted(document.pictures, key=lambda picture: picture.path):
        name = document.within(picture.path)
        shown = f"/{document.slug}/{name}" in document.body
        if picture.path in published and not picture.fault and (not shown or name == cover):
            about = media.mapping(name)
            yield Figure(
                address.of_medium(document, picture.path),
                about.text("alt"),
                about.text("sumber"),
                picture.width,
                picture.height,
            )


def rounds(entry: Entry | None, sop: Sop | None, catalogue: Catalogue) -> Iterator[Round]:
    """Yield the last round of each step. Refusals and time taken are not public."""
    words = {step.number: step.text for step in sop.steps} if sop else {}
    last = {activity.step: activity for activity in (entry.activities if entry else ())}
    for number, activity in sorted(last.items()):
        office = catalogue.office(activity.office)
        yield Round(number, words.get(number, ""), office, activity.end)


def posts(catalogue: Catalogue, document: Document) -> Iterator[tuple[str, str]]:
    """Yield (platform, address) of the posts recorded for an item."""
    for entry in catalogue.entries.get(document.id, ()):
        link = dict(entry.details).get("tautan", "")
        if entry.event is Event.LINKED and address.outside(link):
            yield entry.platform, link


def _transcript(desk: Desk, document: Document, at: str) -> str:
    name = document.header.mapping("video").text("transkrip")
    text = document.text_beside(name) if name else ""
    return desk.transcript(document, text, at) if text else ""
