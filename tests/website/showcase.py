"""A site with every kind of page: the repository's own content, and `tests/examples/showcase`.

Built once a session under the sub-path ``repo/``.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from jdih.model.document import Kind
from jdih.model.entry import Entry, Event
from jdih.model.finding import Severity
from jdih.repository.tree import WorkTree
from jdih.rules.engine import check_tree
from jdih.website.builder import build
from jdih.website.site import Manifest, Site
from jdih.website.source import load
from tests.trees import EXAMPLES, ROOT
from tests.website.sites import entry

BASE = "repo/"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]>>endobj\n"
ACTS = 70
"""How many acts are added, so that lists have pages."""

UNPROVEN = "JD701"
"""What the SOP asks of an item is not what is shown here."""

TEMPLATES = {
    "beranda": "",
    "daftar konten": "konten/",
    "konten menurut bentuk": "konten/infografis/",
    "konten menurut tahun": "konten/2025/",
    "daftar dokumen": "dokumen/",
    "daftar peraturan": "dokumen/peraturan/",
    "halaman daftar": "dokumen/peraturan/halaman/2/",
    "peraturan": "dokumen/peraturan/uu-99-2011/",
    "peraturan tidak berlaku": "dokumen/peraturan/pkpu-20-2020/",
    "monografi": "dokumen/monografi/buku-saku/",
    "artikel": "dokumen/artikel/membaca-status/",
    "putusan": "dokumen/putusan/putusan-mk-1-2020/",
    "rangkaian gambar": "konten/2026/enam-asas-pemilu/",
    "video": "konten/2026/menelusuri-undang-undang-mk/",
    "klarifikasi": "konten/2026/klarifikasi-gambar-bernomor/",
    "diralat": "konten/2026/diralat/",
    "ditarik": "konten/2026/ditarik-hukum/",
    "daftar sop": "sop/",
    "sop kpu": "sop/kpu-2-2021/",
    "sop mk": "sop/mk-170-2022/",
    "strategi": "strategi/2026/",
    "rencana": "rencana/2026-11/",
    "laporan": "laporan/2026-10/",
    "statistik": "statistik/",
    "buku agenda": "buku-agenda/",
    "verifikasi": "verifikasi/",
    "verifikasi nomor": "verifikasi/#1/2026",
    "struktur": "struktur/",
    "pencarian": "cari/?q=pemilihan",
    "halaman": "privasi/",
    "tidak ditemukan": "404.html",
}
"""A page of every template, by its name."""


def lay(folder: Path) -> Path:
    """Lay the showcase's repository into `folder`."""
    for name in ("content", "site_config"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    shutil.copytree(EXAMPLES / "showcase" / "content", folder / "content", dirs_exist_ok=True)
    legal = folder / "content" / "dokumen"
    for name in ("peraturan/uu-99-2011/abstrak.pdf", "peraturan/uu-99-2011/naskah.pdf",
                 "monografi/buku-saku/buku.pdf"):  # fmt: skip
        (legal / name).write_bytes(PDF)
    for number in range(1, ACTS + 1):
        own = legal / "peraturan" / f"uji-{number}-2001"
        own.mkdir()
        (own / "index.md").write_text(
            f"---\ntipe: peraturan\njudul: Peraturan Uji Nomor {number} Tahun 2001 tentang Uji\n"
            f"jenis: PERATURAN UJI\nsingkatan: UJI\nnomor: {number}\ntahun: 2001\n---\n\nIsi.\n",
            encoding="utf-8",
        )
    return folder


def showcase(folder: Path) -> Site:
    """Return the showcase's site, laid into `folder`; its content can be read whole."""
    lay(folder)
    found = [f for f in check_tree(WorkTree(folder)).findings if f.severity is Severity.ERROR]
    assert [f.as_text() for f in found if f.code != UNPROVEN] == []
    site = load(folder)
    return replace(
        site,
        base=f"https://jdih.example/{BASE}",
        day=date(2026, 11, 25),
        entries=tuple(_entries(site)),
        register="e5" * 32,
        commit="c0ffee" * 7,
    )


def _entries(site: Site) -> Iterator[Entry]:
    """Yield a register that knows every item, and two posts of one of them."""
    number = 0
    for document in site.documents:
        if document.kind is Kind.ITEM and not document.draft:
            number += 1
            yield entry(
                number,
                id=document.id,
                title=document.title,
                address=document.path.removeprefix("content/").removesuffix("index.md"),
                time=f"2026-{10 + number % 2}-20T08:05:00+07:00",
            )
    for platform in ("instagram", "x"):
        number += 1
        yield entry(
            number,
            event=Event.LINKED,
            id="2026-9tqh2",
            platform=platform,
            details=(("tautan", f"https://{platform}.example/p/1"),),
        )


def built(folder: Path) -> tuple[Path, Manifest]:
    """Build the showcase; return the folder to serve and what was written below ``repo/``."""
    root = folder / "web"
    root.mkdir()
    return root, build(showcase(folder / "kantor"), root / BASE.rstrip("/"))
