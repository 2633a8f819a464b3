"""What may follow a version that readers know, on documents given as text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jdih.model.document import Document, Kind
from jdih.reading import header
from jdih.workflow.amendment import Fault, corrects, fault, left_behind

PATH = "content/konten/2026/a/index.md"
FIRST = "ralat:\n  - tanggal: 2026-11-02\n    penjelasan: Nomor dibetulkan.\n"
SECOND = FIRST + "  - tanggal: 2026-11-03\n    penjelasan: Tahun dibetulkan.\n"
GONE = "tarik:\n  tanggal: 2026-11-04\n  jenis: keliru\n  penjelasan: Keliru.\n"
OTHERWISE = GONE.replace("jenis: keliru", "jenis: diganti")
MOVED = "alamat_lama: [konten/2026/a/]\n"
SEEN = "ditinjau:\n  tanggal: 2026-11-05\n  hasil: Masih berlaku.\n"


def document(
    extra: str = "", body: str = "Isi.", *, path: str = PATH, caption: str = "1" * 64
) -> Document:
    parts = header.split(path, f"---\ntipe: konten\njudul: Judul\n{extra}---\n{body}\n")
    assert parts.header is not None
    digests = (("index.md", "0" * 64), ("takarir/x.md", caption))
    return Document(path, Kind.ITEM, parts.header, parts.body, 1, (), digests=digests)


KNOWN = document()


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        (KNOWN, KNOWN, None),
        (KNOWN, document(body="Lain."), Fault.UNEXPLAINED),
        (KNOWN, document(caption="2" * 64), Fault.UNEXPLAINED),
        (KNOWN, document("ringkasan: Baru.\n"), Fault.UNEXPLAINED),
        (KNOWN, document("# Catatan\n"), None),
        (KNOWN, document(FIRST, "Lain."), None),
        (KNOWN, document(FIRST), None),
        (document(FIRST), document(FIRST, "Lain."), Fault.UNEXPLAINED),
        (document(FIRST), document(SECOND, "Lain."), None),
        (document(FIRST), KNOWN, Fault.REWRITTEN),
        (document(SECOND), document(FIRST, "Lain."), Fault.REWRITTEN),
        (document(FIRST), document(FIRST.replace("Nomor", "Angka")), Fault.REWRITTEN),
        (document(FIRST), document(FIRST.replace("Nomor", "Angka") + GONE), Fault.REWRITTEN),
        (KNOWN, document(GONE), None),
        (document(GONE), KNOWN, Fault.UNEXPLAINED),
        (document(GONE), document(FIRST), None),
        (document(GONE), document(GONE, "Lain."), Fault.UNEXPLAINED),
        (document(GONE), document(OTHERWISE), None),
        (KNOWN, document(SEEN), None),
        (KNOWN, document(SEEN, "Lain."), Fault.UNEXPLAINED),
        (KNOWN, document(path="content/konten/2026/b/index.md"), Fault.MOVED),
        (KNOWN, document(MOVED, path="content/konten/2026/b/index.md"), None),
        (document(MOVED, path="content/konten/2026/b/index.md"), KNOWN, Fault.MOVED),
        (document("alamat_lama: [lama/]\n"), KNOWN, Fault.MOVED),
    ],
)
def test_what_may_follow(before: Document, after: Document, found: Fault | None) -> None:
    assert fault(before, after) is found


def test_a_correction_is_a_new_entry_in_the_header() -> None:
    assert corrects(KNOWN, document(FIRST, "Lain."))
    assert not corrects(document(FIRST), document(FIRST + SEEN))


def test_addresses_that_are_left_behind_are_named() -> None:
    moved = replace(document("alamat_lama: [x/]\n"), path="content/konten/2026/b/index.md")
    assert left_behind(document("alamat_lama: [y/, x/]\n"), moved) == ("konten/2026/a/", "y/")
