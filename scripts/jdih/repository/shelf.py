"""Where the program keeps what it writes: a ref here, or a branch of the office's repository.

Either way a write is a compare-and-swap: it lands on the commit the writer saw, or not at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from jdih.errors import JdihError
from jdih.repository.failures import GitFailed, RefMoved
from jdih.repository.git import Repository
from jdih.repository.remote import Remote


class Shelf(Protocol):
    """A line of commits that only the program writes. `name` is what people call it."""

    repository: Repository
    name: str

    def tip(self) -> str | None:
        """Return the newest commit, which can be read here, or None before the first."""

    def write(
        self, files: Mapping[str, bytes], message: str, when: datetime, expected: str | None
    ) -> None:
        """Add or replace `files` in one commit on `expected`, the tip the caller saw.

        Raises RefMoved, having changed nothing, when the tip is another by now or the other side
        does not answer just then: worth trying again. Other faults are JdihError.
        """


class LocalShelf:
    """The ref `name` of this repository."""

    def __init__(self, repository: Repository, name: str) -> None:
        self.repository = repository
        self.name = name

    def tip(self) -> str | None:
        """See `Shelf`."""
        return self.repository.tip(self.name)

    def write(
        self, files: Mapping[str, bytes], message: str, when: datetime, expected: str | None
    ) -> None:
        """See `Shelf`."""
        self.repository.commit_files(self.name, files, message, when, expected)


class RemoteShelf:
    """The branch `name` of the office's repository elsewhere: read from `source`, sent to `door`.

    No ref of this repository is made: one left behind by a run that was killed would block all
    later ones.
    """

    def __init__(self, repository: Repository, name: str, source: Remote, door: Remote) -> None:
        self.repository = repository
        self.name = name
        self._source = source
        self._door = door

    def tip(self) -> str | None:
        """See `Shelf`."""
        commit = self._source.tip(self.name)
        if commit is not None:
            self._source.bring(commit, f"refs/heads/{self.name}")
        return commit

    def write(
        self, files: Mapping[str, bytes], message: str, when: datetime, expected: str | None
    ) -> None:
        """See `Shelf`. A commit that landed although the answer was lost counts as written."""
        commit = self.repository.write_files(files, message, when, expected)
        try:
            self._door.push(commit, self.name)
        except GitFailed as error:
            now = self.tip()
            if now and not self.repository.text("rev-list", "--max-count=1", commit, f"^{now}"):
                return
            if now == expected and error.final:
                raise self._refused(error) from error
            moved = f"Cabang {self.name} baru saja ditulisi proses lain."
            raise RefMoved(
                error.message if now == expected else moved, "Ulangi beberapa menit lagi."
            ) from error

    def _refused(self, error: GitFailed) -> JdihError:
        return JdihError(
            f"Cabang {self.name} menolak tulisan program: {error.reason}",
            "Periksa kunci penulis Buku Agenda dan ruleset `register` dengan "
            "`jdih doctor --github`.",
        )
