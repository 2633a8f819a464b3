"""What ``git log`` tells of commits, however they are chosen.

Everything is separated by NUL and names are never parsed, so no byte in a name, a message or a path
can be taken for something else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from jdih.repository.commit_fields import asked_for, coauthors, decision, moment
from jdih.repository.git import Repository
from jdih.repository.tree import FOLDERS

_FIELDS = ("%H", "%P", "%cd", "%ae", "%ce", "%B")
RAW = ("--raw", "--no-abbrev", "--no-renames", "--no-color", "--ignore-submodules=none", "-z")
"""How Git is to tell what changed, for `changes_in`."""
_FORMAT = (
    "--format=" + "%x00".join(_FIELDS),
    "--date=raw",
    "--encoding=none",
    "--no-mailmap",
    "--no-show-signature",
    "--root",
    "--full-history",
    "--sparse",
    *RAW,
)


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


def read_log(
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
        at, changes = changes_in(tokens, at + len(_FIELDS))
        yield _commit(fields, changes)


def changes_in(tokens: list[bytes], at: int) -> tuple[int, tuple[Change, ...]]:
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
