"""The files of one version of the repository, wherever they are kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A file: path from the root with ``/``, Git mode such as ``100644``, size in bytes."""

    path: str
    mode: str
    size: int

    @property
    def regular(self) -> bool:
        """True for a plain file: no symlink, no executable, no submodule."""
        return self.mode == "100644"


WORTH = 500
"""So many values are at least to be had before any are kept: fewer are worked out as quickly."""


class Keep(Protocol):
    """What was worked out of files before, so that another run need not do it again.

    A value is plain: text, number, bytes, truth, None, and tuples of those. One stands in a `table`
    under a `name`, and holds for one `key` alone, such as the ids of all that it was made from.
    """

    def get(self, table: str, name: str, key: str) -> Any:
        """Return the value, None when there is none for this key."""

    def put(self, table: str, name: str, key: str, value: tuple[Any, ...]) -> None:
        """Keep a value in place of the one before."""

    def save(self) -> None:
        """Write what is new, where that is worth it. Never raises: the work is only done again."""


class Tree(Protocol):
    """The files of a work tree or of a commit. Paths are relative to the repository's root.

    `steady` is False once a file was read as another than the one that `identity` had told of.
    """

    steady: bool

    @property
    def entries(self) -> Mapping[str, FileEntry]:
        """All files, in order of their path."""

    @property
    def keep(self) -> Keep | None:
        """Where what is worked out of its files may be kept; None where nothing is."""

    def read(self, path: str) -> bytes:
        """Return the bytes of a regular file. Raises KeyError when `path` is not in the tree."""

    @property
    def apart(self) -> bool:
        """True where a copy of this process can read files too: they come through no door."""

    def identity(self, path: str) -> str:
        """Return Git's id of a regular file, the same each time. Raises KeyError as `read` does."""
