"""What a clone keeps of its work: a folder in Git's own, with a sealed file for each table.

A file is believed only under the seal of this clone (`jdih.repository.seal`) and of this very
program; gone, cut off or from elsewhere, it costs time and changes nothing.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from functools import cached_property
from typing import Any

from jdih.errors import JdihError
from jdih.program import program
from jdih.repository.commits import Git
from jdih.repository.seal import key_of, own_place, read, write

NAME = "jdih/simpanan"
_PORTION = 50
"""One in so many values is new when all are written again: a few are sooner made once more."""


class ClonesKeep:
    """A `jdih.model.tree.Keep` for one clone. A table is read when it is first asked."""

    def __init__(self, repository: Git) -> None:
        self._repository = repository
        self._tables: dict[str, _Table] = {}

    def get(self, table: str, name: str, key: str) -> Any:
        """Return the value, None when there is none for this key."""
        return self._table(table).get(name, key)

    def put(self, table: str, name: str, key: str, value: tuple[Any, ...]) -> None:
        """Keep a value in place of the one before."""
        self._table(table).put(name, key, value)

    def save(self) -> None:
        """Write what is new, where that is worth it. Never raises: the work is only done again."""
        for table in self._tables.values():
            table.save()

    def forget(self) -> None:
        """Remove all that is kept, as after an erasure. Raises OSError, JdihError as Git does."""
        self._tables = {}
        place = own_place(self._repository, NAME)
        if place.is_dir():
            shutil.rmtree(place)

    def _table(self, name: str) -> _Table:
        found = self._tables.get(name)
        if found is None:
            found = self._tables[name] = _Table(self._repository, name, self._key)
        return found

    @cached_property
    def _key(self) -> bytes:
        return key_of(self._repository, os.environ)


class _Table:
    """Values by name, each with the key that it holds for."""

    def __init__(self, repository: Git, name: str, key: bytes) -> None:
        self._repository = repository
        self._name = name
        self._key = key
        self._world = f"{name} {program()}"
        self._asked: set[str] = set()
        self._new = 0
        self._held = self._read()

    def get(self, name: str, key: str) -> Any:
        self._asked.add(name)
        found = self._held.get(name)
        return found[1] if found is not None and found[0] == key else None

    def put(self, name: str, key: str, value: tuple[Any, ...]) -> None:
        self._asked.add(name)
        self._held[name] = key, value
        self._new += 1

    def save(self) -> None:
        needed = self._needed()
        if not self._key or self._new * _PORTION <= len(needed):
            return
        with suppress(OSError, JdihError):
            place = own_place(self._repository, f"{NAME}/{self._name}")
            place.parent.mkdir(parents=True, exist_ok=True)
            write(place, self._key, self._world, needed)
            self._new = 0

    def _read(self) -> dict[str, tuple[str, Any]]:
        with suppress(JdihError):
            place = own_place(self._repository, f"{NAME}/{self._name}")
            return read(place, self._key, self._world) or {}
        return {}

    def _needed(self) -> dict[str, tuple[str, Any]]:
        """Leave out what was not asked for, once that is more than half."""
        if not self._asked or len(self._held) <= 2 * len(self._asked):
            return self._held
        return {name: one for name, one in self._held.items() if name in self._asked}
