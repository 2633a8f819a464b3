"""Standards against actual: how long each step of an SOP took, and how often it took too long.

Every round of a step is one performance, held to the standard that it was recorded with. Nothing
here is an estimate: a round of which no fact shows both ends has no time and is counted apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from jdih.model.entry import SHOWN, Activity, Detail, Entry
from jdih.model.sop import Sop
from jdih.workflow.dissemination import disseminated, until
from jdih.workflow.working_time import Calendar


@dataclass(frozen=True, slots=True)
class Taken:
    """One round of a step of one version: `entry` is its number (``7/2026``), `item` its id."""

    entry: str
    item: str
    sop: str
    activity: Activity

    @property
    def key(self) -> tuple[str, int, int]:
        """What names it for good: the entry, the step, the round."""
        return self.entry, self.activity.step, self.activity.round

    @property
    def over(self) -> int:
        """Working minutes beyond the standard; 0 within it, or where either is not known."""
        used, allowed = self.activity.minutes, self.activity.standard
        return max(used - allowed, 0) if used is not None and allowed is not None else 0


@dataclass(frozen=True, slots=True)
class StepTimes:
    """How long one step took, in working minutes.

    `count` are the items, plans or strategies that came to it. `standard` is None where the SOP
    leaves it blank; `median` and `worst` are None where no round has a time. `breaches` are the
    rounds that took longer, `running` those that have begun and not ended, `unknown` those that no
    fact shows.
    """

    sop: str
    step: int
    standard: int | None
    count: int
    median: int | None
    worst: int | None
    breaches: tuple[Taken, ...]
    running: int
    unknown: int


def taken_in(
    entries: Iterable[Entry],
    by_id: Mapping[str, Sequence[Entry]],
    sops: Mapping[str, Sop],
    calendar: Calendar,
) -> Iterator[Taken]:
    """Yield the steps that `entries` record, the publishing one until links and notice stand.

    `by_id` holds all entries of the book, oldest first; `sops` the SOP of a version by the number
    of its entry. What went through none is passed over.
    """
    for entry in entries:
        sop = sops.get(entry.label)
        shown = _shown(entry, by_id[entry.id])
        if sop is None or shown is None:
            continue
        done = disseminated(shown, by_id[entry.id])
        for activity in until(entry.activities, sop, calendar, done):
            yield Taken(entry.label, entry.id, sop.id, activity)


def _shown(entry: Entry, own: Sequence[Entry]) -> Entry | None:
    """Return the entry that put up the version whose steps `entry` records.

    That is another one where the approval came afterwards.
    """
    label = entry.detail(Detail.APPROVES) or entry.label
    return next((one for one in own if one.label == label and one.event in SHOWN), None)


def step_times(taken: Iterable[Taken]) -> tuple[StepTimes, ...]:
    """Return the table of standards against actual, by SOP, step and standard.

    A median between two minutes is rounded up.
    """
    rows: dict[tuple[str, int, int], list[Taken]] = {}
    for one in taken:
        activity = one.activity
        blank = -1 if activity.standard is None else activity.standard
        rows.setdefault((one.sop, activity.step, blank), []).append(one)
    return tuple(_row(found) for _, found in sorted(rows.items()))


def _row(found: list[Taken]) -> StepTimes:
    first = found[0]
    activities = [one.activity for one in found]
    minutes = [one.minutes for one in activities if one.minutes is not None]
    running = sum(bool(one.begin) and not one.end for one in activities)
    return StepTimes(
        sop=first.sop,
        step=first.activity.step,
        standard=first.activity.standard,
        count=len({one.item for one in found}),
        median=int(median(minutes) + 0.5) if minutes else None,
        worst=max(minutes, default=None),
        breaches=tuple(one for one in found if one.over),
        running=running,
        unknown=len(found) - len(minutes) - running,
    )
