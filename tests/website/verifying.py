"""A site with a true register, for what verifies it: an item of each standing, two years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from jdih.model.document import Document
from jdih.model.entry import Entry, Event, Evidence
from jdih.register.format import hash_of, render
from jdih.website import address
from jdih.website.recognition import Recognition, texts_of
from jdih.website.site import Erased, Site
from jdih.workflow.digest import sha256, sidik
from tests.website.sites import document, entry, png, site

CAPTION = "*Hak Anda* atas informasi publik:\n\n1. bertanya;\n2. menerima jawaban. #jdih"
HOSTILE = "<img src=x onerror=pwned=1><script>pwned=1</script>"
TEXT = "## Apa haknya?\n\nSetiap orang berhak *bertanya*.\n\n- Tanpa biaya.\n- Tanpa alasan.\n"

GENUINE, CORRECTED, WITHDRAWN, IMPORTED, URGENT, AFTERWARDS, HOSTILE_TITLE = (
    "2026-7f3kq",
    "2026-8aaaa",
    "2026-9bbbb",
    "2025-2cccc",
    "2026-3dddd",
    "2026-4eeee",
    "2026-5ffff",
)
OLD = "b2" * 32
"""The digest of versions that others came after."""
TARIK = "tarik:\n  tanggal: 2026-11-21\n  jenis: keliru\n  penjelasan: Isinya keliru.\n"


def item(identity: str, title: str, header: str = "", text: str = TEXT) -> Document:
    """Return an item with a caption and a picture."""
    written = f"---\ntipe: konten\nid: {identity}\njudul: {title}\nringkasan: Ringkasan {title}.\n"
    own = png() if identity == GENUINE else f"gambar {identity}".encode()
    beside = {"01-sampul.png": own, "takarir/whatsapp.md": f"{title}\n{CAPTION}".encode()}
    path = f"content/konten/{identity[:4]}/{identity}/index.md"
    return document(path, f"{written}sop: uji\n{header}---\n\n{text}", beside)


def documents() -> Mapping[str, Document]:
    """Return the items as they stand now, by id."""
    every = (
        item(GENUINE, "Hak Anda atas Informasi"),
        item(CORRECTED, "Jadwal yang Diralat", text="Jadwalnya hari Rabu.\n"),
        item(WITHDRAWN, "Kabar yang Ditarik", TARIK, "Kabar ini keliru.\n"),
        item(IMPORTED, "Konten Lama", text="Sudah ada sebelum ini.\n"),
        item(URGENT, "Pengumuman Darurat", text="Kantor tutup hari ini.\n"),
        item(AFTERWARDS, "Pengumuman yang Disusul", text="Kantor buka lagi.\n"),
        item(HOSTILE_TITLE, f"'{HOSTILE}'", text="Judulnya jahat.\n"),
    )
    return {document.id: document for document in every}


def facts(own: Mapping[str, Document]) -> Iterable[Entry]:
    """Yield what happened, without numbers and chain."""
    bare = {"approval": None, "evidence": Evidence.STATEMENT, "activities": ()}
    before = {"digest": OLD, "files": (("01-sampul.png", sha256(b"gambar lama")),)}

    def of(identity: str, **changes: Any) -> Entry:
        document = own[identity]
        return entry(
            id=identity,
            files=document.digests,
            digest=sidik(document.digests),
            address=address.of_document(document),
            **changes,
        )

    yield replace(of(IMPORTED, event=Event.IMPORTED, year=2025, **bare))
    yield of(GENUINE)
    yield replace(of(CORRECTED), **before)  # type: ignore[arg-type]
    yield replace(of(WITHDRAWN), **before)  # type: ignore[arg-type]
    said = (
        ("disetujui_oleh", "kepala-biro"),
        ("cara", "telepon"),
        ("waktu_setuju", "2026-11-20T07:55:00+07:00"),
    )
    yield of(URGENT, event=Event.URGENT, details=said, **bare)
    yield of(AFTERWARDS, event=Event.URGENT, details=said, **bare)
    yield of(CORRECTED, event=Event.CORRECTED, time="2026-11-21T09:00:00+07:00")
    yield of(WITHDRAWN, event=Event.WITHDRAWN, time="2026-11-21T10:00:00+07:00")
    yield of(AFTERWARDS, event=Event.APPROVED_AFTERWARDS, details=(("menyetujui", "5/2026"),))
    link = (("tautan", "https://wa.example/p/1"), ("oleh", "rahasia"), ("takarir", "sama"))
    yield of(GENUINE, event=Event.LINKED, platform="whatsapp", details=link, **bare)
    yield of(HOSTILE_TITLE, event=Event.PUBLISHED)


def chained(entries: Iterable[Entry]) -> tuple[tuple[Entry, ...], str]:
    """Number entries within their year and chain them; return them and the register's head."""
    made: list[Entry] = []
    years: Counter[int] = Counter()
    head = ""
    for fact in entries:
        years[fact.year] += 1
        made.append(replace(fact, number=years[fact.year], previous=head))
        head = hash_of(render(made[-1]))
    return tuple(made), head


def verified_site(before: int = 0) -> Site:
    """Return the site. Numbers: 1/2025 is the import, 1/2026 the genuine item, and so on.

    So many entries of the year 2024 stand `before` them.
    """
    own = documents()
    older = (entry(id=f"2024-{n:05}", year=2024, activities=()) for n in range(before))
    entries, head = chained((*older, *facts(own)))
    words = texts_of("Jadwal", "", "<p>Jadwalnya hari Selasa.</p>", ())
    former = Recognition(CORRECTED, OLD, "", dict(words))
    return site(*own.values(), entries=entries, register=head, former=(former,))


def erased_site() -> Site:
    """Return the same site after a sentence was erased from the genuine item; no line changed."""
    source, own = verified_site(), documents()
    left = item(GENUINE, "Hak Anda atas Informasi", text=TEXT.replace("- Tanpa alasan.\n", ""))
    said = (("oleh", "pengelola"),)
    erasing = entry(12, id="hapus-data/0123456789ab", event=Event.ERASED, details=said,
                    time="2026-11-21T11:00:00+07:00")  # fmt: skip
    known = Erased(sidik(left.digests), left.digests, (erasing,))
    shown = tuple({**own, GENUINE: left}.values())
    return replace(source, documents=shown, erased={"1/2026": known})
