"""Strategies, plans and reports that are not approved yet: what they wait for, and since when.

SOP MK steps 1 to 3, and the report of step 6. What is begun shows in Git, that a decision is asked
for too: a plan moves to ``content/``, a report holds nothing any more that people are to write.
What nobody has begun shows nowhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from jdih.forge.journey import Journeys
from jdih.model.document import Document, Kind
from jdih.model.period import Month
from jdih.model.sop import Proof, Sop, Step
from jdih.publication.open_work import Found
from jdih.publication.standing import Standing
from jdih.publication.state import State, unit_of
from jdih.reading.report_header import TO_WRITE
from jdih.repository.git import Repository
from jdih.repository.touched import Touched
from jdih.workflow.authority import deciding, offices_of
from jdih.workflow.progress import LABELS
from jdih.workflow.rounds import Move
from jdih.workflow.working_time import Calendar

_PROOFS = {
    Kind.STRATEGY: Proof.STRATEGY,
    Kind.PLAN: Proof.PLAN,
    Kind.REPORT: Proof.REPORT,
}
MONTHLY = tuple(_PROOFS)
"""The documents of a month, and the strategy they follow."""


@dataclass(frozen=True, slots=True)
class _Turn:
    """Whose turn it is: the step, the offices, since when, and what is to be said of it."""

    step: Step
    offices: tuple[str, ...]
    since: datetime | None
    note: str = ""


class MonthWork:
    """Tells of the documents of a month in one state of the office, at one moment."""

    def __init__(
        self, repository: Repository, state: State, touched: Touched, now: datetime
    ) -> None:
        self._repository = repository
        self._touched = touched
        self._state = state
        self._now = now
        self._unit = unit_of(state.tree)
        self._calendar = Calendar.of(self._unit, state.checked.holidays)
        self._journeys = Journeys(repository, self._unit, state.checked.schemas, state.witness)

    def is_open(self, found: Found) -> bool:
        """Say whether a document waits: on a branch, or as a draft, under an SOP that asks it."""
        return (found.item.draft or bool(found.base)) and self._step(found.item) is not None

    def standing(self, found: Found) -> Standing:
        """Return where a document that `is_open` stands."""
        document, step = found.item, self._step(found.item)
        sop = self._sop(document)
        if sop is None or step is None:
            raise AssertionError("only what is open is asked for")
        turn = self._turn(found, sop, step)
        since = turn.since.astimezone(self._unit.zone) if turn.since else None
        lacking = LABELS[_PROOFS[document.kind]] if turn.step is step else LABELS[Proof.APPROVAL]
        return Standing(
            id=document.id,
            title=document.title,
            branch=found.branch,
            path=document.path,
            sop=sop.id,
            reached=turn.step.number - 1,
            total=len(sop.steps),
            waiting=turn.step.text,
            offices=turn.offices,
            missing=(lacking,),
            since=since,
            minutes=self._calendar.working_minutes(since, self._now) if since else None,
            standard=turn.step.minutes,
            note=turn.note,
            pull=found.pull.number if found.pull else 0,
            passed=self._passed(document),
        )

    def _sop(self, document: Document) -> Sop | None:
        return self._state.checked.context.sops.get(document.header.text("sop"))

    def _step(self, document: Document) -> Step | None:
        sop = self._sop(document)
        return making_step(document, sop) if sop else None

    def _turn(self, found: Found, sop: Sop, step: Step) -> _Turn:
        document, pull = found.item, found.pull
        commits = found.commits(self._repository, self._touched)
        moves = self._journeys.told(document, sop, commits, pull)
        makers = tuple(offices_of(step, sop, self._unit))
        refused = [move for move in moves if move.refused_by]
        if refused and moves[-1] is refused[-1]:
            return _Turn(step, makers, refused[-1].time, "dikembalikan pemutus untuk diperbaiki")
        begun = refused[-1].time if refused else moves[0].time if moves else None
        if document.draft or TO_WRITE in document.body:
            return _Turn(step, makers, begun, "belum diajukan")
        approval = self._journeys.approved(document, sop, pull) if pull else None
        if approval is not None:
            agreed = datetime.fromisoformat(approval.time)
            return _Turn(step, makers, agreed, "disetujui pada usulan, menunggu digabungkan")
        deciders = tuple(one.name for one in deciding(document.kind, sop, self._unit))
        decides = sop.deciding_step(step)
        if decides is None:
            # The SOP knows no step for the decision: what makes the document ends with it.
            return _Turn(step, deciders, begun, "diajukan, menunggu persetujuan")
        return _Turn(decides, deciders, _asked(moves))

    def _passed(self, document: Document) -> date | None:
        """Return the first day of a plan's month, once it has come: it is for a month ahead."""
        month = Month.parse(document.header.text("bulan")) if document.kind is Kind.PLAN else None
        today = self._now.astimezone(self._unit.zone).date()
        return month.first if month and month.first <= today else None


def making_step(document: Document, sop: Sop) -> Step | None:
    """Return the step of `sop` that makes a document of the month, None where it has none."""
    proof = _PROOFS[document.kind]
    return next((step for step in sop.steps if proof in step.proofs), None)


def _asked(moves: Sequence[Move]) -> datetime | None:
    """Return when a decision was asked for, since the last refusal."""
    since: datetime | None = None
    for move in moves:
        if move.refused_by or move.draft:
            since = None
        elif since is None:
            since = move.time
    return since
