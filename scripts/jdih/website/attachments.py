"""The files of a legal document that a reader can take along."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from jdih.model.document import Document
from jdih.website import address


class Role(StrEnum):
    """What a file is to its document (``peran``; the words of JDIH Provinsi Bali and ILDIS)."""

    BODY = "batang-tubuh"
    ANNEX = "lampiran"
    ABSTRACT = "abstrak"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of the document: its address, title, role, suffix in capitals, and size in bytes."""

    path: str
    title: str
    role: Role
    kind: str
    size: int


def attachments(document: Document) -> tuple[Attachment, ...]:
    """Return the files of a document that can be downloaded, in order of their names."""
    told = document.header.mapping("lampiran")
    sizes = {entry.path: entry.size for entry in document.beside}
    return tuple(
        Attachment(
            address.of_medium(document, path),
            told.mapping(document.within(path)).text("judul") or document.within(path),
            Role(told.mapping(document.within(path)).text("peran", Role.BODY)),
            path.rpartition(".")[2].upper(),
            sizes[path],
        )
        for path in sorted(address.media(document))
    )
