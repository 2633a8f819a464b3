"""The chain of entries: dense numbers, each entry bound to the one before (I3, I4, I10)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from jdih.model.entry import Entry, Event
from jdih.register.errors import RegisterCorrupt
from jdih.register.format import hash_of, parse, path_of
from jdih.register.kept import unfounded
from jdih.register.tip import Tip


@dataclass(frozen=True, slots=True)
class Register:
    """A verified register: its commit (None before the first entry) and all entries in order.

    `head_hash` is the hash of the last entry's file, empty when there is none: what the site
    publishes so that a cut tail shows. `by_key` and `by_id` find entries by fact and by item.
    `kept` is the evidence beside them: its name (`jdih.register.kept`) → SHA-256 of its file.
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

    @property
    def hashes(self) -> tuple[str, ...]:
        """The hashes of the entries' files, in order: each is named by the entry after it."""
        return (*(entry.previous for entry in self.entries), self.head_hash)[1:]

    @property
    def tip(self) -> Tip:
        """What others keep of this register."""
        return Tip(len(self.entries), self.head_hash)

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
    known: dict[str, Entry] = {}
    last: Link | None = None
    for link in links:
        before = ((last.entry.year, last.entry.number), last.hash) if last else None
        fault = sequence_fault(link.entry, before) or repetition(link.entry, known)
        if fault is not None:
            raise fault
        known[link.entry.key] = link.entry
        last = link
    for fault in unfounded(known.values(), kept or {}):
        raise fault
    return collect(head, known.values(), last.hash if last else "", kept or {})


def collect(
    head: str | None, entries: Iterable[Entry], head_hash: str, kept: Mapping[str, str]
) -> Register:
    """Return a register of `entries` as they are, without verifying anything."""
    ordered = tuple(entries)
    by_id: dict[str, list[Entry]] = {}
    for entry in ordered:
        by_id.setdefault(entry.id, []).append(entry)
    return Register(
        head,
        ordered,
        head_hash,
        MappingProxyType({entry.key: entry for entry in ordered}),
        MappingProxyType({id: tuple(found) for id, found in by_id.items()}),
        MappingProxyType(dict(kept)),
    )


def sequence_fault(
    entry: Entry, before: tuple[tuple[int, int], str] | None
) -> RegisterCorrupt | None:
    """Say how an entry does not follow on the one before, known by year, number and hash."""
    (year, number), file = before or ((0, 0), "")
    expected = number + 1 if year == entry.year else 1
    if entry.number != expected:
        return _corrupt(entry, f"nomor melompat, {path_of(entry.year, expected)} tidak ada")
    if entry.previous != file:
        name = f"entri {number}/{year}" if before else "awal Buku Agenda"
        return _corrupt(entry, f"rantai putus, “sebelumnya” tidak cocok dengan {name}")
    return None


def repetition(entry: Entry, known: Mapping[str, Entry]) -> RegisterCorrupt | None:
    """Say which of the `known` entries, by key, records the same fact."""
    twin = known.get(entry.key)
    if twin is None:
        return None
    return _corrupt(entry, f"mengulang kejadian yang sudah dicatat di {twin.label}")


def _corrupt(entry: Entry, wrong: str) -> RegisterCorrupt:
    return RegisterCorrupt(path_of(entry.year, entry.number), wrong)
