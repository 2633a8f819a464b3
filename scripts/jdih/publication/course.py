"""An item's way through its SOP, round by round, as files, Git and the forge show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from jdih.forge.journey import Journeys, Past
from jdih.forge.witness import Pull, Witness
from jdih.model.document import Document, Kind
from jdih.model.entry import Activity, Approval
from jdih.model.sop import Sop
from jdih.model.unit import Unit
from jdih.repository.git import Repository
from jdih.repository.log import Commit
from jdih.rules.engine import Checked
from jdih.workflow.rounds import Course, activities, giver_of, under_way
from jdih.workflow.working_time import Calendar


class Courses:
    """Tells the rounds of items by the SOPs and settings that `checked` holds."""

    def __init__(
        self,
        repository: Repository,
        unit: Unit,
        checked: Checked,
        witness: Witness,
        past: Past | None = None,
    ) -> None:
        self._unit = unit
        self._checked = checked
        self._journeys = Journeys(repository, unit, checked.schemas, witness, past)
        self._calendar = Calendar.of(unit, checked.holidays)

    def done(
        self, item: Document, approval: Approval, live: datetime, *, former: bool = False
    ) -> tuple[Activity, ...]:
        """Return every round of an approved item that was seen live; nothing without an SOP.

        `former` tells as entries used to be written (see `jdih.workflow.rounds.Course`).
        """
        sop = self._sop(item)
        if sop is None:
            return ()
        moves = self._journeys.moves(item, sop, approval.commit)
        course = replace(self._course(item, sop), former=former)
        return activities(course, moves, approval, live)

    def under_way(
        self, item: Document, merge: str, approval: Approval | None, now: datetime
    ) -> tuple[Activity, ...]:
        """Return the rounds of an item that `merge` would bring, as far as they went by `now`."""
        sop = self._sop(item)
        if sop is None:
            return ()
        moves = self._journeys.moves(item, sop, merge)
        return under_way(self._course(item, sop), moves, approval, now)

    def open(
        self, item: Document, commits: Sequence[Commit], pull: Pull | None, now: datetime
    ) -> tuple[Activity, ...]:
        """Return the rounds of an item that nobody merged for a decision, by its `commits`."""
        sop = self._sop(item)
        if sop is None:
            return ()
        moves = self._journeys.told(item, sop, commits, pull)
        approval = self._journeys.approved(item, sop, pull) if pull else None
        return under_way(self._course(item, sop), moves, approval, now)

    def refused(self, item: Document, branch: str, base: str) -> bool:
        """Say whether a refusal in Git is the last word on `item` from `base` to `branch`."""
        sop = self._sop(item)
        return sop is not None and self._journeys.refused(item, sop, branch, base)

    def _sop(self, item: Document) -> Sop | None:
        if item.kind is not Kind.ITEM:
            return None
        return self._checked.context.sops.get(item.header.text("sop"))

    def _course(self, item: Document, sop: Sop) -> Course:
        return Course(sop, self._unit, self._calendar, giver_of(item, sop))
