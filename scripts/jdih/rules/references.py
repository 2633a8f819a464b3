"""References between documents: what is named must exist, and relations must make sense."""

from __future__ import annotations

from collections.abc import Container, Iterator

from jdih.model.document import Document, Kind
from jdih.model.finding import Finding, Rule
from jdih.model.node import Scalar, walk
from jdih.rules.context import Context

DEAD_REFERENCE = Rule(
    "JD405",
    "rujukan-mati",
    "Dokumen yang dirujuk dengan /content/… harus ada.",
    "Rujukan yang mati menghilangkan dasar hukum konten bagi pembaca.",
    "Periksa alamatnya; bila dokumennya belum ada, ajukan dulu dokumen itu.",
)
UNKNOWN_ACT = Rule(
    "JD721",
    "hubungan-peraturan",
    "Peraturan dalam `hubungan` harus ada di content/dokumen/peraturan/ dan bukan dirinya sendiri.",
    "Status berlaku dihitung dari hubungan antarperaturan.",
    "Tulis id peraturan yang ada, misalnya uu-24-2003; hapus bila belum ada dokumennya.",
)
UNKNOWN_LEGAL = Rule(
    "JD723",
    "dokumen-terkait",
    "Dokumen dalam `terkait` harus ada di content/dokumen/ dan bukan dirinya sendiri.",
    "Dokumen terkait ditampilkan pada kedua halaman.",
    "Tulis id dokumen yang ada, misalnya uu-24-2003; hapus bila belum ada dokumennya.",
)
RULES = (DEAD_REFERENCE, UNKNOWN_ACT, UNKNOWN_LEGAL)


def check_references(document: Document, context: Context) -> Iterator[Finding]:
    """Yield header values that name a document which is not there."""
    for keys, scalar in walk(document.header):
        written = scalar.text.strip()
        if written.startswith("/content/"):
            target = written.partition("#")[0].removeprefix("/")
            if target not in context.paths:
                yield _softened(
                    document,
                    DEAD_REFERENCE.at(document.at(*keys), f"Berkas {written} tidak ada."),
                )
    if document.kind is Kind.REGULATION:
        yield from _relations(document, context)
    if document.kind.legal:
        yield from _beside(document, context)


def _relations(document: Document, context: Context) -> Iterator[Finding]:
    known = context.acts
    for keys, scalar in walk(document.header.mapping("hubungan")):
        fault = _fault(document, scalar, known)
        if fault:
            yield UNKNOWN_ACT.at(document.at("hubungan", *keys), fault)


def _beside(document: Document, context: Context) -> Iterator[Finding]:
    for place, other in enumerate(document.header.texts("terkait")):
        if other == document.id or other not in context.legal:
            message = f"Dokumen “{other}” tidak ada, atau dokumen ini sendiri."
            yield UNKNOWN_LEGAL.at(document.at("terkait", place), message)


def _fault(document: Document, scalar: Scalar, known: Container[str]) -> str:
    if scalar.text == document.id:
        return "Peraturan tidak dapat berhubungan dengan dirinya sendiri."
    return "" if scalar.text in known else f"Peraturan “{scalar.text}” tidak ada."


def _softened(document: Document, finding: Finding) -> Finding:
    return finding.as_warning() if document.draft else finding
