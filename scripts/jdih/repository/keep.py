"""What a clone keeps of its work: one sealed file in Git's own folder.

It is believed only under the seal of this clone (`jdih.repository.seal`) and of this very program;
gone, cut off or from elsewhere, it costs time and changes nothing.
"""

from __future__ import annotations

import os
from collections import defaultdict
from contextlib import suppress
from typing import Any

from jdih.errors import JdihError
from jdih.program import program
from jdih.repository.commits import Git
from jdih.repository.seal import key_of, own_place, read, remove, write

NAME = "jdih/hasil-baca"
_PORTION = 50
"""One in so many values is new when all are written again: a few are sooner made once more."""


class ClonesKeep:
    """A `jdih.model.tree.Keep` for one clone, read when it is first asked."""

    def __init__(self, repository: Git) -> None:
        self._repository = repository
        self._held: dict[str, dict[str, tuple[str, Any]]] | None = None
        self._asked: dict[str, set[str]] = defaultdict(set)
        self._new = 0
        self._key = b""

    def get(self, table: str, name: str, key: str) -> Any:
        """Return the value, None when there is none for this key."""
        self._asked[table].add(name)
        found = self._tables.get(table, {}).get(name)
        return found[1] if found is not None and found[0] == key else None

    def put(self, table: str, name: str, key: str, value: tuple[Any, ...]) -> None:
        """Keep a value in place of the one before."""
        self._asked[table].add(name)
        self._tables.setdefault(table, {})[name] = key, value
        self._new += 1

    def save(self) -> None:
        """Write what is new, where that is worth it. Never raises: the work is only done again."""
        tables = {name: self._needed(name, held) for name, held in self._tables.items()}
        if not self._key or self._new * _PORTION <= sum(map(len, tables.values())):
            return
        with suppress(OSError, JdihError):
            write(own_place(self._repository, NAME), self._key, program(), tables)
            self._new = 0

    def forget(self) -> None:
        """Remove all that is kept, as after an erasure. Raises OSError, JdihError as Git does."""
        remove(own_place(self._repository, NAME))
        self._held, self._key = {}, b""

    @property
    def _tables(self) -> dict[str, dict[str, tuple[str, Any]]]:
        if self._held is None:
            self._key = key_of(self._repository, os.environ)
            self._held = self._read()
        return self._held

    def _read(self) -> dict[str, dict[str, tuple[str, Any]]]:
        with suppress(JdihError):
            return read(own_place(self._repository, NAME), self._key, program()) or {}
        return {}

    def _needed(self, table: str, held: dict[str, tuple[str, Any]]) -> dict[str, tuple[str, Any]]:
        """Leave out what was not asked for, once that is more than half."""
        asked = self._asked[table]
        if not asked or len(held) <= 2 * len(asked):
            return held
        return {name: one for name, one in held.items() if name in asked}
