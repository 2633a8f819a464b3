"""What a peraturan still lacks to be passed on to JDIHN."""

from __future__ import annotations

from collections.abc import Iterator

from jdih.model.document import Document, Kind
from jdih.model.finding import Finding, Rule, Severity
from jdih.reading import jdihn

NOT_IN_FEED = Rule(
    "JD722",
    "umpan-jdihn",
    "Metadata peraturan sebaiknya lengkap dan statusnya diperiksa.",
    "Umpan JDIHN menuntutnya; peraturan yang belum lengkap tidak ikut dikirim.",
    "Isi kunci yang disebut; tanggal yang tidak diketahui tetap dikosongkan, tidak dikarang.",
    Severity.WARNING,
)
RULES = (NOT_IN_FEED,)


def check_feed(document: Document) -> Iterator[Finding]:
    """Yield one finding for a peraturan that stays out of the JDIHN feed, with what it lacks."""
    if document.kind is not Kind.REGULATION:
        return
    lacking = jdihn.missing(document.header)
    if lacking:
        message = f"Belum ikut dalam umpan JDIHN; belum terisi: {', '.join(lacking)}."
        yield NOT_IN_FEED.at(document.at("tipe"), message)
