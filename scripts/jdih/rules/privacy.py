"""Personal data that must not stand in public text (UU 27/2022)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jdih.model.document import Document, Kind
from jdih.model.finding import Finding, Location, Rule
from jdih.model.node import walk
from jdih.reading.source import position

NIK = Rule(
    "JD421",
    "nik",
    "Naskah publik tidak boleh memuat NIK.",
    "NIK adalah data pribadi; memuatnya melanggar UU 27/2022 tentang Pelindungan Data Pribadi.",
    "Hapus NIK itu. Bila angka itu bukan NIK, tulis dengan pemisah lain.",
)
NIP = Rule(
    "JD422",
    "nip",
    "Naskah publik tidak boleh memuat NIP.",
    "NIP memuat tanggal lahir pegawai; jabatan cukup untuk pertanggungjawaban.",
    "Hapus NIP itu dan sebut jabatannya saja.",
)
PHONE = Rule(
    "JD423",
    "nomor-telepon-pribadi",
    "Naskah publik tidak boleh memuat nomor telepon seluler pribadi.",
    "Nomor seluler adalah data pribadi (UU 27/2022); pakai nomor resmi kantor.",
    "Ganti dengan nomor telepon kantor atau alamat surel resmi.",
)
RULES = (NIK, NIP, PHONE)

# “NIP.1980…” is a NIP; what stands in an address or behind a decimal point is not.
_EDGE = r"(?<![\w/-])(?<!\d\.)"
_END = r"(?![\w-])"
_MONTH = r"(?:0[1-9]|1[0-2])"
_NIP = re.compile(
    rf"{_EDGE}(?:19|20)\d\d{_MONTH}(?:0[1-9]|[12]\d|3[01])[ .-]?"
    rf"(?:19|20)\d\d{_MONTH}[ .-]?[12][ .-]?\d{{3}}{_END}"
)
_BIRTHDAY = r"(?:[04][1-9]|[1256]\d|[37][01])"
"""Day of birth in a NIK; 40 is added for women."""
_NIK = re.compile(
    rf"{_EDGE}[1-9]\d{{3}}(?:\d\d[ .-]?{_BIRTHDAY}{_MONTH}\d\d[ .-]?"
    rf"|[ .-]\d\d{_BIRTHDAY}[ .-]{_MONTH}\d\d[ .-])\d{{4}}{_END}"
)
# Behind a bare 62 no full stops: Rp 62.812.345.678 is a budget.
_PHONE = re.compile(
    rf"(?:{_EDGE}|(?<=wa\.me/))(?:\+62[ .-]?|62[ -]?(?!\d{{1,3}}\.)|\(?0)"
    rf"8\d{{1,2}}\)?(?:[ .-]?\d{{3,4}}){{2,3}}{_END}"
)
_PATTERNS = ((NIP, _NIP), (NIK, _NIK), (PHONE, _PHONE))
_MANY_DIGITS = re.compile(r"\d(?:[ .()-]{0,2}\d){8}")
"""No number above has fewer; most texts have none, and are spared the rest.

It begins with a digit, so that the search looks at nothing else.
"""
_PRIVATE = {Kind.SOP: frozenset({("disahkan_oleh", "nip")})}
"""Header fields that are never shown as they are: the page of an SOP masks a NIP."""


def check_privacy(document: Document) -> Iterator[Finding]:
    """Yield every NIK, NIP and mobile number in a document's text, header and text files."""
    yield from _search(document.path, document.body, document.body_line)
    for path, text in document.texts:
        yield from _search(path, text, 1)
    private = _PRIVATE.get(document.kind, frozenset())
    for keys, scalar in walk(document.header):
        if keys in private or keys[0] in {"sidik", "video"}:
            continue
        for rule, _, found in _matches(scalar.text):
            location = Location(document.path, scalar.line, scalar.column)
            yield rule.at(location, f"Ditemukan pada isian ini: {found}.")


def personal(text: str) -> Rule | None:
    """Return the first rule that a text which will be public breaks, None when it breaks none."""
    return next((rule for rule, _, _ in _matches(text)), None)


def _search(path: str, text: str, first_line: int) -> Iterator[Finding]:
    for rule, offset, found in _matches(text):
        line, column = position(text, offset)
        yield rule.at(Location(path, line + first_line - 1, column), f"Ditemukan: {found}.")


def _matches(text: str) -> Iterator[tuple[Rule, int, str]]:
    """Yield the rule, where, and what was found, masked so that logs do not repeat it."""
    if not _MANY_DIGITS.search(text):
        return
    for rule, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            shown = match.group().strip()
            yield rule, match.start(), f"{shown[:4]}…{shown[-2:]}"
