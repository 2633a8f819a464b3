"""The page of a *konten*: pictures, text, captions, and how it came about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from jdih.model.document import Document
from jdih.model.entry import Entry
from jdih.model.sop import Sop
from jdih.model.verdict import State
from jdih.website import address, structured
from jdih.website.catalogue import Catalogue
from jdih.website.desk import Desk, fields
from jdih.website.page import Facets, Link, Page
from jdih.website.pages.rows import cover, form_of
from jdih.website.pages.verification import seal
from jdih.website.raw_copy import NAME, raw_copy_of
from jdih.website.recognition import Recognition, texts_of
from jdih.website.relations import Status
from jdih.website.templates import safe
from jdih.website.urgency import urgency_of
from jdih.workflow.caption import posted
from jdih.workflow.digest import sha256, sidik
from jdih.workflow.postings import Posted, postings


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


@dataclass(frozen=True, slots=True)
class Source:
    """What an item rests on: its words, its page when it has one, its status when it is an act."""

    text: str
    link: Link | None
    status: Status | None


def item_page(desk: Desk, document: Document) -> Page:
    """Return the page of an item, with its public raw copy beside it."""
    if document.withdrawn:
        return _tombstone(desk, document)
    at = address.of_document(document)
    text = desk.text(document, at)
    catalogue = desk.catalogue
    header = document.header
    raw = raw_copy_of(document, catalogue.site)
    entry = catalogue.published(document)
    sop = catalogue.site.sops.get(header.text("sop"))
    verdict = catalogue.site.verdicts.get(document.path)
    video = header.mapping("video")
    known = _known(desk, document, text.html, sha256(raw))
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
        sources=tuple(sources(desk, document)),
        captions=_captions(desk, document),
        posts=tuple(posts(catalogue, document)),
        entry=entry,
        seal=seal(desk, entry),
        numbers=tuple(catalogue.numbers(document)),
        own_url=desk.url(at),
        corrections=header.mappings("ralat"),
        reviewed=header.mapping("ditinjau"),
        rounds=tuple(rounds(entry, sop, catalogue)),
        approval=(verdict.approval if verdict else None) or (entry.approval if entry else None),
        urgent=urgency_of(document, catalogue),
        held=verdict is not None and verdict.state is State.HELD,
        imported=verdict is not None and verdict.state is State.IMPORTED,
        sop=sop,
        sop_page=desk.link(sop.path) if sop else None,
        known=known,
        raw=at + NAME,
    )
    picture = cover(document)
    return replace(
        desk.page(document, body),
        article=True,
        cover=picture,
        data=(
            structured.item(
                document, catalogue.first_published(document), entry, picture, desk.url
            ),
        ),
        extras=((NAME, raw),),
        facets=Facets(kind=form_of(document), year=catalogue.year_of(document)),
        recognition=known,
    )


def _captions(desk: Desk, document: Document) -> tuple[tuple[str, str], ...]:
    """Return (platform, text as it is posted) of an item."""
    own_url = desk.url(address.of_document(document))
    return tuple((name, posted(words, own_url)) for name, words in document.captions)


def _known(desk: Desk, document: Document, html: str, raw: str = "") -> Recognition:
    """Return by what an item is known; `html` is its text, `raw` the digest of its raw copy."""
    summary = document.header.text("ringkasan")
    texts = texts_of(document.title, summary, html, _captions(desk, document))
    return Recognition(
        document.id, sidik(document.digests), raw, dict(texts), withdrawn=document.withdrawn
    )


def _tombstone(desk: Desk, document: Document) -> Page:
    """Return the page that stays where an item was withdrawn."""
    at = address.of_document(document)
    about = document.header.mapping("tarik")
    kept = document.kept
    text = desk.text(document, at) if kept else None
    body = desk.render(
        "ditarik",
        at,
        document=document,
        about=about,
        text=safe(text.html) if text else "",
        successor=desk.link(about.text("pengganti")),
        urgent=urgency_of(document, desk.catalogue),
        seal=seal(desk, desk.catalogue.published(document)),
        numbers=tuple(desk.catalogue.numbers(document)),
        raw=at + NAME if kept else "",
    )
    raw = raw_copy_of(document, desk.catalogue.site) if kept else b""
    # Known by its digests even where its words are no longer shown: it may still go round.
    words = desk.text(document, at).html
    return replace(
        desk.page(document, body),
        listed=False,
        toc=(),
        recognition=_known(desk, document, words, sha256(raw) if kept else ""),
        extras=((NAME, raw),) if kept else (),
    )


def sources(desk: Desk, document: Document) -> Iterator[Source]:
    """Yield what an item rests on, each act with its present status."""
    catalogue = desk.catalogue
    for written in document.header.texts("bahan"):
        text, link = desk.source(written)
        act = catalogue.by_path.get(written.lstrip("/"))
        yield Source(text, link, catalogue.status(act) if act else None)


def figures(document: Document) -> Iterator[Figure]:
    """Yield the item's pictures in order of their names, without those its text shows itself."""
    media = document.header.mapping("media")
    published = frozenset(address.pictures(document))
    shown_as_cover = document.header.mapping("video").text("sampul")
    for picture in sorted(document.pictures, key=lambda picture: picture.path):
        name = document.within(picture.path)
        shown = f"/{document.slug}/{name}" in document.body
        if picture.path in published and (not shown or name == shown_as_cover):
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
    last = {activity.step: activity for activity in (entry.activities if entry else ())}
    for number, activity in sorted(last.items()):
        office = catalogue.office(activity.office)
        yield Round(number, sop.words(number) if sop else "", office, activity.end)


def posts(catalogue: Catalogue, document: Document) -> Iterator[Posted]:
    """Yield the posts of an item that stand."""
    for post in postings(catalogue.entries.get(document.id, ())).posts:
        if address.outside(post.address):
            yield post


def _transcript(desk: Desk, document: Document, at: str) -> str:
    name = document.header.mapping("video").text("transkrip")
    text = document.text_beside(name) if name else ""
    return desk.transcript(document, text, at) if text else ""
