"""Which commits touched a file or folder, looked up in a history that was read already.

Asking Git for each of many folders would walk the same history once for each of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from jdih.repository.git import Repository
from jdih.repository.history import History
from jdih.repository.log import Commit
from jdih.repository.objects import ids_of


class Touched:
    """The commits of one `history` by what they changed; nothing is sorted before it is asked."""

    def __init__(self, repository: Repository, history: History) -> None:
        self._repository = repository
        self._history = history

    def by(self, path: str) -> tuple[Commit, ...]:
        """Return the commits that changed what lies at or below `path`, oldest first.

        For a merge stand those that it brought: it changes against its first parent what they did.
        """
        return tuple(self._by_path.get(path, ()))

    def last(self, paths: Iterable[str]) -> Mapping[str, Commit]:
        """Return for each of `paths` the commit that ``git log -1 -- path`` names.

        What was never there is left out. Like Git, it goes past a merge that took a path as one of
        its sides had it, and on along the first such side. All paths go down the history together,
        each commit being looked at once for those that are still looked for.
        """
        found: dict[str, Commit] = {}
        waiting = {self._history.head: set(paths)}
        while waiting:
            asked = self._down(waiting, found)
            waiting = self._past(asked, found)
        return found

    def _down(
        self, waiting: dict[str, set[str]], found: dict[str, Commit]
    ) -> list[tuple[Commit, str]]:
        """Follow what is `waiting` at each commit; return the merges that only trees decide."""
        asked: list[tuple[Commit, str]] = []
        while waiting:
            sha, paths = waiting.popitem()
            commit = self._commits[sha]
            merge = len(commit.parents) > 1
            # Of a merge on a branch it is not known what it changed against its first parent.
            own = paths & self._changed(commit) if sha in self._own or not merge else set(paths)
            paths -= own
            if merge:
                asked.extend((commit, path) for path in own)
            else:
                found.update(dict.fromkeys(own, commit))
            if paths and commit.parents:
                _join(waiting, commit.parents[0], paths)
        return asked

    def _past(
        self, asked: list[tuple[Commit, str]], found: dict[str, Commit]
    ) -> dict[str, set[str]]:
        """Return where the paths go on that a merge took from one side; the rest it changed."""
        waiting: dict[str, set[str]] = {}
        names = (f"{sha}:{path}" for merge, path in asked for sha in (merge.sha, *merge.parents))
        ids = ids_of(self._repository, names)
        for merge, path in asked:
            here = ids.get(f"{merge.sha}:{path}")
            same = (side for side in merge.parents if ids.get(f"{side}:{path}") == here)
            if side := next(same, None):
                _join(waiting, side, {path})
            else:
                found[path] = merge
        return waiting

    def _changed(self, commit: Commit) -> set[str]:
        return {path for change in commit.changes for path in _above(change.path)}

    @cached_property
    def _own(self) -> frozenset[str]:
        return frozenset(commit.sha for commit in self._history.mainline)

    @cached_property
    def _commits(self) -> Mapping[str, Commit]:
        brought = (commit for own in self._history.merged.values() for commit in own)
        return {commit.sha: commit for commit in (*self._history.mainline, *brought)}

    @cached_property
    def _by_path(self) -> Mapping[str, list[Commit]]:
        found: dict[str, list[Commit]] = defaultdict(list)
        for merge in self._history.mainline:
            for commit in self._history.merged.get(merge.sha, ()) or (merge,):
                for path in self._changed(commit):
                    found[path].append(commit)
        return found


def _join(waiting: dict[str, set[str]], sha: str, paths: set[str]) -> None:
    """Let `paths` wait at a commit, the fewer going to the more."""
    there = waiting.get(sha, set())
    few, many = sorted((there, paths), key=len)
    many |= few
    waiting[sha] = many


def _above(path: str) -> Iterator[str]:
    """Yield `path` and every folder around it."""
    while path:
        yield path
        path = path.rpartition("/")[0]
