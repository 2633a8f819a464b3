"""What an old version of a document says of itself, read with the one strict reader."""

from __future__ import annotations

import json

from jdih.model.document import Document, Kind
from jdih.model.node import Mapping
from jdih.model.verdict import Consent
from jdih.reading import header
from jdih.reading.plain_values import plain
from jdih.reading.source import read_source
from jdih.workflow.digest import sha256
from jdih.workflow.version import Label
from jdih.workflow.zone import BadMoment, parse_moment


def read_label(path: str, data: bytes) -> Label | None:
    """Return the label of the Markdown file at `path`, None when its header cannot be used."""
    document = _read(path, data)
    return None if document is None else label_of(document)


def read_rest(path: str, data: bytes) -> str:
    """Return the SHA-256 of what an item's Markdown file says but that it is withdrawn.

    Values count, not spelling. Empty for anything but an item.
    """
    document = _read(path, data)
    if document is None or document.kind is not Kind.ITEM:
        return ""
    said = plain(document.header.without("tarik"))
    return sha256(json.dumps([said, document.body], sort_keys=True).encode("ascii"))


def label_of(document: Document) -> Label:
    """Return the label of a document that was read."""
    header = document.header
    if document.kind is not Kind.ITEM:
        return Label(document.kind, document.id, header.text("sop"))
    return Label(
        kind=document.kind,
        id=document.id,
        sop=header.text("sop"),
        consent=_consent(header.mapping("mendesak")),
        withdrawn=document.withdrawn,
    )


def _read(path: str, data: bytes) -> Document | None:
    text = read_source(path, data).text
    parts = header.split(path, text) if text is not None else None
    if parts is None or parts.header is None or parts.header.text("tipe") not in set(Kind):
        return None
    kind = Kind(parts.header.text("tipe"))
    return Document(path, kind, parts.header, parts.body, parts.body_line, ())


def _consent(said: Mapping) -> Consent | None:
    """Return the consent that a header claims, None for none that can be read."""
    try:
        time = parse_moment(said.text("waktu"))
    except BadMoment:
        return None
    return Consent(said.text("disetujui_oleh"), said.text("cara"), time, said.text("bukti"))
