"""Where something stands on its SOP, as people are told of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from jdih.model.entry import Activity
from jdih.publication.afterwards import Pending
from jdih.publication.tasks import NOTHING_LEFT, Tasks


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one item stands, or one plan, report or strategy that is not approved yet.

    `reached` and `total` count the SOP's steps as it numbers them; the steps of the month, which
    come before an item, count as reached. Imported content has reached none. `offices`
    are those it waits for, `since` when it last moved (None when that is not in Git yet);
    `minutes` are working minutes since then, `standard` those the SOP allows the waiting step.
    `note` says what the steps do not: imported, held back and why, sent back, not yet submitted.
    `tasks` are what a published item still waits for, at the step that publishes it. `pending` is
    the approval that one shown already waits for, `review` the titles of revoked acts that an item
    explains. `rounds` are the steps so far, with what no fact shows left blank.
    `pull` is the number of the open pull request that brings it, 0 where none is known. `passed` is
    the day before which a plan had to be approved, once that has come.
    """

    id: str
    title: str
    branch: str
    path: str
    sop: str
    reached: int
    total: int
    waiting: str
    offices: tuple[str, ...]
    missing: tuple[str, ...]
    since: datetime | None
    minutes: int | None
    standard: int | None
    note: str = ""
    tasks: Tasks = NOTHING_LEFT
    pending: Pending | None = None
    review: tuple[str, ...] = ()
    rounds: tuple[Activity, ...] = ()
    pull: int = 0
    passed: date | None = None

    @property
    def done(self) -> bool:
        """True when every step is proven, and nothing is left to do once it is published."""
        return not (self.waiting or self.review)
