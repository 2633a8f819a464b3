"""Pictures and other files beside an item: there, described, sound and without metadata."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from jdih.model.document import Document, Kind
from jdih.model.finding import Finding, Location, Rule
from jdih.model.node import Mapping
from jdih.reading.image import BYTE_LIMIT, PIXEL_LIMIT, SUFFIXES

MISSING_FILE = Rule(
    "JD501",
    "berkas-media-tidak-ada",
    "Setiap media yang disebut kepala berkas harus ada di folder konten.",
    "Halaman dan kiriman tidak dapat disusun dari berkas yang tidak ada.",
    "Unggah berkasnya ke folder konten, atau hapus isiannya.",
)
NO_ALT = Rule(
    "JD502",
    "teks-alternatif",
    "Setiap gambar harus mempunyai `alt` yang menerangkan isinya.",
    "Pembaca layar membacakan `alt` (WCAG 2.2, 1.1.1; UU 8/2016 tentang Penyandang Disabilitas).",
    "Tambahkan `alt` pada `media`: apa yang terlihat, termasuk tulisan di dalam gambar.",
)
NO_SOURCE = Rule(
    "JD503",
    "sumber-media",
    "Setiap gambar harus menyebut `sumber`.",
    "Asal gambar menentukan hak pakainya (UU 28/2014 tentang Hak Cipta).",
    "Tambahkan `sumber` pada `media`, misalnya “Olahan Unit Percontohan JDIH”.",
)
UNSOUND = Rule(
    "JD504",
    "gambar-tidak-utuh",
    "Gambar harus utuh, sesuai namanya, dan dalam batas ukuran "
    f"({BYTE_LIMIT // 1_048_576} MB, {PIXEL_LIMIT // 1_000_000} juta piksel).",
    "Gambar yang rusak atau raksasa menghentikan pembangunan situs dan boros kuota pembaca.",
    "Simpan ulang gambar sebagai PNG, JPEG, atau WebP dalam ukuran yang wajar.",
)
METADATA = Rule(
    "JD505",
    "metadata-gambar",
    "Gambar tidak boleh memuat EXIF atau XMP.",
    "Metadata dapat memuat lokasi, waktu, dan nama pembuat foto (UU 27/2022).",
    "Jalankan `jdih submit`, yang membersihkannya, atau simpan ulang tanpa metadata.",
)
FORBIDDEN_TYPE = Rule(
    "JD506",
    "jenis-berkas",
    "Di samping konten hanya boleh ada gambar PNG, JPEG, WebP, teks .md/.vtt, dan lampiran PDF.",
    "SVG dan berkas aktif lain dapat menjalankan skrip di peramban pembaca.",
    "Ubah menjadi PNG, JPEG, atau WebP; video disimpan di luar Git.",
)
LEAVES_FOLDER = Rule(
    "JD507",
    "jalur-keluar-folder",
    "Nama berkas media harus menunjuk ke folder konten itu sendiri.",
    "Persetujuan mengikat berkas di dalam folder konten; berkas di luar tidak tercakup.",
    "Salin berkas ke folder konten dan tulis namanya saja.",
)
NO_CONSENT = Rule(
    "JD508",
    "izin-orang",
    "Gambar orang yang dapat dikenali harus menyebut `izin`.",
    "Wajah adalah data pribadi; pemuatannya memerlukan dasar (UU 27/2022).",
    "Isi `izin` dengan dasar pemuatan, atau ganti gambarnya.",
)
RULES = (
    MISSING_FILE,
    NO_ALT,
    NO_SOURCE,
    UNSOUND,
    METADATA,
    FORBIDDEN_TYPE,
    LEAVES_FOLDER,
    NO_CONSENT,
)

_ALLOWED = {*SUFFIXES, ".md", ".vtt", ".pdf"}
_VIDEO_FILES = ("sampul", "takarir", "transkrip")


def check_media(document: Document) -> Iterator[Finding]:
    """Yield what does not hold of the files beside a document and of the fields naming them."""
    for entry in document.beside:
        suffix = posixpath.splitext(entry.path)[1].lower()
        if suffix not in _ALLOWED:
            yield FORBIDDEN_TYPE.at(Location(entry.path), f"Berkas berjenis “{suffix or '?'}”.")
    for picture in document.pictures:
        if picture.fault:
            yield UNSOUND.at(Location(picture.path), picture.fault)
        elif picture.metadata:
            yield METADATA.at(Location(picture.path), "Gambar ini memuat EXIF atau XMP.")
    yield from _named(document)
    if document.kind is Kind.ITEM:
        for finding in _described(document):
            yield finding.as_warning() if document.draft else finding


def _named(document: Document) -> Iterator[Finding]:
    """Check every file name that the header mentions."""
    names = [("media", key.text) for key, _ in document.header.mapping("media").entries]
    names += [("lampiran", key.text) for key, _ in document.header.mapping("lampiran").entries]
    there = {document.within(entry.path) for entry in document.files}
    for field, name in names:
        yield from _file(document, there, (field, name), name)
    video = document.header.mapping("video")
    for field in _VIDEO_FILES:
        if name := video.text(field):
            yield from _file(document, there, ("video", field), name)


def _file(
    document: Document, there: set[str], where: tuple[str, str], name: str
) -> Iterator[Finding]:
    if "/" in name or "\\" in name or name in {".", ".."}:
        yield LEAVES_FOLDER.at(document.at(*where), f"Tertulis “{name}”.")
    elif name not in there:
        finding = MISSING_FILE.at(document.at(*where), f"Berkas “{name}” tidak ada di folder ini.")
        yield finding.as_warning() if document.draft else finding


def _described(document: Document) -> Iterator[Finding]:
    media = document.header.mapping("media")
    for picture in document.pictures:
        name = document.within(picture.path)
        node = media.mapping(name)
        if not node.text("alt"):
            yield NO_ALT.at(document.at("media", name), f"Gambar “{name}” belum mempunyai `alt`.")
        if not node.text("sumber"):
            yield NO_SOURCE.at(document.at("media", name), f"Sumber “{name}” belum disebut.")
        yield from _consent(document, name, node)


def _consent(document: Document, name: str, node: Mapping) -> Iterator[Finding]:
    if node.flag("orang") and not node.text("izin"):
        yield NO_CONSENT.at(document.at("media", name), f"Gambar “{name}” memuat orang.")
