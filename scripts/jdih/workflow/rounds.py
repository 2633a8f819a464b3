"""An item's way through its SOP, round by round, from durable facts (``kegiatan``).

A step begins when the one before it ended, the first one when the item was asked for or first
seen; it ends when the item's files first show it. What was done already when the item was first
seen has no beginning. The last step before the decision ends when the item is handed over, moved
from ``drafts/`` to ``content/``; a round ends with a decision. What no fact shows has no times;
nothing is invented. Times are those of commits, so they are self-declared.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeAlias

from jdih.model.document import Document
from jdih.model.entry import Activity, Approval
from jdih.model.sop import Proof, Sop, Step
from jdih.model.unit import Unit
from jdih.workflow.working_time import Calendar

APPROVED, REFUSED = "setuju", "tidak setuju"

_Ended: TypeAlias = tuple[Step, str, datetime | None]
"""A step, who did it, and when it ended."""


@dataclass(frozen=True, slots=True)
class Move:
    """Something that happened to an item on its branch.

    `offices` are those its author held then; `proven` the steps that the item's files show
    afterwards; `refused_by` the deciding office when it is a refusal, else empty. While it is a
    `draft`, nobody is asked to decide.
    """

    time: datetime
    offices: frozenset[str]
    proven: frozenset[int] = frozenset()
    refused_by: str = ""
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Course:
    """What the rounds are told from: the SOP, the office, and how working time counts.

    `given` are the offices that gave an instruction which another office wrote down, by step:
    a statement, so the step has no times. `former` tells as entries used to be written: what the
    first commit shows began with it, and the last step before a decision ended when it was shown.
    """

    sop: Sop
    unit: Unit
    calendar: Calendar
    given: Mapping[int, str] = field(default_factory=dict)
    former: bool = False


def giver_of(item: Document, sop: Sop) -> dict[int, str]:
    """Return who gave the disposisi, by number of the step: whoever wrote it down did not."""
    giver = item.header.mapping("disposisi").text("dari")
    return {
        step.number: giver for step in sop.item_steps if giver and Proof.DISPOSITION in step.proofs
    }


def activities(
    course: Course, moves: Sequence[Move], approval: Approval, live: datetime
) -> tuple[Activity, ...]:
    """Return every round of every step, in order, from the first move to the live page."""
    refused, number, latest = _refused(course, moves)
    decided = datetime.fromisoformat(approval.time)
    last = _round(course, number, latest, approval.office, decided, APPROVED)
    return (*refused, *last, *_publication(course, number, decided, live))


def under_way(
    course: Course, moves: Sequence[Move], approval: Approval | None, now: datetime
) -> tuple[Activity, ...]:
    """Return every round so far, while the item is still on its branch.

    The last activity, when it has no end, is the step at work: its minutes count until `now`.
    `approval` is the gate's present word, None while there is none.
    """
    refused, number, latest = _refused(course, moves)
    if approval is None:
        told = [*refused, *_open_round(course, number, latest)]
    else:
        decided = datetime.fromisoformat(approval.time)
        last = _round(course, number, latest, approval.office, decided, APPROVED)
        told = [*refused, *last, *_publication(course, number, decided, None)]
    if told and told[-1].begin and not told[-1].end:
        begin = datetime.fromisoformat(told[-1].begin)
        told[-1] = replace(told[-1], minutes=course.calendar.working_minutes(begin, now))
    return tuple(told)


def _refused(course: Course, moves: Sequence[Move]) -> tuple[list[Activity], int, list[Move]]:
    """Return the rounds that ended in a refusal, the number of the one after, and its moves."""
    told: list[Activity] = []
    number = 1
    latest: list[Move] = []
    for move in moves:
        if move.refused_by:
            told.extend(_round(course, number, latest, move.refused_by, move.time, REFUSED))
            number, latest = number + 1, [move]
        else:
            latest.append(move)
    return told, number, latest


def _open_round(course: Course, number: int, moves: Sequence[Move]) -> list[Activity]:
    """Return the steps of a round that nobody decided yet, the one at work last."""
    told: list[Activity] = []
    begin = moves[0].time if moves else None
    ends = _handed(course, moves, _ends(course, number, moves))
    if not course.former and ends and moves and _asked(moves) is None:
        # A draft waits for whoever is to hand it over, not for the one who decides.
        ends[-1] = (*ends[-1][:2], None)
    for step, doer, end in ends:
        if end is None and step.number not in course.given:
            return [*told, _activity(course, step, number, "", begin, None)]
        known = begin if end and not _at_once(course, number, moves, end) else None
        told.append(_activity(course, step, number, doer, known, end))
        begin = end or begin
    waiting = course.sop.approval_step
    if number > 1 and not ends:
        waiting = course.sop.repair_step or waiting
    if waiting is None:
        return told
    return [*told, _activity(course, waiting, number, "", begin, None)]


def _round(
    course: Course,
    number: int,
    moves: Sequence[Move],
    office: str,
    decided: datetime,
    decision: str,
) -> list[Activity]:
    ends = _handed(course, moves, _ends(course, number, moves), decided)
    told: list[Activity] = []
    begin = moves[0].time if moves else None
    for step, doer, end in ends:
        known = begin if end and not _at_once(course, number, moves, end) else None
        told.append(_activity(course, step, number, doer, known, end))
        begin = end or begin
    last = course.sop.approval_step
    if last is not None:
        told.append(_activity(course, last, number, office, begin, decided, decision))
    return told


def _at_once(course: Course, number: int, moves: Sequence[Move], end: datetime) -> bool:
    """Say whether a step was done when the item was first seen: no fact shows when it began."""
    return number == 1 and not course.former and end == moves[0].time


def _ends(course: Course, number: int, moves: Sequence[Move]) -> list[_Ended]:
    return _first_round(course, moves) if number == 1 else _repair(course, moves)


def _handed(
    course: Course, moves: Sequence[Move], ends: list[_Ended], decided: datetime | None = None
) -> list[_Ended]:
    """Let the last step before the decision end when the item was handed over, if it was later."""
    asked = _asked(moves) if ends and not course.former else None
    if asked is None or (decided is not None and decided < asked):
        return ends
    step, doer, end = ends[-1]
    return [*ends[:-1], (step, doer, max(end, asked))] if end else ends


def _asked(moves: Sequence[Move]) -> datetime | None:
    """Return when the item was first laid where it is decided on, None while it is a draft."""
    return next((move.time for move in moves if not move.draft and not move.refused_by), None)


def _first_round(course: Course, moves: Sequence[Move]) -> list[_Ended]:
    """Return for each step before the decision who first completed it, and when."""
    found: list[_Ended] = []
    for step in _before_decision(course.sop):
        done = next((move for move in moves if step.number in move.proven), None)
        if step.number in course.given:
            found.append((step, course.given[step.number], None))
            continue
        doer = _doer(course, step, done) if done else ""
        found.append((step, doer, done.time if done else None))
    return found


def _repair(course: Course, moves: Sequence[Move]) -> list[_Ended]:
    """Return the steps that were done again after a refusal, by the offices that perform them."""
    back = course.sop.repair_step
    first = back.number if back else 0
    found: list[_Ended] = []
    for step in _before_decision(course.sop):
        if step.number < first:
            continue
        mine = [move for move in moves[1:] if move.offices & _performers(course, step)]
        if mine:
            found.append((step, _doer(course, step, mine[-1]), mine[-1].time))
    return found


def _publication(
    course: Course, number: int, decided: datetime, live: datetime | None
) -> list[Activity]:
    return [
        _activity(course, step, number, "", decided, live)
        for step in course.sop.item_steps
        if Proof.PUBLICATION in step.proofs
    ]


def _before_decision(sop: Sop) -> tuple[Step, ...]:
    last = sop.approval_step
    return tuple(step for step in sop.item_steps if last is None or step.number < last.number)


def _performers(course: Course, step: Step) -> frozenset[str]:
    filled = course.unit.offices_filling(course.sop.id, step.performers)
    return frozenset(office.code for office in filled)


def _doer(course: Course, step: Step, move: Move) -> str:
    """Return the performer of `step` who made the move; another office that did it, by its code."""
    named = sorted(move.offices & _performers(course, step)) or sorted(move.offices)
    return named[0] if named else ""


def _activity(
    course: Course,
    step: Step,
    number: int,
    office: str,
    begin: datetime | None,
    end: datetime | None,
    decision: str = "",
) -> Activity:
    # A clock that went back tells no duration.
    minutes = (
        course.calendar.working_minutes(begin, end) if begin and end and begin <= end else None
    )
    return Activity(
        step=step.number,
        round=number,
        office=office,
        begin=_text(course, begin),
        end=_text(course, end),
        minutes=minutes,
        standard=step.minutes,
        decision=decision,
    )


def _text(course: Course, moment: datetime | None) -> str:
    if moment is None:
        return ""
    return moment.astimezone(course.calendar.zone).isoformat(timespec="seconds")
