"""All commits that lead to one, of a long history each told once: what a commit is never changes.

Which commits those are is asked each time, so that whatever else is kept is in no other history.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple
from datetime import datetime
from typing import Any

from jdih.model.tree import WORTH
from jdih.repository.git import Repository
from jdih.repository.log import Change, Commit, read_log

TABLE = "riwayat"
_CHANGES = "--diff-merges=first-parent"


def commits_to(repository: Repository, head: str) -> Mapping[str, Commit]:
    """Return all commits up to `head`, a full id, with their changes against the first parent."""
    every = repository.text("rev-list", head).split()
    if len(every) < WORTH:
        return {one.sha: one for one in read_log(repository, head, _CHANGES, paths=())}
    keep = repository.keep
    kept = ((sha, keep.get(TABLE, sha, "")) for sha in every)
    found = {sha: _restored(values) for sha, values in kept if values is not None}
    asked = "".join(f"{sha}\n" for sha in every if sha not in found)
    if asked:
        mode = (_CHANGES, "--no-walk=unsorted", "--stdin")
        for one in read_log(repository, "", *mode, paths=(), stdin=asked.encode("ascii")):
            found[one.sha] = one
            keep.put(TABLE, one.sha, "", _plain(one))
        keep.save()
    return found


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
