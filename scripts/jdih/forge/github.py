"""GitHub: pull requests, their reviews and pushes.

What it does not answer, or answers otherwise than described, closes the gate.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import datetime
from typing import Any

from jdih.errors import JdihError
from jdih.forge.api import Api
from jdih.forge.board import Board, account_id
from jdih.forge.witness import Opinion, Pull, Push, Ready, Review
from jdih.workflow.erasure import NONE

_OPINIONS = {
    "APPROVED": Opinion.APPROVED,
    "CHANGES_REQUESTED": Opinion.CHANGES,
    "DISMISSED": Opinion.DISMISSED,
}
_WEB_FLOW = 19864447
"""GitHub's own account: the committer of what somebody writes or merges in the browser."""
_NUMBER = re.compile(r"\(?#([1-9][0-9]{0,8})\b")
_SUGGESTION = "```suggestion"
_PUSHES = frozenset({"push", "force_push", "branch_creation"})
_LIMIT = 250
"""GitHub lists no more commits of a pull request than this."""

Messages = Callable[[str], str]
"""Returns the message of a commit."""


class GitHub(Board):
    """One repository on GitHub, as a `jdih.forge.door.Forge`.

    `branch` is the main branch. `message_of` reads a commit's message: the number in it only says
    which pull request to ask about.
    """

    def __init__(self, api: Api, message_of: Messages, branch: str = "main") -> None:
        super().__init__(api)
        self._branch = branch
        self._message_of = message_of
        self._known: dict[str, Pull | None] = {}
        self.erasures = NONE

    def pulls(self, merges: Collection[str], /) -> Mapping[str, Pull]:
        """Return the pull requests that these commits of the main branch merged, by commit.

        What was told of a merge is remembered. Raises JdihError when GitHub does not answer, or not
        completely.
        """
        with self._api.told():
            for merge in sorted(set(merges) - self._known.keys()):
                told = self._merged_as(merge)
                self._known[merge] = None if told is None else self._pull(told)
        found = ((merge, self._known[merge]) for merge in merges)
        return {merge: pull for merge, pull in found if pull is not None}

    def open_pull(self, number: int) -> Pull:
        """Return a pull request as it stands. Raises JdihError."""
        with self._api.told():
            return self._pull(self._api.one(f"pulls/{number}"))

    def pull_of_branch(self, branch: str) -> int:
        """Return the number of the open pull request of a branch here, 0 for none."""
        owner = self._api.name.partition("/")[0]
        return next((int(one["number"]) for one in self._open(head=f"{owner}:{branch}")), 0)

    def propose(self, branch: str, title: str, body: str, *, draft: bool) -> int:
        """Open a pull request of a branch to the main one; return its number."""
        data = {"head": branch, "base": self._branch, "title": title, "body": body, "draft": draft}
        with self._api.told():
            return int(self._api.send("POST", "pulls", data)["number"])

    def ready(self) -> tuple[Ready, ...]:
        """Return the open pull requests that wait for a decision. Raises JdihError."""
        listed = self._open(base=self._branch)
        with self._api.told():
            return tuple(self._ready(one) for one in listed if not one["draft"])

    def _ready(self, told: Mapping[str, Any]) -> Ready:
        head = told["head"]
        home = head["repo"]["full_name"] if head["repo"] else ""
        opener = account_id(told["user"])
        return Ready(told["number"], opener, head["ref"], head["sha"], home == self._api.name)

    def branch_of(self, number: int) -> Ready:
        """Return the branch of an open pull request. Raises JdihError for one that is closed."""
        with self._api.told():
            told = self._api.one(f"pulls/{number}")
            if told["state"] != "open":
                raise JdihError(
                    f"Usulan #{number} sudah ditutup.", "Buka usulan baru untuk perubahan lain."
                )
            return self._ready(told)

    def open_numbers(self) -> tuple[int, ...]:
        """Return the numbers of all open pull requests to the main branch. Raises JdihError."""
        return tuple(sorted(int(one["number"]) for one in self._open(base=self._branch)))

    def _open(self, **narrow: str) -> list[dict[str, Any]]:
        with self._api.told():
            return list(self._api.many("pulls", state="open", **narrow))

    def _merged_as(self, merge: str) -> dict[str, Any] | None:
        """Return the pull request merged by `merge`, None when there is none.

        The list of a commit's pull requests has been seen empty right after a merge, so the number
        in the message is tried first; what counts is what GitHub says of that pull request.
        """
        named = _NUMBER.search(self._message_of(merge).partition("\n")[0])
        if named:
            told = self._api.one(f"pulls/{named[1]}", or_nothing=True)
            if told and self._is(told, merge):
                return told
        listed = (
            told
            for told in self._api.many_or_nothing(f"commits/{merge}/pulls")
            if self._is(told, merge)
        )
        first = next(listed, None)
        return None if first is None else self._api.one(f"pulls/{first['number']}")

    def _is(self, told: Mapping[str, Any], merge: str) -> bool:
        return (
            told.get("merged_at") is not None
            and told.get("merge_commit_sha") == merge
            and told["base"]["ref"] == self._branch
        )

    def _pull(self, told: Mapping[str, Any]) -> Pull:
        number = told["number"]
        commits = list(self._api.many(f"pulls/{number}/commits"))
        if len(commits) >= _LIMIT:
            raise JdihError(
                f"Usulan #{number} memuat {_LIMIT} commit atau lebih; GitHub tidak menyebut semua.",
                "Ajukan isinya dari cabang usulan baru.",
            )
        remarks = list(self._api.many(f"pulls/{number}/comments"))
        explained = {one.get("pull_request_review_id") for one in remarks}
        told_reviews = self._api.many(f"pulls/{number}/reviews")
        reviews = (_review(one, explained) for one in told_reviews)
        advisers = (account_id(one["user"]) for one in remarks if _SUGGESTION in one["body"])
        return Pull(
            number=number,
            opener=account_id(told["user"]),
            head=told["head"]["sha"],
            authors={one["sha"]: _authors(one) for one in commits},
            web=frozenset(one["sha"] for one in commits if _by_web(one)),
            pushes=tuple(self._pushes(told["head"])),
            reviews=tuple(sorted((r for r in reviews if r), key=lambda review: review.time)),
            advisers=frozenset(account for account in advisers if account is not None),
            merged=datetime.fromisoformat(told["merged_at"]) if told["merged_at"] else None,
        )

    def _pushes(self, head: Mapping[str, Any]) -> Iterator[Push]:
        """Yield the pushes to a branch, the newest first; none when its repository is gone."""
        if head["repo"] is None:
            return
        ref, home = f"refs/heads/{head['ref']}", head["repo"]["full_name"]
        for one in self._api.many("activity", home=home, ref=ref):
            if one["activity_type"] in _PUSHES:
                yield Push(account_id(one["actor"]), one["before"], one["after"])


def _authors(commit: Mapping[str, Any]) -> tuple[int | None, ...]:
    """Return the linked accounts of author and committer; GitHub as committer names nobody."""
    author, committer = (
        account_id(commit["author"] or None),
        account_id(commit["committer"] or None),
    )
    return (author,) if committer == _WEB_FLOW and _by_web(commit) else (author, committer)


def _by_web(commit: Mapping[str, Any]) -> bool:
    """Say whether GitHub itself made a commit, for somebody in the browser."""
    verified = bool(commit["commit"]["verification"]["verified"])
    return verified and account_id(commit["committer"] or None) == _WEB_FLOW


def _review(told: Mapping[str, Any], explained: Collection[Any]) -> Review | None:
    """Return a review, None for one that decides nothing: remarks, or one not yet sent.

    `explained` are the numbers of reviews under which remarks on lines were written.
    """
    opinion = _OPINIONS.get(told["state"])
    if opinion is None:
        return None
    time = datetime.fromisoformat(told["submitted_at"])
    number = int(told["id"])
    silent = not (told.get("body") or "").strip() and number not in explained
    commit = told["commit_id"] or ""
    return Review(account_id(told["user"]), opinion, time, commit, number, silent)
