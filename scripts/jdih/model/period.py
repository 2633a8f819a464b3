"""Months, and the quarters and halves of a year: what is planned and reported at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

_MONTH = re.compile(r"([12][0-9]{3})-(0[1-9]|1[0-2])")
_YEAR = 12


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A month of a year; earlier ones come first."""

    year: int
    month: int

    @classmethod
    def parse(cls, text: str) -> Month | None:
        """Return ``2026-12`` as a month, None for any other text."""
        found = _MONTH.fullmatch(text)
        return cls(int(found[1]), int(found[2])) if found else None

    @classmethod
    def of(cls, day: date) -> Month:
        """Return the month of a day."""
        return cls(day.year, day.month)

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"

    def __contains__(self, day: date) -> bool:
        return (day.year, day.month) == (self.year, self.month)

    def plus(self, months: int) -> Month:
        """Return the month so many months later, or earlier."""
        years, month = divmod(self.year * _YEAR + self.month - 1 + months, _YEAR)
        return Month(years, month + 1)

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """The last day."""
        return self.plus(1).first - timedelta(days=1)

    @property
    def days(self) -> Iterator[date]:
        """The days of the month, in order."""
        return (self.first + timedelta(days=n) for n in range(self.last.day))


class Span(StrEnum):
    """How long a period is; the value is its word in a period's name."""

    MONTH = "bulan"
    QUARTER = "triwulan"
    HALF = "semester"


_LENGTH = {Span.MONTH: 1, Span.QUARTER: 3, Span.HALF: 6}
_PART = re.compile(r"([12][0-9]{3})-(?:(triwulan)-([1-4])|(semester)-([12]))")


@dataclass(frozen=True, slots=True)
class Period:
    """A month, a quarter (*triwulan*) or a half (*semester*) of a year, by its first month."""

    begin: Month
    span: Span = Span.MONTH

    @classmethod
    def around(cls, month: Month, span: Span) -> Period:
        """Return the period of this length that `month` is a part of."""
        length = _LENGTH[span]
        return cls(Month(month.year, (month.month - 1) // length * length + 1), span)

    @classmethod
    def parse(cls, text: str) -> Period | None:
        """Return ``2026-11``, ``2026-triwulan-4`` or ``2026-semester-2``, None for other text."""
        if month := Month.parse(text):
            return cls(month)
        found = _PART.fullmatch(text)
        if found is None:
            return None
        span = Span(found[2] or found[4])
        return cls(Month(int(found[1]), (int(found[3] or found[5]) - 1) * _LENGTH[span] + 1), span)

    def __str__(self) -> str:
        if self.span is Span.MONTH:
            return str(self.begin)
        return f"{self.begin.year:04}-{self.span}-{self.part}"

    def __contains__(self, day: date) -> bool:
        return self.begin <= Month.of(day) <= self.months[-1]

    @property
    def part(self) -> int:
        """Which of its kind in the year it is, from 1."""
        return (self.begin.month - 1) // _LENGTH[self.span] + 1

    @property
    def months(self) -> tuple[Month, ...]:
        """The months it consists of, in order."""
        return tuple(self.begin.plus(n) for n in range(_LENGTH[self.span]))

    @property
    def end(self) -> date:
        """The last day."""
        return self.months[-1].last

    @property
    def before(self) -> Month:
        """The month that comes before it."""
        return self.begin.plus(-1)

    @property
    def after(self) -> Month:
        """The month that follows it."""
        return self.months[-1].plus(1)
