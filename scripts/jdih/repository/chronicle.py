"""All commits that lead to one, of a long history read once: what a commit is never changes.

Kept is what was told up to some commit; whoever asks later has Git tell of those since. A history
that was replaced does not lead on from there, and is read anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple
from datetime import datetime
from typing import Any

from jdih.errors import JdihError
from jdih.model.tree import WORTH
from jdih.repository.git import Repository
from jdih.repository.log import Change, Commit, read_log

TABLE = "riwayat"
_PORTION = 50
"""One in so many commits is new when all are kept again."""


def commits_to(repository: Repository, head: str) -> Mapping[str, Commit]:
    """Return all commits up to `head`, a full id, with their changes against the first parent."""
    keep = repository.keep
    tip, told = keep.get(TABLE, "", "") or ("", ())
    if not _leads(repository, tip, head):
        tip, told = "", ()
    known = {commit.sha: commit for commit in map(_restored, told)}
    since = f"{tip}..{head}" if tip else head
    new = () if tip == head else read_log(repository, since, "--diff-merges=first-parent", paths=())
    found = {commit.sha: commit for commit in new} | known
    if len(found) >= WORTH and (len(found) - len(known)) * _PORTION > len(found):
        keep.put(TABLE, "", "", (head, tuple(map(_plain, found.values()))))
        keep.save()
    return found


def _leads(repository: Repository, tip: str, head: str) -> bool:
    """Say whether the history up to `head` goes on from `tip`."""
    if tip in {"", head}:
        return bool(tip)
    try:
        return repository.text("merge-base", tip, head) == tip
    except JdihError:
        return False  # without a common origin, or no longer there


def _plain(commit: Commit) -> tuple[Any, ...]:
    """Return a commit as plain values."""
    return (
        commit.sha,
        commit.parents,
        commit.time.isoformat(),
        commit.author,
        commit.committer,
        commit.coauthors,
        tuple(map(astuple, commit.changes)),
        commit.decision,
        commit.asked and commit.asked.isoformat(),
    )


def _restored(values: tuple[Any, ...]) -> Commit:
    sha, parents, time, author, committer, coauthors, changes, decision, asked = values
    return Commit(
        sha,
        parents,
        datetime.fromisoformat(time),
        author,
        committer,
        coauthors,
        tuple(Change(*change) for change in changes),
        decision,
        asked and datetime.fromisoformat(asked),
    )
