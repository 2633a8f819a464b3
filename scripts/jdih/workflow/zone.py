"""Dates and moments as people type them, and the three zones of Indonesia.

Indonesia has had no daylight saving time and no change of zone since 1 January 1988 (Keppres
41/1987), so the zones are fixed offsets. That keeps the result the same on machines without a
time zone database (Windows, slim containers), where `zoneinfo` needs the tzdata package.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from types import MappingProxyType

ZONES: Mapping[str, timezone] = MappingProxyType(
    {
        name: timezone(timedelta(hours=hours), name)
        for name, hours in (("WIB", 7), ("WITA", 8), ("WIT", 9))
    }
)

FIRST_YEAR = 1600
"""No Indonesian legal document in use is older; an earlier year is a slip of the hand."""

LAST_YEAR = 2199
"""A later year is a slip of the hand."""

_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_CLOCK = r"([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?"
_SPOKEN = re.compile(rf"({_DATE.pattern}) {_CLOCK} (WIB|WITA|WIT)")
_ISO = re.compile(rf"({_DATE.pattern})T{_CLOCK}(Z|[+-][0-9]{{2}}:[0-9]{{2}})")
_NO_ZONE = re.compile(rf"{_DATE.pattern}[ T]{_CLOCK}")
_DOTTED = re.compile(rf"{_DATE.pattern}[ T][0-9]{{1,2}}\.[0-9]{{2}}.*")
_QUOTED = 40

_DATE_REMEDY = "Tulis tanggal sebagai tahun-bulan-tanggal, misalnya 2026-12-01."
_MOMENT_REMEDY = (
    "Tulis tanggal, jam, dan zona waktu, misalnya 2026-12-01 08:00 WIB (atau WITA, WIT)."
)


class BadMoment(ValueError):
    """A date or moment that cannot be read. `message` and `remedy` are Indonesian."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


def parse_date(text: str) -> date:
    """Parse ``YYYY-MM-DD`` and nothing else. Raises BadMoment."""
    found = _DATE.fullmatch(text)
    if found is None:
        raise BadMoment(f"Tanggal {_quote(text)} tidak dalam bentuk yang benar.", _DATE_REMEDY)
    year, month, day = (int(part) for part in found.groups())
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise BadMoment(
            f"Tahun pada {text} di luar {FIRST_YEAR}–{LAST_YEAR}.",
            "Periksa kembali angka tahunnya.",
        )
    try:
        return date(year, month, day)
    except ValueError:
        raise BadMoment(
            f"Tanggal {text} tidak ada dalam kalender.", "Periksa kembali bulan dan tanggalnya."
        ) from None


def parse_moment(text: str) -> datetime:
    """Parse ``2026-12-01 08:00 WIB`` or ``2026-12-01T08:00+07:00`` to an aware datetime.

    Seconds may follow the minutes; ``Z`` stands for UTC. A moment without zone is refused: a bare
    time is never taken for UTC, nor for the zone of the machine. Raises BadMoment.
    """
    found = _SPOKEN.fullmatch(text) or _ISO.fullmatch(text)
    if found is None:
        raise _misread(text)
    day = parse_date(found[1])
    hour, minute, second = (int(part or 0) for part in found.groups()[4:7])
    try:
        return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=_zone(found[8]))
    except ValueError:
        raise BadMoment(
            f"Jam atau zona waktu pada {text} tidak ada.",
            "Jam ditulis dari 00:00 sampai 23:59, zona WIB, WITA, WIT, atau selisih seperti "
            "+07:00.",
        ) from None


def _zone(text: str) -> timezone:
    """Return the zone of a name, ``Z`` or an offset. Raises ValueError beyond 14 hours."""
    if text == "Z":
        return UTC
    if text in ZONES:
        return ZONES[text]
    hours, minutes = int(text[1:3]), int(text[4:6])
    offset = timedelta(hours=hours, minutes=minutes)
    if minutes > 59 or offset > timedelta(hours=14):
        raise ValueError(text)
    return timezone(-offset if text[0] == "-" else offset)


def _misread(text: str) -> BadMoment:
    """Say what is wrong with a moment in neither form, as closely as its look allows."""
    if _NO_ZONE.fullmatch(text):
        return BadMoment(f"Waktu {text} tidak menyebut zona waktunya.", _MOMENT_REMEDY)
    if _DOTTED.fullmatch(text):
        return BadMoment(
            f"Jam pada {_quote(text)} ditulis dengan titik.", f"Pakai titik dua. {_MOMENT_REMEDY}"
        )
    return BadMoment(f"Waktu {_quote(text)} tidak dalam bentuk yang benar.", _MOMENT_REMEDY)


def _quote(text: str) -> str:
    return f"“{text}”" if len(text) <= _QUOTED else f"“{text[:_QUOTED]}…”"
