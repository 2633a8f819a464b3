"""The history of the main branch, read in one pass whatever the number of documents.

The pass visits every commit and says who wrote it, and what it changed against its first parent.
That is what the commits of the main branch did to it; of a merge on a side branch, which counts for
what it changed itself, Git is asked again. Told is what lies in ``content/``, ``drafts/`` and the
settings, unless the whole is asked for: Git itself is slower where it has to leave paths out.
Everything is separated by NUL and names are never parsed, so no byte in a name, a message or a path
can be taken for something else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from jdih.repository import failures
from jdih.repository.commit_fields import asked_for, coauthors, decision, moment
from jdih.repository.git import Repository
from jdih.repository.tree import FOLDERS

_FIELDS = ("%H", "%P", "%cd", "%ae", "%ce", "%B")
_RAW = ("--raw", "--no-abbrev", "--no-renames", "--no-color", "--ignore-submodules=none", "-z")
_FORMAT = (
    "--format=" + "%x00".join(_FIELDS),
    "--date=raw",
    "--encoding=none",
    "--no-mailmap",
    "--no-show-signature",
    "--root",
    "--full-history",
    "--sparse",
    *_RAW,
)
_PARENTS_OF_A_MERGE = 2


@dataclass(frozen=True, slots=True)
class Change:
    """One path that a commit changed, with mode and blob afterwards.

    `status` is Git's letter, against the first parent. A path that is not UTF-8 keeps its bytes
    as surrogates. The blob of a deleted path is zeros.
    """

    path: str
    status: str
    mode: str
    blob: str

    @property
    def deleted(self) -> bool:
        """True when the path is gone after the change."""
        return self.status == "D"


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit: committer's time, addresses of those who made it, and what it changed.

    Addresses are claims, not proofs. An address that is malformed stands as it is written. A time
    that cannot be read is the beginning of 1970, when nobody held an office. `decision` is its
    whole message where that has a trailer ``Keputusan``, else empty. `asked` is when somebody
    asked on a forge for what the commit does (trailer ``Diminta``), None where nobody did.
    """

    sha: str
    parents: tuple[str, ...]
    time: datetime
    author: str
    committer: str
    coauthors: tuple[str, ...]
    changes: tuple[Change, ...]
    decision: str = ""
    asked: datetime | None = None


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
    every = _log(repository, head, "--diff-merges=first-parent", paths=())
    everything = {commit.sha: commit for commit in every}
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
    return _log(repository, rev, "--diff-merges=combined", paths=())


def read_branch(repository: Repository, merge: str) -> tuple[Commit, ...]:
    """Return the commits that a merge brought in, oldest first; none for any other commit."""
    parents = repository.text("rev-list", "--parents", "-n", "1", merge).split()[1:]
    if len(parents) < _PARENTS_OF_A_MERGE:
        return ()
    return read_range(repository, parents[0], parents[1])


def read_range(repository: Repository, base: str, tip: str) -> tuple[Commit, ...]:
    """Return the commits that `tip` has and `base` has not, oldest first."""
    mode = ("--diff-merges=combined", "--topo-order")
    return tuple(_log(repository, f"{base}..{tip}", *mode))[::-1]


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
    options = ("--stdin", "-r", "--always", *_RAW)
    output = repository.run("diff-tree", *options, "--", *FOLDERS, stdin=asked.encode("ascii"))
    tokens = output.split(b"\0")
    at = 0
    found: dict[str, tuple[Change, ...]] = {}
    for merge in merges:
        at, found[merge] = _changes(tokens, at + 1)
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
    found = _log(repository, "", *mode, paths=(), stdin=asked.encode("ascii"))
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


def _log(
    repository: Repository,
    head: str,
    *mode: str,
    paths: tuple[str, ...] = FOLDERS,
    stdin: bytes | None = None,
) -> Iterator[Commit]:
    """Run one pass over `paths` and yield its commits, newest first; `mode` may name them."""
    heads = (head,) if head else ()
    output = repository.run("log", *_FORMAT, *mode, *heads, "--", *paths, stdin=stdin)
    tokens = output.split(b"\0")
    at = 0
    while at < len(tokens) - 1:
        fields = tokens[at : at + len(_FIELDS)]
        at, changes = _changes(tokens, at + len(_FIELDS))
        yield _commit(fields, changes)


def _changes(tokens: list[bytes], at: int) -> tuple[int, tuple[Change, ...]]:
    """Read raw entries from `at`; return where the next commit begins, and the entries.

    An entry is ``:mode mode blob blob status`` and, after a NUL, one path. A merge has one more
    colon, mode and blob for each further parent, and one status letter for each parent. What
    separates entries from the fields before is a line feed, or for a merge an empty token.
    """
    changes: list[Change] = []
    while at < len(tokens) - 1:
        entry = tokens[at].lstrip(b"\n").decode("ascii")
        if not entry:
            at += 1
            continue
        if not entry.startswith(":"):
            break
        parents = len(entry) - len(entry.lstrip(":"))
        words = entry.lstrip(":").split(" ")
        mode, blob, status = words[parents], words[-2], words[-1]
        letter = "D" if mode == "000000" else status[0]
        path = tokens[at + 1].decode("utf-8", "surrogateescape")
        changes.append(Change(path, letter, mode, blob))
        at += 2
    return at, tuple(changes)


def _commit(fields: list[bytes], changes: tuple[Change, ...]) -> Commit:
    sha, parents, time, author, committer = (
        field.decode("utf-8", "surrogateescape") for field in fields[:5]
    )
    return Commit(
        sha,
        tuple(parents.split()),
        moment(time),
        author,
        committer,
        coauthors(fields[5]),
        changes,
        decision(fields[5]),
        asked_for(fields[5]),
    )
