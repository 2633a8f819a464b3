"""Working time of an office: which days and hours count against the SOP's standard.

The only module that knows the `holidays` library. It holds the national holidays (category
``public``) and *cuti bersama* (category ``government``, left out by default). Moving holidays of
years without a joint decree are its estimates, marked ``(perkiraan)``; the office corrects them
in ``site_config/hari_libur.yml``.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from functools import cache
from types import MappingProxyType

from jdih.errors import JdihError
from jdih.model.calendar import Overrides
from jdih.model.unit import Hours, Season, Unit

Spans = tuple[tuple[datetime, datetime], ...]

_MINUTE = timedelta(minutes=1)
_DAY = timedelta(days=1)
_LONGEST_CLOSURE = 366


@cache
def official_holidays(year: int) -> Mapping[date, str]:
    """Return the published holidays and *cuti bersama* of a year, in order, with their names.

    Two holidays on one day are joined by ``; ``. Empty outside the years the library knows.
    """
    # Imported here because it takes half a second, which most commands need not pay.
    from holidays import country_holidays  # noqa: PLC0415

    found = country_holidays(
        "ID", years=year, expand=False, language="id", categories=("public", "government")
    )
    return MappingProxyType(dict(sorted(found.items())))


@dataclass(frozen=True, slots=True)
class Calendar:
    """The working calendar of an office.

    The spans of one weekday do not overlap. A season replaces the whole week: a weekday that it
    does not name is no working day. Where seasons overlap, the first counts.
    """

    zone: tzinfo
    hours: tuple[Hours, ...]
    seasons: tuple[Season, ...] = ()
    overrides: Overrides = field(default_factory=Overrides)
    _known: dict[date, Spans] = field(default_factory=dict, init=False, repr=False, compare=False)
    _months: dict[tuple[int, int], timedelta] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @classmethod
    def of(cls, unit: Unit, overrides: Overrides) -> Calendar:
        """Build the calendar of `unit` with its corrections to the published holidays."""
        return cls(unit.zone, unit.hours, unit.seasons, overrides)

    def holiday_name(self, day: date) -> str | None:
        """Return the name of the holiday on `day`, or None when it is none."""
        added = self.overrides.added_on(day)
        if added is not None:
            return added.name
        if self.overrides.cancels(day):
            return None
        return official_holidays(day.year).get(day)

    def is_workday(self, day: date) -> bool:
        """Return True when the office works on `day`."""
        return bool(self.spans(day))

    def spans(self, day: date) -> Spans:
        """Return the working hours of `day` in the office's zone, in order; empty on a day off."""
        known = self._known.get(day)
        if known is None:
            known = self._known[day] = self._spans(day)
        return known

    def working_minutes(self, begin: datetime, end: datetime) -> int:
        """Return the whole working minutes from `begin` to `end`, aware datetimes of any zone.

        Zero when `end` is not after `begin`. Raises ValueError for a datetime without zone.
        """
        begin, end = self._local(begin), self._local(end)
        if end <= begin:
            return 0
        total = sum((self._month(*month) for month in _between(begin, end)), timedelta())
        for day in _rest(begin, end):
            for opens, closes in self.spans(day):
                if opens < end and begin < closes:
                    total += min(closes, end) - max(opens, begin)
        return total // _MINUTE

    def add_working_days(self, day: date, count: int) -> date:
        """Return the working day that is `count` working days after `day`; `day` itself for zero.

        Raises ValueError when `count` is negative, and JdihError when the office never works.
        """
        if count < 0:
            raise ValueError(f"cannot count working days backwards: {count}")
        for _ in range(count):
            day = self._next_workday(day)
        return day

    def _next_workday(self, day: date) -> date:
        for _ in range(_LONGEST_CLOSURE):
            day += _DAY
            if self.is_workday(day):
                return day
        raise JdihError(
            "Kalender kerja tidak memuat satu pun hari kerja dalam setahun.",
            "Isi jam kerja pada site_config/unit.yml dan periksa site_config/hari_libur.yml.",
        )

    def _spans(self, day: date) -> Spans:
        season = next((s for s in self.seasons if s.since <= day <= s.until), None)
        spans = sorted(
            (datetime.combine(day, opens, self.zone), datetime.combine(day, closes, self.zone))
            for entry in (season.hours if season else self.hours)
            if entry.weekday == day.weekday()
            for opens, closes in entry.spans
            if opens < closes
        )
        # Asked last: an office that does not work on this weekday needs no list of holidays.
        return () if spans and self.holiday_name(day) is not None else tuple(spans)

    def _month(self, year: int, month: int) -> timedelta:
        """Return the working time of a whole month, added up once: work may wait for years."""
        known = self._months.get((year, month))
        if known is None:
            days = (date(year, month, day) for day in range(1, monthrange(year, month)[1] + 1))
            spans = (span for day in days for span in self.spans(day))
            known = sum((closes - opens for opens, closes in spans), timedelta())
            self._months[year, month] = known
        return known

    def _local(self, moment: datetime) -> datetime:
        if moment.utcoffset() is None:
            raise ValueError(f"a moment without zone: {moment.isoformat()}")
        return moment.astimezone(self.zone)


def _between(begin: date, end: date) -> Iterator[tuple[int, int]]:
    """Yield the months that lie whole between those of two days."""
    for count in range(begin.year * 12 + begin.month, end.year * 12 + end.month - 1):
        yield count // 12, count % 12 + 1


def _rest(begin: date, end: date) -> Iterator[date]:
    """Yield the days from `begin` to `end` that do not lie in the months between theirs."""
    first, last = begin.toordinal(), end.toordinal()
    after = first + monthrange(begin.year, begin.month)[1] - begin.day
    before = last - end.day + 1
    if before <= after:
        after = last
    yield from map(date.fromordinal, range(first, after + 1))
    yield from map(date.fromordinal, range(max(before, after + 1), last + 1))
