"""How a legal document is cited in running text."""

from __future__ import annotations

import re

from jdih.model.document import Document, Kind

_GAZETTES = (
    (
        re.compile(r"\bTLN(?: Nomor)? (\d+)"),
        r"Tambahan Lembaran Negara Republik Indonesia Nomor \1",
    ),
    (re.compile(r"\bTBN(?: Nomor)? (\d+)"), r"Tambahan Berita Negara Republik Indonesia Nomor \1"),
    (
        re.compile(r"\bLN (\d{4}) ?\((\d+)\)"),
        r"Lembaran Negara Republik Indonesia Tahun \1 Nomor \2",
    ),
    (re.compile(r"\bBN (\d{4}) ?\((\d+)\)"), r"Berita Negara Republik Indonesia Tahun \1 Nomor \2"),
)
"""Gazettes as JDIH metadata shorten them, and as an act is cited (UU 12/2011, Lampiran II)."""

_PAGES = re.compile(r"\s*:\s*\d+\s*hlm\.?", re.IGNORECASE)


def citation(document: Document) -> str:
    """Return the citation of a legal document, with as much as its metadata tell."""
    header = document.header
    if document.kind in {Kind.REGULATION, Kind.RULING}:
        source = _spelled(header.text("sumber")) if document.kind is Kind.REGULATION else ""
        return f"{document.title} ({source})" if source else document.title
    author = header.text("teu").rstrip(".")
    year = header.text("tahun_terbit")
    if document.kind is Kind.MONOGRAPH:
        place = ": ".join(filter(None, (header.text("tempat_terbit"), header.text("penerbit"))))
        imprint = ", ".join(filter(None, (place, year)))
        return _sentences(author, document.title, header.text("cetakan"), imprint)
    return _sentences(author, f"“{document.title}”", header.text("sumber") or year)


def _spelled(source: str) -> str:
    source = _PAGES.sub("", source)
    for short, full in _GAZETTES:
        source = short.sub(full, source)
    return source


def _sentences(*parts: str) -> str:
    return " ".join(f"{part.rstrip('.')}." for part in parts if part)
