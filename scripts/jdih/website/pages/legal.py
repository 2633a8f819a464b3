"""The page of a legal document: metadata by type, status, relations, what explains it."""

from __future__ import annotations

from dataclasses import replace

from jdih.model.document import Document, Kind
from jdih.website import address, invitation, structured
from jdih.website.attachments import attachments
from jdih.website.citation import citation
from jdih.website.desk import Desk, fields, short
from jdih.website.page import Facets, Page
from jdih.website.pages.rows import row
from jdih.website.raw_copy import NAME, raw_copy_of
from jdih.website.templates import safe


def legal_page(desk: Desk, document: Document) -> Page:
    """Return the page of a peraturan, monografi, artikel or putusan, its raw copy beside it."""
    at = address.of_document(document)
    text = desk.text(document, at)
    catalogue = desk.catalogue
    related = catalogue.relations.get(document.id, ())
    status = catalogue.status(document)
    raw = raw_copy_of(document, catalogue.site)
    body = desk.render(
        "dokumen",
        at,
        document=document,
        field=fields(document.header),
        text=safe(text.html),
        status=desk.status_word(document),
        relations=tuple((relation.word, desk.page_of(relation.other)) for relation in related),
        beside=tuple(map(desk.page_of, catalogue.beside.get(document.id, ()))),
        explained_by=tuple(
            row(desk, item) for item in catalogue.explained_by.get(document.path, ())
        ),
        attachments=attachments(document),
        citation=citation(document),
        entry=catalogue.published(document),
        raw=at + NAME,
        own_url=desk.url(at),
        form=_form(desk, document),
    )
    return replace(
        desk.page(document, body),
        article=True,
        data=(structured.legal(document, status, related, desk.url),),
        extras=((NAME, raw),),
        facets=Facets(
            kind=document.kind.value,
            year=catalogue.year_of(document),
            status=desk.status_word(document),
            number=document.header.text("nomor"),
            short=document.header.text("singkatan"),
        ),
    )


def _form(desk: Desk, document: Document) -> str:
    """Return the form that begins an item about an act, empty for other documents."""
    if document.kind is not Kind.REGULATION:
        return ""
    url = desk.url(address.of_document(document))
    return invitation.from_act(desk.forms, document, short(document), url)
