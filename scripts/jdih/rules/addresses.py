"""One address, one page (register invariant I9)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from jdih.model.document import Document
from jdih.model.finding import Finding, Location, Rule
from jdih.rules.context import Context

TWO_FILES = Rule(
    "JD114",
    "alamat-ganda",
    "Setiap alamat halaman hanya boleh dimiliki satu berkas.",
    "Dua berkas dengan satu alamat saling menimpa tanpa peringatan.",
    "Ganti nama salah satu folder atau berkas.",
)
LONG_SLUG = Rule(
    "JD117",
    "nama-folder-panjang",
    "Nama folder dokumen paling panjang 60 karakter.",
    "Dinding api nasional memblokir alamat yang lebih panjang (ILDIS v4.15).",
    "Pendekkan nama folder; judul lengkap tetap pada `judul`.",
)
RESERVED = Rule(
    "JD119",
    "nama-tercadang",
    "Nama tingkat teratas di content/ tidak boleh memakai nama yang dipakai situs sendiri.",
    "Halaman dengan nama itu menimpa berkas situs, sehingga situs tidak dapat dibangun.",
    "Ganti nama folder atau berkas itu.",
)
FORMER_TAKEN = Rule(
    "JD120",
    "alamat-lama-terpakai",
    "Alamat lama hanya boleh milik satu dokumen dan tidak boleh sedang dipakai halaman lain.",
    "Pembaca alamat lama diantar ke satu tempat saja; alamat yang dipakai tidak dapat dialihkan.",
    "Hapus alamat itu dari `alamat_lama`, atau pindahkan halaman yang memakainya.",
)
RULES = (TWO_FILES, LONG_SLUG, RESERVED, FORMER_TAKEN)

RESERVED_NAMES = frozenset(
    {
        "404",
        "404.html",
        "assets",
        "feed",
        "pagefind",
        "pratinjau",
        "robots.txt",
        "sitemap",
        "sitemap.xml",
    }
)
"""Addresses below the base that the site itself fills, now or by what is planned for it."""

COMPUTED = re.compile(
    r"(?:cari|statistik|struktur|buku-agenda|verifikasi)/.*"
    r"|(?:sop|strategi|rencana|laporan)/(?:halaman/[0-9]+/)?"
    r"|(?:konten|dokumen)/(?:[a-z-]+/)?(?:[0-9]{4}/)?(?:halaman/[0-9]+/)?"
)
"""Addresses that only pages have which no document stands for: lists, search, agenda book,
verification."""

SLUG_LIMIT = 60


def check_addresses(context: Context) -> Iterator[Finding]:
    """Yield documents that would be published at the address of another one."""
    owners: dict[str, str] = {}
    for document in context.corpus.documents:
        if len(document.slug) > SLUG_LIMIT:
            message = f"Nama “{document.slug}” memuat {len(document.slug)} karakter."
            yield LONG_SLUG.at(Location(document.path), message)
        top = _address(document).split("/")[1:2]
        if not document.draft and RESERVED_NAMES.intersection(top):
            yield RESERVED.at(Location(document.path), f"Nama “{top[0]}” dipakai situs.")
        key = _address(document).casefold()
        first = owners.setdefault(key, document.path)
        if first != document.path:
            yield TWO_FILES.at(Location(document.path), f"Alamatnya sama dengan {first}.")


def check_former(context: Context) -> Iterator[Finding]:
    """Yield former addresses that lead to more than one place."""
    documents = context.corpus.documents
    owners = {on_site(document): document.path for document in documents if not document.draft}
    for document in documents:
        for place, former in enumerate(document.header.texts("alamat_lama")):
            first = owners.setdefault(former, document.path)
            if first != document.path or former == on_site(document):
                message = f"Alamat “{former}” sudah milik {first}."
                yield FORMER_TAKEN.at(document.at("alamat_lama", place), message)
            elif former.split("/")[0] in RESERVED_NAMES or COMPUTED.fullmatch(former):
                message = f"Alamat “{former}” dipakai situs sendiri."
                yield FORMER_TAKEN.at(document.at("alamat_lama", place), message)


def on_site(document: Document) -> str:
    """Return the address below the site's base, ending in a slash."""
    return f"{_address(document).partition('/')[2]}/"


def _address(document: Document) -> str:
    """Return what decides the address: the path without ``index.md`` or ``.md``."""
    folder, _, name = document.path.rpartition("/")
    return folder if name == "index.md" else posixpath.splitext(document.path)[0]
