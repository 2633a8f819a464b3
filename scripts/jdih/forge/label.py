"""What an old version of a document says of itself, read with the one strict reader."""

from __future__ import annotations

from jdih.model.document import Document, Kind
from jdih.reading import header
from jdih.reading.source import read_source
from jdih.workflow.version import Label


def read_label(path: str, data: bytes) -> Label | None:
    """Return the label of the Markdown file at `path`, None when its header cannot be used."""
    text = read_source(path, data).text
    parts = header.split(path, text) if text is not None else None
    if parts is None or parts.header is None or parts.header.text("tipe") not in set(Kind):
        return None
    kind = Kind(parts.header.text("tipe"))
    document = Document(path, kind, parts.header, "", parts.body_line, ())
    return Label(kind, document.id, parts.header.text("sop"))
