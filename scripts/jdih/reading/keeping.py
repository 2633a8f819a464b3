"""What was read of a document, as plain values that can be kept, and back again.

A reading is the same whenever the document's files and the schemas are, and so holds for their
digest alone: content is told by what it is, never by a time stamp.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple
from typing import Any

from jdih.model.document import Document, Kind, Picture
from jdih.model.finding import Finding, Location, Severity
from jdih.model.node import Mapping as Header
from jdih.model.tree import WORTH, Keep, Tree
from jdih.reading.places import Place
from jdih.workflow.digest import sha256

TABLE = "naskah"

Read = tuple[Document | None, tuple[Finding, ...]]


def worth(tree: Tree) -> Keep | None:
    """Return where what is read of `tree` is kept; None where it is not worth it."""
    return tree.keep if len(tree.entries) >= WORTH else None


def key_of(tree: Tree, place: Place, schemas: str) -> str:
    """Return the key of a reading by the files of `place` and the digest of the `schemas`.

    It is empty for a document with a file that is not read as it stands, such as a link.
    """
    if not all(entry.regular for entry in place.files):
        return ""
    return joined(schemas, *(f"{tree.identity(entry.path)} {entry.path}" for entry in place.files))


def joined(*parts: str) -> str:
    """Return the digest of the parts of a key."""
    return sha256("\n".join(parts).encode("utf-8", "surrogatepass"))


def plain(read: Read) -> tuple[Any, ...]:
    """Return a reading as plain values."""
    document, findings = read
    return None if document is None else _plain(document), plain_findings(findings)


def restored(place: Place, kept: tuple[Any, ...]) -> Read:
    """Return the reading that `plain` made values of, of the document at `place`."""
    about, found = kept
    if about is None:
        return None, findings(found)
    kind, header, body, line, digests, texts, pictures = about
    document = Document(
        path=place.path,
        kind=Kind(kind),
        header=Header(header),
        body=body,
        body_line=line,
        files=place.files,
        digests=digests,
        texts=texts,
        pictures=tuple(Picture(*picture) for picture in pictures),
    )
    return document, findings(found)


def plain_findings(found: Iterable[Finding]) -> tuple[tuple[Any, ...], ...]:
    """Return findings as plain values."""
    return tuple(
        (astuple(one.location), one.code, one.slug, one.severity.value, one.message, one.remedy)
        for one in found
    )


def findings(kept: Iterable[tuple[Any, ...]]) -> tuple[Finding, ...]:
    """Return the findings that `plain_findings` made values of."""
    return tuple(
        Finding(Location(*place), code, slug, Severity(severity), message, remedy)
        for place, code, slug, severity, message, remedy in kept
    )


def _plain(document: Document) -> tuple[Any, ...]:
    return (
        document.kind.value,
        document.header.raw,
        document.body,
        document.body_line,
        document.digests,
        document.texts,
        tuple(astuple(picture) for picture in document.pictures),
    )
