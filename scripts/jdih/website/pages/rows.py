"""A document as one line of a list."""

from __future__ import annotations

from dataclasses import dataclass

from jdih.model.document import Document, Kind
from jdih.website import address
from jdih.website.attachments import Attachment, attachments
from jdih.website.desk import Desk
from jdih.website.page import Cover


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a list. `form` is the form of an item, `status` that of a legal document.

    `day` is the day of an item's publication, `file` what is downloaded from a legal document.
    `urgent` is True while an item is shown without approval.
    """

    document: Document
    address: str
    form: str
    status: str
    file: Attachment | None
    day: str
    cover: Cover | None
    urgent: bool = False


def row(desk: Desk, document: Document) -> Row:
    """Return the line of a list for `document`."""
    item = document.kind is Kind.ITEM
    entry = desk.catalogue.published(document) if item else None
    verdict = desk.catalogue.site.verdicts.get(document.path)
    return Row(
        document=document,
        address=address.of_document(document),
        form=form_of(document) if item else "",
        status=desk.status_word(document) if document.kind.legal else "",
        file=next(iter(attachments(document)), None) if document.kind.legal else None,
        day=entry.time[:10] if entry else "",
        cover=cover(document) if item else None,
        urgent=verdict is not None and verdict.shown_by is not None,
    )


def form_of(document: Document) -> str:
    """Return the form of an item (*bentuk*): as typed, else from its media."""
    typed = document.header.text("bentuk")
    if typed:
        return typed
    if document.header.get("video") is not None:
        return "video"
    count = len(document.pictures)
    return "artikel" if count == 0 else "infografis" if count == 1 else "carousel"


def cover(document: Document) -> Cover | None:
    """Return the picture that stands for an item: its video's cover, else its first one."""
    published = sorted(address.pictures(document))
    named = f"{document.folder}/{document.header.mapping('video').text('sampul')}"
    path = named if named in published else next(iter(published), "")
    picture = next((entry for entry in document.pictures if entry.path == path), None)
    if picture is None:
        return None
    alt = document.header.mapping("media").mapping(document.within(path)).text("alt")
    return Cover(address.of_medium(document, path), alt, picture.width, picture.height)
