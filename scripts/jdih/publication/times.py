"""How long the steps of a period took, from the agenda book, with the reasons people wrote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from jdih.forge.witness import Witness
from jdih.model.calendar import Overrides
from jdih.model.entry import Entry
from jdih.model.node import Mapping as Header
from jdih.model.period import Month, Period
from jdih.model.sop import Sop
from jdih.model.tree import Tree
from jdih.model.unit import Unit
from jdih.publication.month_times import month_taken, of_month
from jdih.publication.state import sops_of, unit_of
from jdih.publication.titles import headers_of
from jdih.reading.places import REASONS
from jdih.reading.reasons_file import Key, extended, path_of, read_reasons
from jdih.reading.schema import read_schemas
from jdih.register.chain import Register
from jdih.repository.git import Repository
from jdih.repository.tree import WorkTree
from jdih.rules.engine import read_holidays
from jdih.workflow.standards import StepTimes, Taken, step_times, taken_in
from jdih.workflow.working_time import Calendar


@dataclass(frozen=True, slots=True)
class Rules:
    """What steps are measured by: the office with its hours, its SOPs, its holidays."""

    unit: Unit
    sops: Mapping[str, Sop]
    holidays: Overrides


@dataclass(frozen=True)
class Times:
    """The steps of the versions that entered the book in a period.

    `titles` are by id of the item, `months` by number of the entry. `reasons` hold what was written
    about a breach, by `Taken.key`; an empty one is a row that still waits for its reason.
    """

    period: Period
    sops: Mapping[str, Sop]
    taken: tuple[Taken, ...]
    titles: Mapping[str, str]
    months: Mapping[str, Month]
    reasons: Mapping[Key, str] = field(default_factory=dict)

    @cached_property
    def rows(self) -> tuple[StepTimes, ...]:
        """The table of standards against actual."""
        return step_times(self.taken)

    @property
    def breaches(self) -> tuple[Taken, ...]:
        """Every round that took longer than its standard, in the order of the book."""
        return tuple(one for one in self.taken if one.over)

    @property
    def stray(self) -> tuple[Key, ...]:
        """What reasons were written about that is no breach of this period."""
        known = {one.key for one in self.breaches}
        return tuple(key for key, reason in self.reasons.items() if reason and key not in known)

    def words(self, sop: str, step: int) -> str:
        """Return what a step is called, empty where the SOP is gone."""
        known = self.sops.get(sop)
        return known.words(step) if known else ""


def times_of(
    repository: Repository, register: Register, tree: Tree, period: Period, witness: Witness
) -> Times:
    """Return how long the steps of `period` took, those of strategy and plan included.

    `tree` holds the settings and SOPs in force. Reasons are read from the work tree: they hold as
    soon as they are written. Raises JdihError for a file of reasons that cannot be read.
    """
    rules = Rules(unit_of(tree), sops_of(tree), read_holidays(tree)[0])
    measured = (entry for entry in register.entries if entry.activities or of_month(entry))
    entries = _in_months(measured, period.months, rules.unit)
    headers = headers_of(repository, entries)
    taken = (
        *_taken(entries, headers, register, rules),
        *month_taken(
            repository,
            entries,
            rules.unit,
            Calendar.of(rules.unit, rules.holidays),
            rules.sops,
            read_schemas(tree),
            witness,
        ),
    )
    place = {entry.label: at for at, entry in enumerate(entries)}
    return Times(
        period,
        rules.sops,
        tuple(sorted(taken, key=lambda one: place[one.entry])),
        {entry.id: headers[entry.label].text("judul") or entry.id for entry in entries},
        {entry.label: _month(entry, rules.unit) for entry in entries},
        read_reasons(WorkTree(repository.root, (REASONS,)), period.months),
    )


def year_until(
    repository: Repository, register: Register, rules: Rules, day: date
) -> tuple[StepTimes, ...]:
    """Return the table of items of the twelve months that end with the month of `day`."""
    months = (Month.of(day).plus(-count) for count in range(12))
    entries = _in_months((one for one in register.entries if one.activities), months, rules.unit)
    return step_times(_taken(entries, headers_of(repository, entries), register, rules))


def _taken(
    entries: Iterable[Entry], headers: Mapping[str, Header], register: Register, rules: Rules
) -> Iterator[Taken]:
    under = {label: rules.sops.get(header.text("sop")) for label, header in headers.items()}
    known = {label: sop for label, sop in under.items() if sop is not None}
    calendar = Calendar.of(rules.unit, rules.holidays)
    return taken_in(entries, register.by_id, known, calendar)


def with_room(root: Path, times: Times) -> Iterator[tuple[Path, bytes]]:
    """Yield each file of reasons that lacks a row for a breach, with that row at its end.

    Raises JdihError where a file cannot be added to.
    """
    for month in times.period.months:
        wanted = {
            one.key: f"{one.item}, {times.titles[one.item]}: {one.over} menit lewat"
            for one in times.breaches
            if times.months[one.entry] == month
        }
        path = root / path_of(month)
        data = path.read_bytes() if path.is_file() else None
        fresh = extended(month, data, wanted) if wanted else None
        if fresh is not None:
            yield path, fresh


def _in_months(entries: Iterable[Entry], months: Iterable[Month], unit: Unit) -> tuple[Entry, ...]:
    wanted = frozenset(months)
    return tuple(entry for entry in entries if _month(entry, unit) in wanted)


def _month(entry: Entry, unit: Unit) -> Month:
    return Month.of(entry.day(unit.zone))
