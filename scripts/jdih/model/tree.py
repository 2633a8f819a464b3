"""The files of one version of the repository, wherever they are kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


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


class Tree(Protocol):
    """The files of a work tree or of a commit. Paths are relative to the repository's root."""

    @property
    def entries(self) -> Mapping[str, FileEntry]:
        """All files, in order of their path."""

    def read(self, path: str) -> bytes:
        """Return the bytes of a regular file. Raises KeyError when `path` is not in the tree."""
