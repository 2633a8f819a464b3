"""What recorded erasures (UU 27/2022) made of commits, files and approvals that entries name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from jdih.model.document import CONTENT
from jdih.model.entry import Approval, Entry
from jdih.model.verdict import Grant
from jdih.workflow.digest import sha256, sidik


@dataclass(frozen=True, slots=True)
class Recorded:
    """The gate's word on a version before its commit was written anew.

    `grant` is by what act it was shown unapproved; with neither it was imported.
    """

    approval: Approval | None
    grant: Grant | None = None


@dataclass(frozen=True, slots=True)
class Erasures:
    """Recorded erasures, oldest first.

    Each of `commits` maps old → new ids; each of `files` (SHA-256 of the path, of the bytes) →
    SHA-256 of the bytes afterwards, empty for a removed file. `approved` are the words on versions
    by (present commit, SHA-256 of the path).
    """

    commits: Sequence[Mapping[str, str]] = ()
    files: Sequence[Mapping[tuple[str, str], str]] = ()
    approved: Mapping[tuple[str, str], Recorded] = field(default_factory=dict)
    _back: Sequence[Mapping[str, str]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Turn the names of commits around once."""
        back = [{new: old for old, new in renamed.items()} for renamed in self.commits]
        object.__setattr__(self, "_back", back)

    def current(self, commit: str) -> str:
        """Return what a commit is called now."""
        for renamed in self.commits:
            commit = renamed.get(commit, commit)
        return commit

    def former(self, commit: str) -> str:
        """Return what a commit was called at first, by how it is called now."""
        for renamed in reversed(self._back):
            commit = renamed.get(commit, commit)
        return commit

    def recorded(self, commit: str, path: str) -> Recorded | None:
        """Return the word on the version of `path` that a commit, as it is called now, brought."""
        return self.approved.get((commit, path_digest(path)))

    def seen(self, entry: Entry) -> Entry:
        """Return an entry with commits, files and sidik as they are now; its file stays."""
        if not self.commits:
            return entry
        approval = entry.approval
        if approval is not None:
            approval = replace(
                approval,
                commit=self.current(approval.commit),
                rules=self.current(approval.rules),
            )
        found = ((name, self._ways(entry, name, digest)[-1]) for name, digest in entry.files)
        files = tuple((name, digest) for name, digest in found if digest)
        return replace(
            entry,
            commit=self.current(entry.commit),
            approval=approval,
            files=files,
            digest=sidik(files) if files != entry.files else entry.digest,
        )

    def touching(self, entry: Entry) -> tuple[int, ...]:
        """Return which of the erasures, by position, changed a file of an entry's version."""
        ways = [self._ways(entry, name, digest) for name, digest in entry.files]
        positions = range(len(self.commits))
        return tuple(at for at in positions if any(way[at] != way[at + 1] for way in ways))

    def _ways(self, entry: Entry, name: str, digest: str) -> list[str]:
        """Return the SHA-256 of a file of an entry's version: at first, and after each erasure.

        Empty once it is gone.
        """
        folder = f"{CONTENT}/{entry.address}"
        # A document without a folder of its own lies beside its address: rencana/2026-11.md.
        places = f"{folder}{name}", str(PurePosixPath(folder).parent / name)
        commit, way = entry.commit, [digest]
        for renamed, changed in zip(self.commits, self.files, strict=True):
            if commit in renamed:
                commit = renamed[commit]
                known = ((path_digest(place), digest) for place in places)
                digest = next((changed[one] for one in known if one in changed), digest)
            way.append(digest)
        return way


NONE = Erasures()


def path_digest(path: str) -> str:
    """Return how a proof names a file: the SHA-256 of its path from the root of the repository."""
    return sha256(path.encode("utf-8", "surrogateescape"))
