"""How an item came about, step by step, in working time (``kegiatan`` of a register entry).

Only durable facts count: commits, the approval, the live page. A step that no fact shows has no
times; nothing is invented.
"""

from __future__ import annotations

from datetime import datetime

from jdih.model.document import Document
from jdih.model.entry import Activity
from jdih.model.sop import Proof, Sop, Step
from jdih.model.verdict import Verdict
from jdih.workflow.working_time import Calendar

APPROVED = "setuju"


def activities_of(
    document: Document,
    sop: Sop,
    verdict: Verdict,
    calendar: Calendar,
    live: datetime,
) -> tuple[Activity, ...]:
    """Return the item's way through its SOP; rounds found by the gate come first."""
    return (*verdict.activities, *_last_round(document, sop, verdict, calendar, live))


def _last_round(
    document: Document, sop: Sop, verdict: Verdict, calendar: Calendar, live: datetime
) -> tuple[Activity, ...]:
    number = max((activity.round for activity in verdict.activities), default=0) + 1
    steps = []
    for step in sop.item_steps:
        begin, end = _times(step, verdict, live)
        minutes = calendar.working_minutes(begin, end) if begin and end else None
        steps.append(
            Activity(
                step=step.number,
                round=number,
                office=_office(document, step, verdict),
                begin=_text(begin),
                end=_text(end),
                minutes=minutes,
                standard=step.minutes,
                decision=APPROVED if Proof.APPROVAL in step.proofs and verdict.approval else "",
            )
        )
    return tuple(steps)


def _times(
    step: Step, verdict: Verdict, live: datetime
) -> tuple[datetime | None, datetime | None]:
    decided = datetime.fromisoformat(verdict.approval.time) if verdict.approval else None
    if Proof.APPROVAL in step.proofs:
        return None, decided
    if Proof.PUBLICATION in step.proofs:
        return decided, live
    return None, None


def _office(document: Document, step: Step, verdict: Verdict) -> str:
    if Proof.APPROVAL in step.proofs:
        return verdict.approval.office if verdict.approval else ""
    if Proof.DISPOSITION in step.proofs:
        return document.header.mapping("disposisi").text("dari")
    if Proof.EDITOR in step.proofs:
        return document.header.text("penyunting")
    if Proof.TEXT in step.proofs:
        return document.header.text("penyusun")
    return ""


def _text(moment: datetime | None) -> str:
    return moment.isoformat(timespec="seconds") if moment else ""
