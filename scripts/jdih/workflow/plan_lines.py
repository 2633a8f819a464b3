"""What a month brings of itself: lines that a plan may begin with (SOP MK step 2).

A suggestion comes from a source that stays what it is, and its line id follows from that source:
asked again, the same source has the same id, whatever people made of the line meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count

from jdih.model.document import Document
from jdih.model.period import Month
from jdih.workflow.digest import sha256
from jdih.workflow.identifier import ALPHABET

ROUND = 5
"""Anniversaries of an act are suggested every so many years."""

_LENGTH = 4
_JOINT_LEAVE = "cuti bersama"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A line that somebody may make something of. `source` names for ever where it comes from."""

    source: str
    day: date
    title: str
    theme: str


def of_holidays(month: Month, name_of: Callable[[date], str | None]) -> Iterator[Suggestion]:
    """Yield the holidays of a month; *cuti bersama* is no occasion."""
    for day in month.days:
        for name in (name_of(day) or "").split("; "):
            if name and not name.lower().startswith(_JOINT_LEAVE):
                yield Suggestion(f"libur {day} {name}", day, name, "Hari libur nasional")


def of_anniversaries(month: Month, acts: Iterable[Document]) -> Iterator[Suggestion]:
    """Yield the acts that were enacted in this month a multiple of `ROUND` years ago.

    The 29th of February is kept on the 28th where there is none.
    """
    for act in acts:
        try:
            enacted = date.fromisoformat(act.header.text("tanggal_penetapan"))
        except ValueError:
            continue
        years = month.year - enacted.year
        if enacted.month == month.month and years > 0 and years % ROUND == 0:
            day = min(enacted.day, month.last.day)
            yield Suggestion(
                f"peraturan {act.id}",
                date(month.year, month.month, day),
                f"{years} Tahun {act.title}",
                "Ulang tahun peraturan",
            )


def line_id(month: Month, source: str, taken: Container[str] = ()) -> str:
    """Return the id of the line that a source suggests, another one when that is in `taken`."""
    names = (_name(f"{month} {source} {attempt}") for attempt in count())
    return next(name for name in names if name not in taken)


def _name(text: str) -> str:
    number = int(sha256(text.encode()), 16)
    size = len(ALPHABET)
    return "".join(ALPHABET[number // size**place % size] for place in range(_LENGTH))
