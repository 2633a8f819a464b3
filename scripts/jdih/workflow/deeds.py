"""What one office did in a while, as the agenda book tells: evidence of work (*bukti dukung SKP*).

Steps are told by their activity, the rest by what was stated. Nobody is credited with a step whose
doer no fact shows, so publishing itself is told by the links and notices that somebody recorded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from enum import StrEnum

from jdih.model.entry import Activity, Detail, Entry, Event
from jdih.model.sop import Proof, Sop, Step
from jdih.workflow.postings import taken_back
from jdih.workflow.rounds import APPROVED, REFUSED


class Work(StrEnum):
    """What was done, as the evidence names it; in the order of its summary."""

    INSTRUCTED = "Memberi disposisi"
    PREPARED = "Menyiapkan bahan dan arahan"
    DRAFTED = "Menyusun naskah"
    EDITED = "Menyunting naskah"
    AGREED = "Menyetujui"
    RETURNED = "Mengembalikan untuk diperbaiki"
    URGENT = "Menerbitkan mendesak"
    WITHDREW = "Menarik seketika"
    POSTED = "Mengunggah di platform"
    LEFT_OUT = "Menyatakan tidak diunggah"
    TREATED = "Menindaklanjuti unggahan"
    NOTIFIED = "Mengirim pemberitahuan"
    FILED = "Mengarsipkan naskah asli"
    REPORTED = "Mencatat insiden"
    OTHER = "Melaksanakan kegiatan"


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that was done.

    `entry` is the book's entry that tells of it. `time` is when it was done (ISO 8601), empty where
    no fact shows it. `activity` is the round of a step, None for what was stated.
    """

    work: Work
    entry: Entry
    time: str
    activity: Activity | None = None


Holds = Callable[[date], bool]
"""Says whether a day is one on which the office is told of."""

_BY_PROOF = (
    (Proof.DISPOSITION, Work.INSTRUCTED),
    (Proof.TEXT, Work.DRAFTED),
    (Proof.EDITOR, Work.EDITED),
    (Proof.SOURCES, Work.PREPARED),
    (Proof.DIRECTION, Work.PREPARED),
)
_DECIDED = {APPROVED: Work.AGREED, REFUSED: Work.RETURNED}
_STATED = {
    Event.URGENT: Work.URGENT,
    Event.WITHDRAWN: Work.WITHDREW,
    Event.NOTIFIED: Work.NOTIFIED,
    Event.FILED: Work.FILED,
    Event.INCIDENT: Work.REPORTED,
}


def deeds(
    office: str,
    by_id: Mapping[str, Sequence[Entry]],
    sops: Mapping[str, Sop],
    holds: Holds,
    zone: tzinfo,
) -> tuple[Deed, ...]:
    """Return what `office` did on the days that `holds` names, in the order of time.

    `by_id` holds the entries of the book, oldest first; `sops` the SOP of a version by the number
    of its entry. What was taken back is left out. Where no fact shows when something was done, the
    day of its entry counts.
    """
    found = (deed for own in by_id.values() for deed in _of_item(office, own, sops))
    mine = [deed for deed in found if holds(_day(deed, zone))]
    return tuple(sorted(mine, key=lambda deed: (_at(deed), deed.entry.year, deed.entry.number)))


def _of_item(office: str, own: Sequence[Entry], sops: Mapping[str, Sop]) -> Iterator[Deed]:
    void = taken_back(own)
    for entry in own:
        if entry.label in void:
            continue
        yield from _steps(office, entry, sops.get(entry.label))
        if entry.detail(Detail.OFFICE) == office:
            yield from _stated(entry)
        approval = entry.approval
        # What goes through no SOP, such as a plan, is told by its approval alone.
        if approval is not None and not entry.activities and approval.office == office:
            yield Deed(Work.AGREED, entry, approval.time)


def _steps(office: str, entry: Entry, sop: Sop | None) -> Iterator[Deed]:
    steps = {step.number: step for step in sop.steps} if sop else {}
    for activity in entry.activities:
        if activity.office == office:
            work = _work(activity, steps.get(activity.step))
            yield Deed(work, entry, activity.end, activity)


def _work(activity: Activity, step: Step | None) -> Work:
    if activity.decision in _DECIDED:
        return _DECIDED[activity.decision]
    proofs = step.proofs if step else ()
    return next((work for proof, work in _BY_PROOF if proof in proofs), Work.OTHER)


def _stated(entry: Entry) -> Iterator[Deed]:
    if entry.event is Event.LINKED:
        if entry.detail(Detail.TAKES_BACK):
            return
        left_out, treated = entry.detail(Detail.UNPOSTED), entry.detail(Detail.ACTION)
        work = Work.LEFT_OUT if left_out else Work.TREATED if treated else Work.POSTED
        yield Deed(work, entry, entry.time)
    elif entry.event in _STATED:
        yield Deed(_STATED[entry.event], entry, entry.time)


def _at(deed: Deed) -> datetime:
    return datetime.fromisoformat(deed.time or deed.entry.time)


def _day(deed: Deed, zone: tzinfo) -> date:
    return _at(deed).astimezone(zone).date()


def counted(done: Iterable[Deed]) -> tuple[tuple[Work, int], ...]:
    """Return how often each kind of work was done, those that were not left out."""
    every = [deed.work for deed in done]
    return tuple((work, every.count(work)) for work in Work if work in every)
