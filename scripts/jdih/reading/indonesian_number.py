"""Numbers as people and platforms write them: ``12.345``, ``1,2 rb``, ``3,4 jt``, ``1.2K``.

A number that can be read in two ways is refused, never guessed: ``1.23``, ``1,234 jt``, ``2 M``
(million to some, *miliar* to others).
"""

from __future__ import annotations

import re
from enum import StrEnum
from fractions import Fraction

LARGEST = 10**12
"""More than any account has of anything: a slip of the hand."""


class Style(StrEnum):
    """Which mark stands before decimals; the other one sets thousands apart."""

    INDONESIAN = "indonesia"
    ENGLISH = "inggris"


class NotANumber(ValueError):
    """A text that is no whole number, or two. `message` and `remedy` are Indonesian."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


_UNKNOWN = frozenset({"", "-", "--", "–", "—", "n/a", "na", "tidak ada", "tidak diketahui"})
_UNITS = {"rb": 10**3, "ribu": 10**3, "k": 10**3, "jt": 10**6, "juta": 10**6, "miliar": 10**9}
_ENGLISH_UNITS = {"m": 10**6, "mn": 10**6, "b": 10**9, "bn": 10**9}
_SHAPE = re.compile(r"([0-9][0-9.,]*)\s*([a-z]*)")
_WHOLE = re.compile(r"0|[1-9][0-9]*")
_GROUPED = {
    Style.INDONESIAN: re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+"),
    Style.ENGLISH: re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+"),
}
_SHORT = re.compile(r"(0|[1-9][0-9]{0,2})[.,]([0-9]{1,2})")
_QUOTED = 40


def parse_number(text: str, style: Style = Style.INDONESIAN) -> int | None:
    """Return the number that `text` writes, None where it says that nobody knows.

    Raises NotANumber for anything else.
    """
    written = " ".join(text.split()).casefold()
    if written in _UNKNOWN:
        return None
    shape = _SHAPE.fullmatch(written)
    if shape is None:
        raise NotANumber(
            f"“{text[:_QUOTED]}” bukan bilangan.",
            "Tulis misalnya 12345, 12.345, 1,2 rb, atau 3,4 jt; yang tidak diketahui ditulis –.",
        )
    digits, unit = shape.groups()
    value = _with_unit(digits, unit, style) if unit else _plain(digits, style)
    if value is None:
        raise NotANumber(
            f"“{text[:_QUOTED]}” dapat dibaca lebih dari satu cara, atau bukan bilangan bulat.",
            "Tulis lengkap, misalnya 1.234 atau 1.234.000.",
        )
    if value > LARGEST:
        raise NotANumber(f"“{text[:_QUOTED]}” terlalu besar.", "Periksa angka nolnya.")
    return value


def _plain(digits: str, style: Style) -> int | None:
    if _WHOLE.fullmatch(digits):
        return int(digits)
    grouped = _GROUPED[style].fullmatch(digits)
    return int(re.sub("[.,]", "", digits)) if grouped else None


def _with_unit(digits: str, unit: str, style: Style) -> int | None:
    """Return a shortened number. With at most two decimals neither mark can set thousands apart."""
    english = _ENGLISH_UNITS if style is Style.ENGLISH else {}
    times = {**_UNITS, **english}.get(unit)
    if times is None:
        return None
    if _WHOLE.fullmatch(digits):
        return int(digits) * times
    short = _SHORT.fullmatch(digits)
    return int(Fraction(f"{short[1]}.{short[2]}") * times) if short else None


def dotted(number: int | None) -> str:
    """Return a number as it is read here: ``12.345``, and “–” for one that nobody knows."""
    return "–" if number is None else f"{number:,}".replace(",", ".")
