"""What the filters of a list of legal documents work on, in the reader's browser.

One compact file beside the list, fetched when a reader first narrows it down; without script the
whole list is there all the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jdih.model.document import Document
from jdih.website import address
from jdih.website.attachments import attachments
from jdih.website.desk import Desk

NAME = "daftar.json"
FIELDS = ("judul", "alamat", "tipe", "jenis", "nomor", "tahun", "status", "bidang", "teu", "subjek",
          "berkas", "bentuk_berkas")  # fmt: skip
"""What each line holds, in this order; `assets/jdih.js` reads them by these names."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen in each filter, sorted; years newest first."""

    kinds: tuple[str, ...]
    years: tuple[str, ...]
    statuses: tuple[str, ...]
    fields: tuple[str, ...]
    bodies: tuple[str, ...]


Line = tuple[str, ...]


def lines(desk: Desk, documents: Iterable[Document]) -> tuple[Line, ...]:
    """Return what the filters know of each document, in the order of `FIELDS`."""
    return tuple(_line(desk, document) for document in documents)


def choices(found: Sequence[Line]) -> Choices:
    """Return what the filters of a list offer."""
    columns = dict(zip(FIELDS, zip(*found, strict=True), strict=True)) if found else {}

    def of(name: str) -> tuple[str, ...]:
        return tuple(sorted({value for value in columns.get(name, ()) if value}))

    return Choices(of("jenis"), of("tahun")[::-1], of("status"), of("bidang"), of("teu"))


def data(found: Sequence[Line]) -> bytes:
    """Return the file that the filters of a list read; addresses are below the site's base."""
    content = {"isian": FIELDS, "baris": found}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _line(desk: Desk, document: Document) -> Line:
    header = document.header
    file = next(iter(attachments(document)), None)
    return (
        document.title,
        address.quoted(address.of_document(document)),
        document.kind.value,
        header.text("jenis"),
        header.text("nomor"),
        desk.catalogue.year_of(document),
        desk.status_word(document),
        header.text("bidang_hukum"),
        header.text("teu"),
        header.text("subjek"),
        address.quoted(file.path) if file else "",
        file.kind if file else "",
    )
