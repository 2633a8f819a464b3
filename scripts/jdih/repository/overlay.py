"""A tree with some files left out and others put in: what would be there, before it is."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType

from jdih.model.tree import FileEntry, Keep, Tree
from jdih.repository.tree import blob_id


class Overlay:
    """`base` without the files `left_out`, and with `put_in` (path → bytes) as plain files."""

    def __init__(
        self, base: Tree, left_out: Collection[str] = (), put_in: Mapping[str, bytes] | None = None
    ) -> None:
        self._base = base
        self._put_in = dict(put_in or {})
        gone = frozenset(left_out)
        entries = {path: entry for path, entry in base.entries.items() if path not in gone}
        for path, data in self._put_in.items():
            entries[path] = FileEntry(path, "100644", len(data))
        self._entries = dict(sorted(entries.items()))

    @property
    def entries(self) -> Mapping[str, FileEntry]:
        """All files, in order of their path."""
        return MappingProxyType(self._entries)

    @property
    def keep(self) -> Keep | None:
        """Where the tree below it keeps what was worked out."""
        return self._base.keep

    def read(self, path: str) -> bytes:
        """Return the bytes of a file. Raises KeyError when it is not in the tree."""
        if path in self._put_in:
            return self._put_in[path]
        if path not in self._entries:
            raise KeyError(path)
        return self._base.read(path)

    @property
    def steady(self) -> bool:
        """False once the tree below it is not."""
        return self._base.steady

    @steady.setter
    def steady(self, steady: bool) -> None:
        self._base.steady = steady

    @property
    def apart(self) -> bool:
        """True where a copy of this process can read the tree below it."""
        return self._base.apart

    def identity(self, path: str) -> str:
        """Return Git's id of a file. Raises KeyError when it is not in the tree."""
        if path in self._put_in:
            return blob_id(self._put_in[path])
        if path not in self._entries:
            raise KeyError(path)
        return self._base.identity(path)
