"""The contents of a commit's files, one at a time or, when read in order, many at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from jdih.errors import JdihError

_AHEAD = 1_024
_BYTES = 16 * 1024 * 1024
"""So many files, and bytes, are read ahead at most."""
_GROWTH = 8
_NEAR = 16
"""So far from the file before a file still lies in order: between them may be what nobody reads."""


class Git(Protocol):
    """What this module needs of `jdih.repository.git.Repository`."""

    def run(self, *args: str, stdin: bytes | None = None) -> bytes:
        """Run a Git command and return what it wrote."""

    def object(self, name: str) -> tuple[str, str, bytes]:
        """Return id, type and bytes of an object."""


class Reader:
    """Reads `files`, given in order as (path, blob, size).

    Once they are asked for in that order it reads ahead: starting Git for many files costs less
    than asking a running one for each.
    """

    def __init__(self, git: Git, files: Iterable[tuple[str, str, int]]) -> None:
        self._git = git
        self._files = tuple(files)
        self._places = {path: at for at, (path, _, _) in enumerate(self._files)}
        self._held: Mapping[int, bytes] = {}
        self._expected = len(self._files)
        self._ahead = 1

    def read(self, path: str) -> bytes:
        """Return the bytes of a file. Raises JdihError when its blob is missing or damaged."""
        at = self._places[path]
        near = self._expected <= at < self._expected + _NEAR
        self._expected = at + 1
        if at not in self._held:
            self._ahead = min(self._ahead * _GROWTH, _AHEAD) if near else 1
            self._held = self._some(at)
        held = self._held.get(at)
        return held if held is not None else self._git.object(self._files[at][1])[2]

    def _some(self, first: int) -> Mapping[int, bytes]:
        """Return the files that are read at once from `first` on, none where that would be one."""
        wanted: list[str] = []
        left = _BYTES
        for _, blob, size in self._files[first : first + self._ahead]:
            left -= size
            if left < 0:
                break
            wanted.append(blob)
        if len(wanted) < 2:
            return {}
        asked = "".join(f"{blob}\n" for blob in wanted).encode("ascii")
        try:
            data = list(contents(self._git.run("cat-file", "--batch", stdin=asked)))
        except (JdihError, ValueError):
            # One of them is damaged; whoever asks for that one will be told.
            return {}
        return dict(enumerate(data, first))


def contents(output: bytes) -> Iterator[bytes]:
    """Yield what ``git cat-file --batch`` wrote. Raises ValueError where an object is missing."""
    at = 0
    while at < len(output):
        end = output.index(b"\n", at)
        size = int(output[at:end].rsplit(b" ", 1)[1])
        yield output[end + 1 : end + 1 + size]
        at = end + size + 2
