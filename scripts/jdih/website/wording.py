"""How dates, numbers and digests read in Indonesian. The one door to Babel.

What cannot be read as a date stays as written: a page never invents one.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache

from babel.dates import format_date
from babel.numbers import format_decimal

from jdih.model.period import Period, Span

LOCALE = "id"
ZONES = {7: "WIB", 8: "WITA", 9: "WIT"}
"""Indonesian zones by their distance from UTC in hours."""

_ROMAN = ("I", "II", "III", "IV")
_KILO = 1000
_NIP_SHOWN = (4, 2)


@lru_cache(maxsize=4096)
def day(text: str) -> str:
    """Return ``2026-11-22`` as ``22 November 2026``."""
    try:
        return format_date(date.fromisoformat(text), "d MMMM y", locale=LOCALE)
    except ValueError:
        return text


@lru_cache(maxsize=4096)
def weekday(text: str) -> str:
    """Return ``2026-11-22`` as ``Minggu``."""
    try:
        return format_date(date.fromisoformat(text), "EEEE", locale=LOCALE)
    except ValueError:
        return text


@lru_cache(maxsize=1024)
def month(text: str) -> str:
    """Return ``2026-11`` as ``November 2026``."""
    return _month(text, "MMMM y")


@lru_cache(maxsize=1024)
def short_month(text: str) -> str:
    """Return ``2026-11`` as ``Nov 26``."""
    return _month(text, "MMM yy")


@lru_cache(maxsize=1024)
def period(text: str) -> str:
    """Return ``2026-triwulan-4`` as ``Triwulan IV 2026``, a month as ``November 2026``."""
    found = Period.parse(text)
    if found is None or found.span is Span.MONTH:
        return month(text)
    return f"{found.span.value.capitalize()} {_ROMAN[found.part - 1]} {found.begin.year}"


def _month(text: str, form: str) -> str:
    try:
        return format_date(date.fromisoformat(f"{text}-01"), form, locale=LOCALE)
    except ValueError:
        return text


@lru_cache(maxsize=4096)
def moment(text: str) -> str:
    """Return an ISO 8601 time with zone as ``22 November 2026 pukul 08.00 WIB``."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return text
    return f"{day(at.date().isoformat())} pukul {at:%H.%M} {_zone(at.utcoffset())}".rstrip()


def number(value: int) -> str:
    """Return 12345 as ``12.345``."""
    return str(format_decimal(value, locale=LOCALE))


def size(count: int) -> str:
    """Return a number of bytes as ``1,2 MB`` (thousands, as file managers show them)."""
    if count < _KILO:
        return f"{count} B"
    unit, scale = ("KB", _KILO) if count < _KILO * _KILO else ("MB", _KILO * _KILO)
    return f"{format_decimal(count / scale, format='#,##0.#', locale=LOCALE)} {unit}"


def short_digest(digest: str) -> str:
    """Return the first twelve digits of a digest, enough to compare by eye."""
    return digest[:12]


def masked_nip(nip: str) -> str:
    """Return an NIP with its birth date and sequence hidden: ``1968••••••••••••32``."""
    head, tail = _NIP_SHOWN
    hidden = max(len(nip) - head - tail, 0)
    return nip[:head] + "•" * hidden + (nip[-tail:] if hidden else "")


def _zone(offset: timedelta | None) -> str:
    if offset is None:
        return ""
    hours = offset.total_seconds() / 3600
    return ZONES.get(int(hours), f"UTC{hours:+g}") if hours.is_integer() else f"UTC{hours:+g}"
