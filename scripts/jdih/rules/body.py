"""The text under the header: safe, whole, and with links that live.

It is looked at through the renderer of the pages (`jdih.reading.markdown`), so that what the
checker lets pass is what a visitor gets.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import unquote

from jdih.model.document import CONTENT, Document
from jdih.model.finding import Finding, Location, Rule, Severity
from jdih.reading.inspection import Place, Target
from jdih.reading.markdown import inspect
from jdih.reading.source import position
from jdih.rules.context import Context

RAW_HTML = Rule(
    "JD401",
    "html-mentah",
    "Naskah tidak boleh memuat HTML.",
    "HTML dapat memuat skrip atau mengubah tampilan situs; yang diterbitkan hanya Markdown.",
    "Hapus tanda <…> itu, atau salin ulang sebagai teks biasa (Ctrl+Shift+V). Bila tanda < memang "
    "bagian teks, tulis \\<.",
)
SCHEME = Rule(
    "JD402",
    "skema-tautan",
    "Tautan dan gambar hanya memakai http, https, mailto, tel, atau /content/….",
    "Skema lain (javascript:, data:, file:) dapat menjalankan skrip atau membuka berkas pembaca.",
    "Ganti dengan alamat https:// atau alamat dokumen /content/….",
)
NOT_FROM_ROOT = Rule(
    "JD403",
    "tautan-dari-akar",
    "Tautan di dalam situs ditulis dari akar repositori: /content/….",
    "Tautan dari akar tetap hidup ketika draf dipindahkan dari drafts/ ke content/.",
    "Tulis alamat lengkapnya, misalnya /content/dokumen/peraturan/uu-7-2017/index.md.",
)
DEAD_LINK = Rule(
    "JD404",
    "tautan-mati",
    "Tautan /content/… harus menunjuk berkas yang ada.",
    "Tautan mati merusak kepercayaan pembaca terhadap situs resmi.",
    "Periksa ejaan alamat; bila dokumennya belum ada, ajukan dulu dokumen itu.",
)
SNIPPET = Rule(
    "JD406",
    "penyisipan-berkas",
    "Naskah tidak boleh memuat tanda penyisipan berkas (--8<--) atau makro ({{ }}, {% %}).",
    "Tanda itu dapat menerbitkan berkas lain dari mesin yang membangun situs.",
    "Hapus tanda itu dan tulis teksnya langsung.",
)
FIRST_HEADING = Rule(
    "JD407",
    "judul-dalam-naskah",
    "Naskah dimulai dengan judul tingkat dua (##); judul tingkat satu berasal dari `judul`.",
    "Satu halaman mempunyai satu judul utama (WCAG 2.2, 1.3.1).",
    "Ganti `#` menjadi `##`, atau hapus judul yang berulang.",
    Severity.WARNING,
)
IMAGE_ALT = Rule(
    "JD408",
    "gambar-tanpa-alt",
    "Setiap gambar dalam naskah harus mempunyai teks alternatif.",
    "Pembaca layar membacakan teks alternatif (WCAG 2.2, 1.1.1).",
    "Tulis ![apa yang terlihat](alamat gambar).",
)
FOREIGN_IMAGE = Rule(
    "JD410",
    "gambar-dari-luar",
    "Gambar harus berada di dalam repositori (/content/…).",
    "Gambar dari situs lain dapat berganti isi setelah disetujui, dan memberi tahu situs itu siapa "
    "yang membaca.",
    "Unggah gambarnya ke folder konten; ia tampil dengan sendirinya.",
)
TOO_COSTLY = Rule(
    "JD409",
    "naskah-terlalu-rumit",
    "Naskah tidak boleh bertingkat atau bertabel melebihi yang dapat dibaca orang.",
    "Susunan yang sangat dalam dipakai untuk memacetkan pembangunan situs.",
    "Kurangi tingkat kutipan atau daftar, atau pecah tabelnya.",
)
RULES = (
    RAW_HTML,
    SCHEME,
    NOT_FROM_ROOT,
    DEAD_LINK,
    SNIPPET,
    FIRST_HEADING,
    IMAGE_ALT,
    FOREIGN_IMAGE,
    TOO_COSTLY,
)

_SNIPPET = re.compile(r"-{1,}8<-{1,}|\{\{|\{%|\{#")
_ELSEWHERE = re.compile(r"(https?|mailto|tel):", re.IGNORECASE)
_MOST = 20


def check_body(document: Document, context: Context) -> Iterator[Finding]:
    """Yield what does not hold of a document's body and of its Markdown files beside it."""
    yield from _check_text(document, context, document.path, document.body, document.body_line)
    for path, text in document.texts:
        if path.endswith(".md") and "/takarir/" not in path:
            yield from _check_text(document, context, path, text, 1)


def _check_text(
    document: Document, context: Context, path: str, text: str, first_line: int
) -> Iterator[Finding]:
    def at(place: Place) -> Location:
        return Location(path, place.line + first_line - 1, place.column)

    if "{" in text or "8<" in text:
        for match in islice(_SNIPPET.finditer(text), _MOST):
            place = Place(*position(text, match.start()))
            yield SNIPPET.at(at(place), f"Ditemukan “{match.group()}”.")
    found = inspect(text)
    if found.costly is not None:
        yield TOO_COSTLY.at(at(Place(found.costly, 1)), "Mulai dari baris ini.")
        return
    for place in found.raw_html[:_MOST]:
        yield RAW_HTML.at(at(place), "HTML ditemukan di sini.")
    for heading in (heading for heading in found.headings if heading.level == 1):
        yield FIRST_HEADING.at(at(heading.place), "Judul tingkat satu ditemukan di sini.")
    for target in (*found.links, *found.images):
        yield from _check_target(target, at(target.place), document, context)
    for image in found.images[:_MOST]:
        yield from _check_image(image, at(image.place))


def _check_image(image: Target, location: Location) -> Iterator[Finding]:
    if not image.text.strip():
        yield IMAGE_ALT.at(location, "Teks alternatifnya kosong.")
    if _ELSEWHERE.match(image.url.strip()):
        yield FOREIGN_IMAGE.at(location, "Gambar ini diambil dari situs lain.")


def _check_target(
    target: Target, location: Location, document: Document, context: Context
) -> Iterator[Finding]:
    url = target.url.strip()
    shown = url if len(url) <= 60 else f"{url[:60]}…"
    if target.dangerous or not url:
        yield SCHEME.at(location, f"Alamat “{shown}” tidak boleh dipakai.")
    elif _ELSEWHERE.match(url) or url.startswith("#"):
        return
    elif not url.startswith(f"/{CONTENT}/"):
        message = f"Alamat “{shown}” tidak diawali /{CONTENT}/."
        yield NOT_FROM_ROOT.at(location, message, _remedy(url, document))
    elif not _exists(url, context):
        finding = DEAD_LINK.at(location, f"Berkas “{shown}” tidak ada.")
        yield finding.as_warning() if document.draft else finding


def _remedy(url: str, document: Document) -> str | None:
    """Return the remedy that fits what was probably meant."""
    if url.startswith("www."):
        return f"Alamat situs lain ditulis lengkap: https://{url}"
    if any(document.within(entry.path) == url for entry in document.beside):
        return "Gambar di folder ini tampil dengan sendirinya; hapus dari naskah."
    return None


def _exists(url: str, context: Context) -> bool:
    path = unquote(url.partition("#")[0]).lstrip("/")
    return path == posixpath.normpath(path) and path in context.paths
