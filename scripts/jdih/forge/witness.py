"""What a forge such as GitHub tells of a pull request, and who can be asked for it.

Accounts are numeric ids: names change, ids do not. None is an account that is gone or that the
forge could not link to anybody.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from jdih.workflow.erasure import NONE, Erasures


class Opinion(StrEnum):
    """What a review says. Remarks alone decide nothing and are left out."""

    APPROVED = "setuju"
    CHANGES = "perbaiki"
    DISMISSED = "dicabut"
    """Taken back, by the reviewer or by somebody else."""


@dataclass(frozen=True, slots=True)
class Review:
    """A review of the commit `commit`; `time` is the forge's own, `number` the review's.

    `silent` is one that came without a word of reason. It decides nothing, and is not kept.
    """

    account_id: int | None
    opinion: Opinion
    time: datetime
    commit: str
    number: int = 0
    silent: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Push:
    """A push to the branch of the pull request: who, and the branch's tip before and after.

    `before` is zeros where the branch was created.
    """

    account_id: int | None
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Pull:
    """A pull request.

    `opener` opened it. `head` is the branch's tip: the last one while it is open, else the one
    that was merged. `authors` maps each of its commits to the accounts that the forge linked to
    author and committer. `web` are commits that the forge itself made for somebody in the browser.
    `advisers` proposed words in the browser that somebody else may have taken over. `reviews` are
    in the order of time. `merged` is when it was merged, None while it is open. `recorded` are the
    approvals among reviews that an entry of the register already rests on: they stand, whatever the
    forge says later.
    """

    number: int
    opener: int | None
    head: str
    authors: Mapping[str, tuple[int | None, ...]]
    web: frozenset[str]
    pushes: tuple[Push, ...]
    reviews: tuple[Review, ...]
    advisers: frozenset[int]
    merged: datetime | None = None
    recorded: tuple[Review, ...] = ()


def approvals_among(reviews: Iterable[Review]) -> tuple[Review, ...]:
    """Return the approvals that stand: those that are the last word of an account."""
    return tuple(one for one in last_words(reviews) if one.opinion is Opinion.APPROVED)


def last_words(reviews: Iterable[Review]) -> Iterator[Review]:
    """Yield the last review of each account, of `reviews` in order of time."""
    # A reviewer whose account is gone said nothing that could be laid to an office.
    last = {review.account_id: review for review in reviews}
    return (review for account, review in last.items() if account is not None)


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue, or a comment under one: its text, and who wrote it when.

    `account` is empty where the account is gone.
    """

    number: int
    text: str
    account_id: int | None
    account: str
    opened: datetime | None = None


@dataclass(frozen=True, slots=True)
class Ready:
    """An open pull request: who opened it, its branch and tip, and whether we may push to it."""

    number: int
    opener: int | None
    branch: str
    head: str
    ours: bool


def ref_of(number: int) -> str:
    """Return the name under which the commits of a pull request can be fetched."""
    return f"refs/pull/{number}/head"


class Witness(Protocol):
    """Somebody to ask about merges."""

    @property
    def erasures(self) -> Erasures:
        """What recorded erasures made of the commits that are asked about."""

    def pulls(self, merges: Collection[str], /) -> Mapping[str, Pull]:
        """Return the pull requests that these commits of the main branch merged, by commit.

        A commit that merged none is left out. Raises JdihError when the forge does not answer:
        a gate that knows nothing stays closed.
        """


class Nobody:
    """The witness where there is no forge: Git alone tells, and what was recorded of erasures."""

    def __init__(self, erasures: Erasures = NONE) -> None:
        self.erasures = erasures

    def pulls(self, _merges: Collection[str], /) -> Mapping[str, Pull]:
        """Return nothing."""
        return {}
