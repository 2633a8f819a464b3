"""How long the steps of the month took, as Git and the forge tell (SOP MK steps 1 to 3).

The agenda book tells of a plan's approval alone, so its rounds are told from its branch again. The
report of step 6 is left out: that step is measured by the items it publishes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from jdih.forge.journey import Journeys
from jdih.forge.place import document_at
from jdih.forge.witness import Witness
from jdih.model.document import CONTENT, Kind
from jdih.model.entry import SHOWN, Activity, Approval, Entry
from jdih.model.sop import Sop
from jdih.model.unit import Unit
from jdih.publication.month_work import making_step
from jdih.reading.schema import Schemas
from jdih.repository.git import Repository
from jdih.workflow.dissemination import ended
from jdih.workflow.rounds import Course, Move, activities
from jdih.workflow.standards import Taken
from jdih.workflow.working_time import Calendar

_TOLD = frozenset({Kind.STRATEGY, Kind.PLAN})


def of_month(entry: Entry) -> bool:
    """Say whether an entry shows an approved strategy or plan."""
    told = entry.address.partition("/")[0] in _TOLD
    return told and entry.event in SHOWN and entry.approval is not None


def month_taken(
    repository: Repository,
    entries: Iterable[Entry],
    unit: Unit,
    calendar: Calendar,
    sops: Mapping[str, Sop],
    schemas: Schemas,
    witness: Witness,
) -> Iterator[Taken]:
    """Yield the steps of those `entries` that are `of_month`; of what Git has no more, none."""
    journeys = Journeys(repository, unit, schemas, witness)
    for entry in filter(of_month, entries):
        path = f"{CONTENT}/{entry.address.rstrip('/')}.md"
        document = document_at(repository, entry.commit, path, schemas)
        sop = sops.get(document.header.text("sop")) if document else None
        step = making_step(document, sop) if document and sop else None
        if document is None or sop is None or step is None or entry.approval is None:
            continue
        own = Course(sop.way_of(step), unit, calendar)
        moves = journeys.moves(document, own.sop, entry.commit)
        for activity in _rounds(own, moves, entry.approval):
            yield Taken(entry.label, entry.id, sop.id, activity)


def _rounds(course: Course, moves: Sequence[Move], approval: Approval) -> Iterator[Activity]:
    decided = datetime.fromisoformat(approval.time)
    told = activities(course, moves, approval, decided)
    if course.sop.approval_step is not None:
        yield from told
        return
    # The SOP knows no step for the decision: what makes the document ends with it.
    first = moves[0].time if len(moves) > 1 else None
    for activity in told:
        yield ended(replace(activity, begin=_text(course, first)), course.calendar, decided)


def _text(course: Course, moment: datetime | None) -> str:
    zone = course.calendar.zone
    return moment.astimezone(zone).isoformat(timespec="seconds") if moment else ""
