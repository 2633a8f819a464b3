"""Durations as the SOPs write them (*mutu baku waktu*), in working minutes.

A day is a working day of the unit (`Unit.day_minutes`), a week five of them (Perpres 21/2023,
five working days a week). A number without unit is in minutes: the Court's SOP gives the unit in
the head of its column.
"""

from __future__ import annotations

import re
from fractions import Fraction
from math import ceil

DAYS_PER_WEEK = 5

_NUMBER = r"(?P<whole>[0-9]{1,3}(?:\.[0-9]{3}){1,2}|[0-9]{1,7})"
_BARE = re.compile(_NUMBER)
# Indonesian drafting repeats a number in words: «3 (tiga) hari kerja».
_PART = re.compile(
    rf"{_NUMBER}(?:,(?P<part>[0-9]{{1,3}}))? ?(?:\([a-z ]{{1,40}}\) ?)?"
    r"(?P<unit>minggu|hari kerja|hari|jam|menit)\b"
)
_JOINT = re.compile(r",? (?:dan )?")
_ORDER = ("minggu", "hari", "jam", "menit")
_BLANK = frozenset({"", "-", "–", "—"})
_LONGEST = 120
_QUOTED = 40


class BadDuration(ValueError):
    """A duration that cannot be read. `message` and `remedy` are Indonesian."""

    def __init__(self, text: str, reason: str) -> None:
        shown = text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…"
        self.message = f"Waktu “{shown}” tidak dapat dibaca: {reason}."
        self.remedy = (
            "Tulis seperti dalam SOP, misalnya 10 menit, 2 jam, 1 hari 55 menit, atau 3600 "
            "(menit). Kosongkan bila SOP tidak menyebut waktunya."
        )
        super().__init__(self.message)


def parse_minutes(text: str, day_minutes: int) -> int | None:
    """Return the working minutes of a duration, or None when it is blank or a dash.

    Parts stand from the largest unit to the smallest, each unit once. Hours, days and weeks may
    have decimals behind a comma; a remainder below one minute is rounded up, so that a standard
    never shrinks. A dot separates thousands. `day_minutes` is greater than zero. Raises
    BadDuration.
    """
    plain = " ".join(text.split()).lower()
    if plain in _BLANK:
        return None
    if len(plain) > _LONGEST:
        raise BadDuration(text, "terlalu panjang")
    if _BARE.fullmatch(plain):
        return _integer(plain)
    sizes = dict(zip(_ORDER, (DAYS_PER_WEEK * day_minutes, day_minutes, 60, 1), strict=True))
    return ceil(sum(amount * sizes[unit] for unit, amount in _parts(plain, text)))


def render_minutes(minutes: int, day_minutes: int) -> str:
    """Write working minutes as the SOPs do: ``1 hari 55 menit``, ``10 menit``.

    `day_minutes` is greater than zero. Raises ValueError when `minutes` is negative.
    """
    if minutes < 0:
        raise ValueError(f"a duration is never negative: {minutes}")
    days, rest = divmod(minutes, day_minutes)
    words = [f"{days} hari"] if days else []
    if rest or not days:
        words.append(f"{rest} menit")
    return " ".join(words)


def _parts(plain: str, text: str) -> list[tuple[str, Fraction]]:
    """Split a duration into (unit, amount). `text` is the duration as written, for the message."""
    parts: list[tuple[str, Fraction]] = []
    position = 0
    while position < len(plain):
        joint = _JOINT.match(plain, position) if parts else None
        found = _PART.match(plain, joint.end() if joint else position)
        if found is None:
            raise BadDuration(text, "harus berupa angka dengan menit, jam, hari, atau minggu")
        parts.append(_amount(found, text))
        position = found.end()
    order = [_ORDER.index(unit) for unit, _ in parts]
    if order != sorted(set(order)):
        raise BadDuration(text, "satuan harus urut dari yang terbesar dan masing-masing sekali")
    return parts


def _amount(found: re.Match[str], text: str) -> tuple[str, Fraction]:
    unit = found["unit"].removesuffix(" kerja")
    decimals = found["part"]
    if decimals is None:
        return unit, Fraction(_integer(found["whole"]))
    if unit == "menit":
        raise BadDuration(text, "menit tidak memakai pecahan")
    return unit, _integer(found["whole"]) + Fraction(int(decimals), 10 ** len(decimals))


def _integer(text: str) -> int:
    return int(text.replace(".", ""))
