"""The page of a legal document: metadata by type, status, relations, what explains it."""

from __future__ import annotations

from dataclasses import dataclass

from jdih.model.document import Document, Kind
from jdih.website import address
from jdih.website.desk import Desk, fields
from jdih.website.page import Page
from jdih.website.relations import status
from jdih.website.templates import safe


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of the document: its address, title, suffix in capitals, and size in bytes."""

    path: str
    title: str
    kind: str
    size: int


def legal_page(desk: Desk, document: Document) -> Page:
    """Return the page of a peraturan, monografi, artikel or putusan."""
    at = address.of_document(document)
    text = desk.text(document, at)
    catalogue = desk.catalogue
    related = catalogue.relations.get(document.id, ())
    body = desk.render(
        "dokumen",
        at,
        document=document,
        field=fields(document.header),
        text=safe(text.html),
        status=status_of(desk, document),
        relations=tuple((relation.word, desk.page_of(relation.other)) for relation in related),
        explained_by=tuple(map(desk.page_of, catalogue.explained_by.get(document.path, ()))),
        attachments=tuple(attachments(document)),
        entry=catalogue.published(document),
    )
    return desk.page(document, body)


def status_of(desk: Desk, document: Document) -> str:
    """Return how the status of a legal document reads; empty where it has none."""
    if document.kind is Kind.REGULATION:
        return status(document, desk.catalogue.relations.get(document.id, ())).value
    return document.header.text("status")


def attachments(document: Document) -> tuple[Attachment, ...]:
    """Return the files of a document that can be downloaded, in order of their names."""
    titles = document.header.mapping("lampiran")
    sizes = {entry.path: entry.size for entry in document.beside}
    return tuple(
        Attachment(
            address.of_medium(document, path),
            titles.mapping(document.within(path)).text("judul") or document.within(path),
            path.rpartition(".")[2].upper(),
            sizes[path],
        )
        for path in sorted(address.media(document))
    )
