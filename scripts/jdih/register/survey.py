"""A register read as far as it can be: what is wrong with it, and everything else it says.

Publishing stops at the first fault (I10); who audits wants to know them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from jdih.model.entry import Entry
from jdih.register.book import Book
from jdih.register.chain import Register, collect, repetition, sequence_fault
from jdih.register.errors import RegisterCorrupt
from jdih.register.format import hash_of, parse, place_of
from jdih.register.kept import evidence_of, name_of, unfounded
from jdih.repository.history import read_changes
from jdih.repository.log import Commit
from jdih.repository.objects import read_objects
from jdih.repository.tree import CommitTree


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at `path`; `commit` is the register's that did it, where that is known."""

    path: str
    wrong: str
    commit: str = ""


@dataclass(frozen=True, slots=True)
class Survey:
    """What could be read.

    `register` holds the entries that can be read and the evidence that they name and that has its
    hash. `hashes` are those of all entries' files, in order of their path, readable or not.
    `written` says of each file's path when the register's commit that added it was made.
    """

    register: Register
    hashes: tuple[str, ...]
    faults: tuple[Fault, ...]
    written: Mapping[str, datetime] = field(default_factory=dict)


def survey(book: Book) -> Survey:
    """Read the register of `book`, whatever state it is in.

    Raises JdihError when it cannot be reached, or Git itself cannot read it.
    """
    head = book.shelf.tip()
    if head is None:
        return Survey(collect(None, (), "", {}), (), ())
    tree = book.repository.tree(head)
    blobs = {tree.identity(path) for path, file in tree.entries.items() if file.regular}
    data = dict(read_objects(book.repository, blobs))
    reader = _Reader(tree, data)
    entries = tuple(reader.entries())
    kept = {
        name: hash_of(data[tree.identity(path)])
        for path, file in tree.entries.items()
        if file.regular and (name := evidence_of(path))
    }
    faults = [*reader.faults, *map(_fault, unfounded(entries, kept))]
    commits = tuple(read_changes(book.repository, head))
    faults += _rewritten(commits)
    written = {
        one.path: commit.time for commit in commits for one in commit.changes if one.status == "A"
    }
    named = {
        (name_of(merge, file, kept), file) for entry in entries for merge, file in entry.evidences
    }
    sound = {name: file for name, file in kept.items() if (name, file) in named}
    register = collect(head, entries, reader.hashes[-1] if reader.hashes else "", sound)
    return Survey(register, tuple(reader.hashes), tuple(faults), written)


class _Reader:
    """Goes through the files of a register in order, and notes what is wrong."""

    def __init__(self, tree: CommitTree, data: dict[str, bytes]) -> None:
        self._tree = tree
        self._data = data
        self.faults: list[Fault] = []
        self.hashes: list[str] = []

    def entries(self) -> Iterator[Entry]:
        """Yield the entries that can be read."""
        before: tuple[tuple[int, int], str] | None = None
        known: dict[str, Entry] = {}
        for path, file in self._tree.entries.items():
            if not file.regular:
                self.faults.append(Fault(path, f"bukan berkas biasa (mode {file.mode})"))
                continue
            if evidence_of(path):
                continue
            data = self._data[self._tree.identity(path)]
            try:
                place = place_of(path)
                self.hashes.append(hash_of(data))
                follows, before = before, (place, self.hashes[-1])
                entry = parse(path, data)
            except RegisterCorrupt as error:
                self.faults.append(_fault(error))
                continue
            faults = (sequence_fault(entry, follows), repetition(entry, known))
            self.faults += [_fault(fault) for fault in faults if fault is not None]
            known[entry.key] = entry
            yield entry


def _fault(error: RegisterCorrupt) -> Fault:
    return Fault(error.path, error.wrong)


def _rewritten(commits: Iterable[Commit]) -> Iterator[Fault]:
    """Yield every file that was changed or removed after it was written (I4), and every merge."""
    for commit in commits:
        if len(commit.parents) > 1:
            yield Fault("", "commit ini menggabungkan dua riwayat", commit.sha)
        for change in commit.changes:
            if change.status != "A":
                done = "dihapus" if change.deleted else "diubah"
                yield Fault(change.path, f"{done} sesudah ditulis", commit.sha)
