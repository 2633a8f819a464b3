"""Sites for tests: documents as text, the real configuration and theme, nothing on disk."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta, timezone
from io import BytesIO
from pathlib import Path, PurePosixPath
from textwrap import dedent

from PIL import Image

from jdih.model.document import Document, Kind, Picture
from jdih.model.entry import Activity, Approval, Entry, Event, Evidence
from jdih.model.tree import FileEntry
from jdih.model.unit import Office, Unit
from jdih.reading import header
from jdih.website.site import Site
from jdih.workflow.digest import sha256
from jdih.workflow.sop_reader import parse_sop
from tests.trees import ROOT

CONFIG = ROOT / "mkdocs.yml"
THEME = ROOT / "site_config" / "theme"
ITEM = "content/konten/2026/hak-atas-informasi/index.md"
ACT = "content/dokumen/peraturan/uu-14-2008/index.md"
PUBLIC = frozenset({"judul", "ringkasan", "bahan", "media"})
ITEM_TEXT = """\
    ---
    tipe: konten
    id: 2026-7f3kq
    judul: Hak Anda atas Informasi
    ringkasan: Setiap orang berhak meminta informasi.
    sop: kpu-2-2021
    disposisi:
      isi: Kata-kata rahasia kepala.
    bahan:
      - /content/dokumen/peraturan/uu-14-2008/index.md
      - https://jdih.example/sumber
      - Wawancara dengan pengelola
    penyusun: pengelola
    media:
      01-sampul.png:
        alt: Sampul biru
        sumber: Olahan unit
    ---

    ## Apa haknya?

    Hak itu dijamin [UU 14/2008](/content/dokumen/peraturan/uu-14-2008/index.md#isi-pokok).
    """
ACT_TEXT = """\
    ---
    tipe: peraturan
    judul: Undang-Undang Nomor 14 Tahun 2008 tentang Keterbukaan Informasi Publik
    jenis: UNDANG-UNDANG
    singkatan: UU
    nomor: 14
    tahun: 2008
    tanggal_penetapan: 2008-04-30
    ---

    ## Isi pokok

    Hak memperoleh informasi.
    """
UNIT = Unit(
    name="Unit Uji JDIH",
    institution="Instansi Uji",
    address="Jalan Uji 1",
    zone=timezone(timedelta(hours=7)),
    zone_name="WIB",
    day_minutes=450,
    hours=(),
    seasons=(),
    offices=(Office("pengelola", "Pengelola JDIH", (), ()),),
    authorities=(),
    start="",
    sample=True,
)


def png(width: int = 4, height: int = 3) -> bytes:
    """Return a small image."""
    buffer = BytesIO()
    Image.new("RGB", (width, height), "navy").save(buffer, "PNG")
    return buffer.getvalue()


def document(path: str, text: str, beside: Mapping[str, bytes] | None = None) -> Document:
    """Return a document from its text; `beside` are files by their name in its folder."""
    words = dedent(text)
    parts = header.split(path, words)
    assert parts.header is not None, parts.findings
    folder = PurePosixPath(path).parent
    files = {path: words.encode(), **{f"{folder}/{n}": d for n, d in (beside or {}).items()}}
    return Document(
        path=path,
        kind=Kind(parts.header.text("tipe")),
        header=parts.header,
        body=parts.body,
        body_line=parts.body_line,
        files=tuple(FileEntry(name, "100644", len(data)) for name, data in sorted(files.items())),
        digests=tuple(
            (str(PurePosixPath(name).relative_to(folder)), sha256(data))
            for name, data in sorted(files.items())
        ),
        texts=tuple(
            (name, data.decode())
            for name, data in sorted(files.items())
            if name.endswith((".md", ".vtt")) and name != path
        ),
        pictures=tuple(
            Picture(name, "PNG", 4, 3) for name in sorted(files) if name.endswith(".png")
        ),
    )


def item(text: str = ITEM_TEXT, beside: Mapping[str, bytes] | None = None) -> Document:
    """Return the example item with a picture, a caption and a notice beside it."""
    files = {
        "01-sampul.png": png(),
        "takarir/instagram.md": b"Takarir <b>Instagram</b>\n#jdih",
        "pemberitahuan.md": b"Pemberitahuan {tautan}",
    }
    return document(ITEM, text, files if beside is None else beside)


def act(text: str = ACT_TEXT, path: str = ACT) -> Document:
    """Return the example act."""
    return document(path, text)


def sop(name: str = "kpu-2-2021") -> Document:
    """Return one of the two SOPs."""
    path = f"content/sop/{name}.md"
    return document(path, (ROOT / path).read_text(encoding="utf-8"))


def entry(number: int = 7, **changes: object) -> Entry:
    """Return an entry that records the example item's publication."""
    values: dict[str, object] = {
        "year": 2026,
        "number": number,
        "key": "0" * 64,
        "event": Event.PUBLISHED,
        "id": "2026-7f3kq",
        "title": "Hak Anda atas Informasi",
        "files": (),
        "digest": "a1" * 32,
        "address": "konten/2026/hak-atas-informasi/",
        "platform": "",
        "time": "2026-11-20T08:05:00+07:00",
        "commit": "c" * 40,
        "approval": Approval(
            "kepala-biro",
            "Plh. Kepala Biro",
            "d" * 40,
            "2026-11-19T15:00:00+07:00",
            Evidence.SIGNATURE,
        ),
        "evidence": Evidence.SIGNATURE,
        "activities": (
            Activity(3, 1, "pengelola", "", "2026-11-17T10:00:00+07:00", 400, 10, "rahasia"),
            Activity(3, 2, "pengelola", "", "2026-11-18T10:00:00+07:00", 30, 10),
        ),
        "details": (),
        "previous": "",
        **changes,
    }
    return Entry(**values)  # type: ignore[arg-type]


def site(*documents: Document, **changes: object) -> Site:
    """Return a site of these documents; images answer with the same small picture."""
    sops = {d.id: parse_sop(d, 450) for d in documents if d.kind is Kind.SOP}
    values: dict[str, object] = {
        "config": CONFIG,
        "documents": documents,
        "read": lambda _: png(),
        "unit": UNIT,
        "day": date(2026, 11, 22),
        "base": "https://jdih.example/",
        "sops": sops,
        "public_fields": {Kind.ITEM: PUBLIC},
        **changes,
    }
    return Site(**values)  # type: ignore[arg-type]


def read(folder: Path, at: str) -> str:
    """Return the HTML that answers at an address."""
    return (folder / at / "index.html").read_text(encoding="utf-8")
