"""The history of the main branch, read in one pass whatever the number of documents.

The pass visits every commit and says who wrote it, and what it changed against its first parent.
That is what the commits of the main branch did to it; of a merge on a side branch, which counts for
what it changed itself, Git is asked again. Told is what lies in ``content/``, ``drafts/`` and the
settings, unless the whole is asked for: Git itself is slower where it has to leave paths out.
What a commit is never changes: of a long history the clone keeps what was told of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from jdih.repository import failures
from jdih.repository.chronicle import commits_to
from jdih.repository.git import Repository
from jdih.repository.log import RAW, Change, Commit, changes_in, read_log
from jdih.repository.tree import FOLDERS

_PARENTS_OF_A_MERGE = 2


@dataclass(frozen=True, slots=True)
class History:
    """The main branch up to `head`.

    `mainline` holds its own commits, oldest first, with their changes against the first parent.
    `merged` holds for a merge the commits that it brought in, none of them twice; the changes of
    a merge among them are only those that none of its parents had. `times` holds the committer's
    time of every commit.
    """

    head: str
    mainline: tuple[Commit, ...]
    merged: Mapping[str, tuple[Commit, ...]]
    times: Mapping[str, datetime]


def read_history(repository: Repository, rev: str = "HEAD", *, whole: bool = False) -> History:
    """Read the history of the branch at `rev`; the `whole` of it tells of every path.

    Raises JdihError when `rev` does not exist or the clone is shallow.
    """
    head = repository.resolve(rev)
    if head is None:
        raise failures.no_version(rev)
    repository.require_whole()
    everything = dict(commits_to(repository, head))
    mainline = _mainline(head, everything)
    everything.update(_side_merges(repository, mainline, everything))
    history = History(
        head,
        mainline,
        MappingProxyType(_merged(mainline, everything)),
        MappingProxyType({sha: commit.time for sha, commit in everything.items()}),
    )
    return history if whole else within(history)


def within(history: History, folders: Iterable[str] = FOLDERS) -> History:
    """Return a history without the changes that lie outside `folders`."""
    names = tuple(folders)
    starts = tuple(f"{name}/" for name in names)

    def limited(commits: tuple[Commit, ...]) -> tuple[Commit, ...]:
        return tuple(
            replace(commit, changes=inside) if len(inside) < len(commit.changes) else commit
            for commit in commits
            for inside in (
                tuple(c for c in commit.changes if c.path in names or c.path.startswith(starts)),
            )
        )

    merged = {merge: limited(brought) for merge, brought in history.merged.items()}
    return replace(history, mainline=limited(history.mainline), merged=MappingProxyType(merged))


def read_changes(repository: Repository, rev: str) -> Iterator[Commit]:
    """Yield every commit up to `rev`, newest first, with all that each changed itself."""
    return read_log(repository, rev, "--diff-merges=combined", paths=())


def read_branch(repository: Repository, merge: str) -> tuple[Commit, ...]:
    """Return the commits that a merge brought in, oldest first; none for any other commit."""
    parents = repository.text("rev-list", "--parents", "-n", "1", merge).split()[1:]
    if len(parents) < _PARENTS_OF_A_MERGE:
        return ()
    return read_range(repository, parents[0], parents[1])


def read_range(repository: Repository, base: str, tip: str) -> tuple[Commit, ...]:
    """Return the commits that `tip` has and `base` has not, oldest first."""
    mode = ("--diff-merges=combined", "--topo-order")
    return tuple(read_log(repository, f"{base}..{tip}", *mode))[::-1]


def read_differences(
    repository: Repository, merges: Mapping[str, str]
) -> dict[str, tuple[Change, ...]]:
    """Return for each merge what lay otherwise on one of its sides, in one pass for all.

    `merges` maps a merge to that side's commit. A change leads from the merge to the side: a path
    with status ``A`` lay only on the side, one with ``D`` came from elsewhere.
    """
    if not merges:
        return {}
    asked = "".join(f"{side} {merge}\n" for merge, side in merges.items())
    options = ("--stdin", "-r", "--always", *RAW)
    output = repository.run("diff-tree", *options, "--", *FOLDERS, stdin=asked.encode("ascii"))
    tokens = output.split(b"\0")
    at = 0
    found: dict[str, tuple[Change, ...]] = {}
    for merge in merges:
        at, found[merge] = changes_in(tokens, at + 1)
    return found


def _mainline(head: str, everything: Mapping[str, Commit]) -> tuple[Commit, ...]:
    """Return the commits of the branch at `head` itself, oldest first."""
    found = [everything[head]]
    while found[-1].parents:
        found.append(everything[found[-1].parents[0]])
    return tuple(reversed(found))


def _side_merges(
    repository: Repository, mainline: Iterable[Commit], everything: Mapping[str, Commit]
) -> dict[str, Commit]:
    """Return the merges beside the main line, with what none of their parents had."""
    merges = {sha for sha, commit in everything.items() if len(commit.parents) > 1}
    asked = "".join(f"{sha}\n" for sha in sorted(merges.difference(c.sha for c in mainline)))
    if not asked:
        return {}
    mode = ("--diff-merges=combined", "--no-walk=unsorted", "--stdin")
    found = read_log(repository, "", *mode, paths=(), stdin=asked.encode("ascii"))
    return {commit.sha: commit for commit in found}


def _merged(
    mainline: tuple[Commit, ...], everything: Mapping[str, Commit]
) -> dict[str, tuple[Commit, ...]]:
    """Give each commit that is not on the main line to the merge that brought it in.

    Going from the oldest merge to the newest, what was seen before a merge is exactly what its
    first parent could reach.
    """
    seen = {commit.sha for commit in mainline}
    merged: dict[str, tuple[Commit, ...]] = {}
    for merge in mainline:
        brought: list[Commit] = []
        waiting = list(merge.parents[1:])
        while waiting:
            sha = waiting.pop()
            if sha in seen:
                continue
            seen.add(sha)
            brought.append(everything[sha])
            waiting.extend(everything[sha].parents)
        if brought:
            merged[merge.sha] = tuple(brought)
    return merged
