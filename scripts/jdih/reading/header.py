"""The header of a document: fenced by ``---`` lines, read strictly, and the body after it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jdih.errors import JdihError
from jdih.model.document import CONTENT, Kind
from jdih.model.finding import Finding, Location, Rule
from jdih.model.node import Mapping, walk
from jdih.reading import strict_yaml

HEADER_LIMIT = 32 * 1024
"""Largest header in bytes that people write. An SOP, the longest, takes about half of it."""
REPORT_LIMIT = 512 * 1024
"""That of a report, whose header holds the figures of months and is written by the program."""

NO_FENCE = Rule(
    "JD201",
    "kepala-tidak-ada",
    "Dokumen harus diawali kepala berkas di antara dua baris `---`.",
    "Kepala berkas memuat isian yang dituntut SOP.",
    "Tulis `---` pada baris pertama, isian di bawahnya, lalu `---` lagi.",
)
UNCLOSED_FENCE = Rule(
    "JD202",
    "kepala-tak-ditutup",
    "Kepala berkas harus ditutup dengan baris `---`.",
    "Tanpa penutup, naskah ikut terbaca sebagai isian.",
    "Tambahkan baris `---` setelah isian terakhir.",
)
EMPTY_HEADER = Rule(
    "JD203",
    "kepala-kosong",
    "Kepala berkas tidak boleh kosong.",
    "Setiap dokumen sekurang-kurangnya memuat `tipe` dan `judul`.",
    "Isi kepala berkas; `jdih new` membuatkannya untuk Anda.",
)
HEADER_TOO_LARGE = Rule(
    "JD204",
    "kepala-terlalu-besar",
    f"Kepala berkas tidak boleh melebihi {HEADER_LIMIT // 1024} KB "
    f"({REPORT_LIMIT // 1024} KB pada laporan).",
    "Kepala berkas adalah isian, bukan naskah; kepala yang sangat besar memacetkan pembaca.",
    "Pindahkan teks panjang ke bawah baris `---` yang kedua.",
)
CUT_OFF = Rule(
    "JD214",
    "teks-terpotong",
    "Teks setelah tanda pagar tidak ikut terbaca, kecuali nilainya diapit tanda kutip.",
    "YAML menganggap “ #” awal komentar: tagar dan kata di belakangnya hilang tanpa peringatan.",
    "Apit seluruh nilai dengan tanda kutip tunggal, atau hapus tagarnya.",
)

RULES = (NO_FENCE, UNCLOSED_FENCE, EMPTY_HEADER, HEADER_TOO_LARGE, CUT_OFF)

FENCE = "---"
_REPORTS = f"{CONTENT}/{Kind.REPORT}/"
_HASHTAG = re.compile(r"[ \t]+(#[^\s#].*)")


@dataclass(frozen=True, slots=True)
class Parts:
    """A document taken apart: `header` is None when it cannot be used."""

    header: Mapping | None
    body: str
    body_line: int
    findings: tuple[Finding, ...]


def split(path: str, text: str) -> Parts:
    """Take a document apart into header and body. Never raises for what the text holds."""
    first, _, rest = text.partition("\n")
    if first.rstrip(" ") != FENCE:
        return Parts(None, text, 1, (NO_FENCE.at(Location(path), "Baris pertama bukan `---`."),))
    header, body, found = _cut(rest)
    if not found:
        message = "Baris `---` penutup tidak ditemukan."
        return Parts(None, "", 1, (UNCLOSED_FENCE.at(Location(path), message),))
    body_line = text.count("\n", 0, len(text) - len(body)) + 1
    size = len(header.encode("utf-8"))
    if size > (REPORT_LIMIT if path.startswith(_REPORTS) else HEADER_LIMIT):
        message = f"Kepala berkas berukuran {size // 1024} KB."
        finding = HEADER_TOO_LARGE.at(Location(path, 2), message)
        return Parts(None, body, body_line, (finding,))
    parsed = strict_yaml.parse(path, header, first_line=2)
    if parsed.root is None and not parsed.findings:
        finding = EMPTY_HEADER.at(Location(path, 2), "Tidak ada satu pun isian.")
        return Parts(None, body, body_line, (finding,))
    cut = () if parsed.root is None else tuple(_cut_off(path, header, parsed.root))
    return Parts(parsed.root, body, body_line, (*parsed.findings, *cut))


def fill_in(text: str, key: str, value: str) -> str:
    """Return the document's text with the top-level `key` of its header set to a plain `value`.

    The line that holds the key is replaced, or one is added at the header's end; every other byte
    stays as it was written. Raises JdihError when there is no header.
    """
    first, _, rest = text.partition("\n")
    header, _, found = _cut(rest)
    if first.rstrip(" ") != FENCE or not found:
        raise JdihError(
            "Naskah ini tidak mempunyai kepala berkas.",
            "Awali berkas dengan kepala di antara dua garis “---”.",
        )
    start = len(first) + 1
    line = f"{key}: {value}"
    written, times = re.subn(
        rf"^{re.escape(key)}:.*$", lambda _: line, header, count=1, flags=re.MULTILINE
    )
    added = f"{header}\n{line}" if header else f"{line}\n"
    return text[:start] + (written if times else added) + text[start + len(header) :]


def _cut_off(path: str, header: str, root: Mapping) -> Iterator[Finding]:
    """Yield every value behind which a hashtag, not a comment, was left unread."""
    if " #" not in header:
        return
    lines = header.split("\n")
    for _, scalar in walk(root):
        line = lines[scalar.line - 2] if scalar.plain and scalar.text else ""
        lost = _HASHTAG.match(line, scalar.column - 1 + len(scalar.text))
        if lost:
            column = scalar.column + len(scalar.text) + 1
            message = f"“{lost[1][:40]}” tidak ikut terbaca."
            yield CUT_OFF.at(Location(path, scalar.line, column), message)


def _cut(rest: str) -> tuple[str, str, bool]:
    """Return header, body, and whether the closing fence was found."""
    start = 0
    while start <= len(rest):
        end = rest.find("\n", start)
        line = rest[start:] if end < 0 else rest[start:end]
        if line.rstrip(" ") == FENCE:
            return rest[: max(start - 1, 0)], "" if end < 0 else rest[end + 1 :], True
        if end < 0:
            break
        start = end + 1
    return "", "", False
