"""Decisions in Git alone: a signed commit that changes nothing and says ``Keputusan: …``.

Before the merge it refuses (decision 0003), afterwards it approves, or declines, what is shown for
the time being (decision 0009). Whether it counts depends on who signed it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jdih.repository.history import History
from jdih.repository.log import Commit
from jdih.workflow.rounds import APPROVED, REFUSED

APPROVAL, REFUSAL = f"Keputusan: {APPROVED}", f"Keputusan: {REFUSED}"
"""The trailers by which a decider decides in plain Git."""

_TRAILER = re.compile(rf"^Keputusan: ({APPROVED}|{REFUSED})[ \t\r]*$", re.MULTILINE)


def decision_on(commit: Commit, identity: str) -> str:
    """Return what `commit` says of the document with this id, empty when it decides nothing."""
    if commit.changes or len(commit.parents) != 1 or identity not in commit.decision:
        return ""
    found = _TRAILER.findall(commit.decision)
    return found[-1] if found else ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What `commit` said; it reached the main branch at position `number`."""

    number: int
    commit: Commit
    said: str


class Decisions:
    """The decisions that lie on one main branch, or were brought to it."""

    def __init__(self, history: History) -> None:
        self._found = tuple(
            (number, commit)
            for number, merge in enumerate(history.mainline)
            for commit in (*reversed(history.merged.get(merge.sha, ())), merge)
            if commit.decision and not commit.changes
        )

    def after(self, number: int, identity: str) -> Iterator[Decision]:
        """Yield the decisions on a document that came after position `number`, in order."""
        for place, commit in self._found:
            said = decision_on(commit, identity) if place > number else ""
            if said:
                yield Decision(place, commit, said)
