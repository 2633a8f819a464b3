"""Bytes to text: what a text file in the repository may hold.

Characters that a reviewer cannot see, or that change how a line reads (Trojan Source,
CVE-2021-42574), are refused before anything else looks at the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from jdih.model.finding import Finding, Location, Rule, Severity

TEXT_LIMIT = 256 * 1024
"""Largest text file in bytes: some 40,000 words, ten times the longest item seen in practice."""

TOO_LARGE = Rule(
    "JD101",
    "teks-terlalu-besar",
    f"Berkas teks tidak boleh melebihi {TEXT_LIMIT // 1024} KB.",
    "Berkas yang sangat besar memperlambat pemeriksaan dan tidak terbaca oleh penyetuju.",
    "Pecah naskah menjadi beberapa konten, atau pindahkan lampiran menjadi berkas PDF.",
)
NOT_UTF8 = Rule(
    "JD102",
    "bukan-utf-8",
    "Berkas teks harus disimpan sebagai UTF-8.",
    "Penyandian lain tampil rusak di situs dan pada telepon pembaca.",
    "Simpan ulang berkas dengan penyandian UTF-8.",
)
BYTE_ORDER_MARK = Rule(
    "JD103",
    "tanda-bom",
    "Berkas teks tidak boleh memuat tanda urutan bita (BOM, U+FEFF).",
    "Tanda itu tidak terlihat, tetapi membuat baris pembuka `---` tidak dikenali.",
    "Simpan ulang berkas sebagai “UTF-8” (bukan “UTF-8 dengan BOM”).",
)
CARRIAGE_RETURN = Rule(
    "JD104",
    "akhir-baris",
    "Baris harus diakhiri LF, tanpa CR.",
    "Akhir baris yang berbeda mengubah sidik berkas tanpa mengubah isinya.",
    "Simpan ulang dengan akhir baris LF (Unix); di GitHub hal ini terjadi dengan sendirinya.",
)
LINE_SEPARATOR = Rule(
    "JD105",
    "pemisah-baris-tersembunyi",
    "Naskah tidak boleh memuat pemisah baris tersembunyi (NEL, U+2028, U+2029, VT, FF).",
    "Pemisah semacam itu memulai baris baru yang tidak terlihat oleh penyetuju.",
    "Hapus karakter itu, lalu ketik ulang pergantian baris dengan tombol Enter.",
)
BIDI_CONTROL = Rule(
    "JD106",
    "pengatur-arah-teks",
    "Naskah tidak boleh memuat karakter pengatur arah teks.",
    "Karakter itu membuat teks terbaca lain dari isinya (Trojan Source, CVE-2021-42574).",
    "Hapus karakter itu; salin ulang teks sebagai teks polos.",
)
CONTROL_CHARACTER = Rule(
    "JD107",
    "karakter-kendali",
    "Naskah tidak boleh memuat karakter kendali, termasuk NUL.",
    "Karakter kendali tidak terlihat dan dapat merusak pembacaan berkas.",
    "Hapus karakter itu; salin ulang teks sebagai teks polos.",
)
INVISIBLE_CHARACTER = Rule(
    "JD108",
    "karakter-tak-terlihat",
    "Naskah tidak boleh memuat karakter yang tidak terlihat (U+200B, U+2060, U+200C/D).",
    "Dua teks yang tampak sama dapat berbeda sidiknya; pencarian pun gagal.",
    "Hapus karakter itu; biasanya ikut tersalin dari halaman web atau WhatsApp.",
)
MIXED_SCRIPT = Rule(
    "JD109",
    "aksara-tercampur",
    "Satu kata sebaiknya ditulis dengan satu aksara.",
    "Huruf dari aksara lain yang serupa dipakai untuk menyamarkan alamat dan nama.",
    "Ketik ulang kata itu dengan huruf Latin.",
    Severity.WARNING,
)
NOT_NFC = Rule(
    "JD110",
    "bukan-nfc",
    "Huruf beraksen sebaiknya ditulis dalam bentuk gabungan (NFC).",
    "Bentuk terurai tampak sama tetapi tidak ditemukan oleh pencarian.",
    "Ketik ulang kata itu, atau simpan berkas dalam bentuk NFC.",
    Severity.WARNING,
)

RULES = (
    TOO_LARGE,
    NOT_UTF8,
    BYTE_ORDER_MARK,
    CARRIAGE_RETURN,
    LINE_SEPARATOR,
    BIDI_CONTROL,
    CONTROL_CHARACTER,
    INVISIBLE_CHARACTER,
    MIXED_SCRIPT,
    NOT_NFC,
)

_FORBIDDEN = re.compile(
    "(?P<bom>\ufeff)"
    "|(?P<cr>\r)"
    "|(?P<separator>[\x0b\x0c\x85\u2028\u2029])"
    "|(?P<bidi>[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069])"
    "|(?P<control>[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f])"
    "|(?P<invisible>[\u200b\u2060\u200c\u200d])"
)
# One set of characters is searched far faster than the alternatives that tell them apart.
_SUSPECT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]"
)
_RULE_OF = {
    "bom": BYTE_ORDER_MARK,
    "cr": CARRIAGE_RETURN,
    "separator": LINE_SEPARATOR,
    "bidi": BIDI_CONTROL,
    "control": CONTROL_CHARACTER,
    "invisible": INVISIBLE_CHARACTER,
}
_JOINERS = "\u200c\u200d"
_JOINING_SCRIPTS = ("ARABIC", "DEVANAGARI", "BENGALI", "TAMIL", "MALAYALAM", "SINHALA", "JAVANESE")
_ALIKE = {"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"}
"""Scripts whose letters can pass for one another."""
_WORD = re.compile(r"[^\W\d_]+")
_MAX_PER_RULE = 20


@dataclass(frozen=True, slots=True)
class Source:
    """A text file as read: `text` is None when it cannot be used at all."""

    path: str
    text: str | None
    findings: tuple[Finding, ...]


def read_source(path: str, data: bytes, limit: int = TEXT_LIMIT) -> Source:
    """Decode `data` and find every character that may not stand in a text file.

    `limit` is the largest size in bytes; only lists that a program writes need more.
    """
    if len(data) > limit:
        message = f"Berkas berukuran {len(data) // 1024} KB."
        return Source(path, None, (TOO_LARGE.at(Location(path), message),))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = error.start - (before.rfind(b"\n") + 1) + 1
        message = f"Bita 0x{data[error.start]:02X} bukan bagian dari UTF-8."
        return Source(path, None, (NOT_UTF8.at(Location(path, line, column), message),))
    findings = (*_forbidden(path, text), *_suspicious(path, text))
    fatal = any(finding.severity is Severity.ERROR for finding in findings)
    return Source(path, None if fatal else text, findings)


def position(text: str, offset: int) -> tuple[int, int]:
    """Return line and column, counted from 1, of a character offset. Only LF ends a line."""
    line = text.count("\n", 0, offset) + 1
    return line, offset - (text.rfind("\n", 0, offset) + 1) + 1


def forbidden(text: str) -> Iterator[tuple[Rule, int]]:
    """Yield each character that may not stand in a text: the rule it breaks, and its offset."""
    if not _SUSPECT.search(text):
        return
    for match in _FORBIDDEN.finditer(text):
        kind = str(match.lastgroup)
        if kind != "invisible" or not _joins(text, match.start()):
            yield _RULE_OF[kind], match.start()


def _forbidden(path: str, text: str) -> Iterator[Finding]:
    seen: Counter[str] = Counter()
    for rule, offset in forbidden(text):
        seen[rule.code] += 1
        if seen[rule.code] <= _MAX_PER_RULE:
            location = Location(path, *position(text, offset))
            yield rule.at(location, f"Ditemukan karakter U+{ord(text[offset]):04X}.")


def _joins(text: str, offset: int) -> bool:
    """Say whether a joiner stands between letters of a script that needs it."""
    if text[offset] not in _JOINERS or not 0 < offset < len(text) - 1:
        return False
    return all(
        unicodedata.name(text[near], "").startswith(_JOINING_SCRIPTS)
        for near in (offset - 1, offset + 1)
    )


def _mixes_scripts(word: str) -> bool:
    if word.isascii():
        return False
    return len({unicodedata.name(letter, "?").split()[0] for letter in word} & _ALIKE) > 1


def _suspicious(path: str, text: str) -> Iterator[Finding]:
    if text.isascii():
        return
    mixed = (match for match in _WORD.finditer(text) if _mixes_scripts(match.group()))
    for match in islice(mixed, _MAX_PER_RULE):
        location = Location(path, *position(text, match.start()))
        yield MIXED_SCRIPT.at(location, f"Kata “{match.group()}” memakai lebih dari satu aksara.")
    if not unicodedata.is_normalized("NFC", text):
        composed = unicodedata.normalize("NFC", text)
        offset = next(
            (at for at, (a, b) in enumerate(zip(text, composed, strict=False)) if a != b),
            len(composed),
        )
        location = Location(path, *position(text, offset))
        yield NOT_NFC.at(location, "Teks memuat huruf beraksen dalam bentuk terurai.")
