"""The chain of entries: dense numbers, each entry bound to the one before (I3, I4, I10)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from jdih.model.entry import Entry, Event
from jdih.register.errors import RegisterCorrupt
from jdih.register.format import hash_of, parse, path_of
from jdih.register.kept import unfounded


@dataclass(frozen=True, slots=True)
class Register:
    """A verified register: its commit (None before the first entry) and all entries in order.

    `head_hash` is the hash of the last entry's file, empty when there is none: what the site
    publishes so that a cut tail shows. `by_key` and `by_id` find entries by fact and by item.
    `kept` is the evidence beside them: merge → SHA-256 of its file.
    """

    head: str | None
    entries: tuple[Entry, ...]
    head_hash: str
    by_key: Mapping[str, Entry]
    by_id: Mapping[str, tuple[Entry, ...]]
    kept: Mapping[str, str] = field(default_factory=dict)

    def numbers(self, id: str) -> tuple[str, ...]:
        """Return the numbers of an item as people read them (``7/2026``), in order."""
        return tuple(entry.label for entry in self.by_id.get(id, ()))

    def latest(self, id: str, *events: Event) -> Entry | None:
        """Return the last entry of an item, of one of `events` where any are given."""
        entries = reversed(self.by_id.get(id, ()))
        return next((entry for entry in entries if not events or entry.event in events), None)


@dataclass(frozen=True, slots=True)
class Link:
    """An entry as read from its file, and the hash of that file."""

    entry: Entry
    hash: str

    @classmethod
    def read(cls, path: str, data: bytes) -> Link:
        """Parse the file of an entry. Raises RegisterCorrupt when it is none."""
        return cls(parse(path, data), hash_of(data))


def join(
    head: str | None, links: Iterable[Link], kept: Mapping[str, str] | None = None
) -> Register:
    """Verify that `links`, given in order of their path, are one chain.

    `kept` is the evidence beside them. Raises RegisterCorrupt at the first that leaves a gap in its
    year, does not name the hash of the one before, or repeats a fact, and where entries and
    evidence do not go together. The chain runs on over a change of year.
    """
    by_key: dict[str, Entry] = {}
    by_id: dict[str, list[Entry]] = {}
    last: Link | None = None
    for link in links:
        _check_sequence(link.entry, last)
        if twin := by_key.get(link.entry.key):
            raise _corrupt(link.entry, f"mengulang kejadian yang sudah dicatat di {twin.label}")
        by_key[link.entry.key] = link.entry
        by_id.setdefault(link.entry.id, []).append(link.entry)
        last = link
    for fault in unfounded(by_key.values(), kept or {}):
        raise fault
    return Register(
        head,
        tuple(by_key.values()),
        last.hash if last else "",
        MappingProxyType(by_key),
        MappingProxyType({id: tuple(found) for id, found in by_id.items()}),
        MappingProxyType(dict(kept or {})),
    )


def _check_sequence(entry: Entry, last: Link | None) -> None:
    follows = last is not None and last.entry.year == entry.year
    expected = last.entry.number + 1 if last and follows else 1
    if entry.number != expected:
        raise _corrupt(entry, f"nomor melompat, {path_of(entry.year, expected)} tidak ada")
    if entry.previous != (last.hash if last else ""):
        before = f"entri {last.entry.label}" if last else "awal Buku Agenda"
        raise _corrupt(entry, f"rantai putus, “sebelumnya” tidak cocok dengan {before}")


def _corrupt(entry: Entry, wrong: str) -> RegisterCorrupt:
    return RegisterCorrupt(path_of(entry.year, entry.number), wrong)
