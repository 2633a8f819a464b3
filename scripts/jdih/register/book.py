"""The agenda book on its shelf: read whole and verified, appended to by compare-and-swap.

That is ``refs/jdih/lokal`` for what this machine publishes and the branch ``register`` of the
office's repository for the public site; work tree and index are never touched (design decision 3).
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from jdih.errors import JdihError
from jdih.model.entry import Activity, Approval, Entry, Event, Evidence
from jdih.model.tree import WORTH, Keep
from jdih.register import plain
from jdih.register.chain import Link, Register, join
from jdih.register.errors import RegisterCorrupt
from jdih.register.format import hash_of, key_of, parse, path_of, render
from jdih.register.kept import evidence_of, evidence_path, merge_of, name_of
from jdih.repository.failures import RefMoved
from jdih.repository.git import Repository
from jdih.repository.objects import digests_of, read_objects, require_objects
from jdih.repository.shelf import LocalShelf, Shelf
from jdih.repository.tree import CommitTree

LOCAL = "refs/jdih/lokal"
PUBLIC = "register"
"""The branch that holds the book of the public site."""

PATIENCE = 120.0
"""Seconds within which fifty others may come first, each time anew."""
_FIRST_PAUSE, _LONGEST_PAUSE = 0.01, 1.0


@dataclass(frozen=True, slots=True)
class NewEntry:
    """A fact to record: an `Entry` without number, key and link to the one before.

    `time` is when the fact happened; left empty, it is the time of recording. `papers` are what
    the forge told, as (name, file): of the merge that `approval` names and of others to be kept.
    """

    event: Event
    id: str
    evidence: Evidence
    digest: str = ""
    commit: str = ""
    files: tuple[tuple[str, str], ...] = ()
    address: str = ""
    platform: str = ""
    time: str = ""
    approval: Approval | None = None
    activities: tuple[Activity, ...] = ()
    details: tuple[tuple[str, str], ...] = ()
    papers: tuple[tuple[str, bytes], ...] = ()

    @property
    def key(self) -> str:
        """The key of the fact (I3)."""
        return key_of(self.event, self.id, self.digest, self.commit, self.details)


Work = Callable[[Register], Sequence[NewEntry]]
"""Returns what is to be recorded, given the book as it is at that moment."""


class Book:
    """The register on `shelf`. `patience` bounds, in seconds, the retries against other writers."""

    def __init__(self, shelf: Shelf, patience: float = PATIENCE) -> None:
        self.repository = shelf.repository
        self.shelf = shelf
        self.patience = patience
        # Files never change once written, so each is parsed once, found again by its blob id.
        self._parsed: dict[tuple[str, str], Link] = {}
        self._hashes: dict[str, str] = {}

    def read(self) -> Register:
        """Return the register as it is now. Raises RegisterCorrupt when it is not whole."""
        return self.at(self.shelf.tip())

    def at(self, commit: str | None) -> Register:
        """Return the register as it was at one of its commits. Raises as `read` does."""
        if commit is None:
            return join(None, ())
        tree = self._tree(commit)
        return join(commit, self._links(tree), self._kept(tree))

    def evidence(self, register: Register, names: Iterable[str]) -> Mapping[str, bytes]:
        """Return the evidence called by those `names` that the verified `register` keeps."""
        wanted = [name for name in names if name in register.kept]
        if register.head is None or not wanted:
            return {}
        tree = self.repository.tree(register.head, *map(evidence_path, wanted))
        return {name: tree.read(evidence_path(name)) for name in wanted}

    def append(self, drafts: Sequence[NewEntry], when: datetime) -> tuple[Entry, ...]:
        """Record the facts that are not yet there, in this order and one commit; return them.

        `when` (with zone) dates the commit and gives the year of the numbers; should the book
        have reached a later year already, that year goes on, since the number is the order (I12).
        Another writer's success is waited out with growing pauses until `patience` is used up.
        Raises RegisterCorrupt, or JdihError when the book could not be written; then nothing was.
        """
        return self.append_by(lambda _: drafts, when)

    def append_by(self, work: Work, when: datetime) -> tuple[Entry, ...]:
        """Record what `work` finds to be recorded, as `append` does.

        It is asked anew each time another writer came first, so that what it refuses by raising
        JdihError, such as an address that is taken, is refused against the book as it then is.
        """
        deadline = time.monotonic() + self.patience
        for pause in _pauses():
            register = self.read()
            entries, papers = _numbered(register, work(register), when)
            if not entries:
                return ()
            try:
                self._write(register, entries, papers, when)
            except RefMoved as error:
                if time.monotonic() + pause > deadline:
                    raise _crowded(self.shelf.name, error) from error
                time.sleep(pause)
            else:
                return entries
        raise AssertionError("pauses never end")

    def _tree(self, head: str) -> CommitTree:
        if merge := self.repository.text("rev-list", "--min-parents=2", "--max-count=1", head):
            raise RegisterCorrupt(self.shelf.name, f"commit {merge} menggabungkan dua riwayat")
        tree = self.repository.tree(head)
        for path, file in tree.entries.items():
            if not file.regular:
                raise RegisterCorrupt(path, f"bukan berkas biasa (mode {file.mode})")
        return tree

    def _links(self, tree: CommitTree) -> Iterator[Link]:
        places = [(path, tree.identity(path)) for path in tree.entries if not evidence_of(path)]
        keep = self.repository.keep if len(places) >= WORTH else None
        if keep is not None:
            self._take_over(keep, places)
        unknown = (blob for path, blob in places if (path, blob) not in self._parsed)
        data = dict(read_objects(self.repository, unknown))
        for path, blob in places:
            if (path, blob) not in self._parsed:
                link = self._parsed[path, blob] = Link.read(path, data[blob])
                if keep is not None:
                    keep.put(plain.TABLE, path, blob, plain.plain(link))
            yield self._parsed[path, blob]
        if keep is not None:
            keep.save()

    def _take_over(self, keep: Keep, places: Iterable[tuple[str, str]]) -> None:
        """Take over what was read before of files that are still there."""
        found = {
            (path, blob): kept
            for path, blob in places
            if (path, blob) not in self._parsed
            and (kept := keep.get(plain.TABLE, path, blob)) is not None
        }
        require_objects(self.repository, (blob for _, blob in found))
        self._parsed.update((place, plain.restored(kept)) for place, kept in found.items())

    def _kept(self, tree: CommitTree) -> dict[str, str]:
        blobs = {name: tree.identity(path) for path in tree.entries if (name := evidence_of(path))}
        new = set(blobs.values()) - self._hashes.keys()
        self._hashes.update(digests_of(self.repository, new))
        return {name: self._hashes[blob] for name, blob in blobs.items()}

    def _write(
        self,
        register: Register,
        entries: Sequence[Entry],
        papers: Mapping[str, bytes],
        when: datetime,
    ) -> None:
        files = {evidence_path(name): data for name, data in papers.items()}
        files |= {path_of(entry.year, entry.number): render(entry) for entry in entries}
        first, last = entries[0].label, entries[-1].label
        span = first if first == last else f"{first} sampai {last}"
        message = f"Buku Agenda: catat {span}\n"
        self.shelf.write(files, message, when, register.head)


def local_book(repository: Repository, ref: str = LOCAL) -> Book:
    """Return the book that this repository keeps for itself at `ref`."""
    return Book(LocalShelf(repository, ref))


def _numbered(
    register: Register, drafts: Sequence[NewEntry], when: datetime
) -> tuple[tuple[Entry, ...], dict[str, bytes]]:
    """Return the entries of what is new, and the evidence (by name) that they name first."""
    if when.tzinfo is None:
        raise ValueError("when needs a zone")
    last = register.entries[-1] if register.entries else None
    year = max(when.year, last.year) if last else when.year
    number = last.number if last and last.year == year else 0
    previous = register.head_hash
    entries: dict[str, Entry] = {}
    kept, papers = dict(register.kept), dict[str, bytes]()
    for draft in drafts:
        if draft.key in register.by_key or draft.key in entries:
            continue
        number += 1
        entry = replace(_entry(draft, when), year=year, number=number, previous=previous)
        entries[draft.key], data = _proven(_founded(entry, draft, kept))
        papers |= {name: paper for name, paper in draft.papers if name not in kept}
        kept |= {name: hash_of(paper) for name, paper in draft.papers if name not in kept}
        previous = hash_of(data)
    return tuple(entries.values()), papers


def _founded(entry: Entry, draft: NewEntry, kept: Mapping[str, str]) -> Entry:
    """Let an entry name what its approval rests on, and what else is `kept` with it first.

    Raises JdihError when the forge tells something else of a merge than what is kept.
    """
    told = {name: hash_of(paper) for name, paper in draft.papers}
    own = entry.approval
    name = next((one for one in told if own and merge_of(one) == own.commit), "")
    if own is not None and name:
        if kept.get(name, told[name]) != told[name]:
            raise JdihError(
                f"Bukti penggabungan {own.commit[:12]} sudah disimpan dengan isi lain.",
                "Ulangi perintah ini: yang tersimpan dibaca lebih dahulu.",
            )
        entry = replace(entry, approval=replace(own, file=told[name]))
    elif own is not None and own.evidence is Evidence.FORGE:
        # Kept already, by another entry that rests on the same merge.
        entry = replace(entry, approval=replace(own, file=kept.get(own.commit, "")))
    named = kept.keys() | {name_of(*pair, {**kept, **told}) for pair in entry.evidences}
    attached = ((merge_of(one), file) for one, file in told.items() if one not in named)
    return replace(entry, attached=tuple(sorted(attached)))


def _proven(entry: Entry) -> tuple[Entry, bytes]:
    """Return the entry as it reads back: what a later run would refuse is never written."""
    try:
        data = render(entry)
        return parse(path_of(entry.year, entry.number), data), data
    except (RegisterCorrupt, ValueError) as error:
        wrong = error.wrong if isinstance(error, RegisterCorrupt) else str(error)
        raise JdihError(
            f"Kejadian “{entry.event.value}” untuk {entry.id} tidak dapat dicatat: {wrong}.",
            "Ini kekeliruan program, tidak ada yang ditulis. Laporkan beserta pesan ini.",
        ) from error


def _entry(draft: NewEntry, when: datetime) -> Entry:
    return Entry(
        year=0,
        number=0,
        key=draft.key,
        event=draft.event,
        id=draft.id,
        files=tuple(sorted(draft.files)),
        digest=draft.digest,
        address=draft.address,
        platform=draft.platform,
        time=draft.time or when.isoformat(timespec="seconds"),
        commit=draft.commit,
        approval=draft.approval,
        evidence=draft.evidence,
        activities=draft.activities,
        details=draft.details,
        previous="",
    )


def _pauses() -> Iterator[float]:
    pause = _FIRST_PAUSE
    while True:
        # The jitter keeps writers that collided once from colliding again in step.
        yield pause * random.uniform(0.5, 1.0)  # noqa: S311 (no secret)
        pause = min(pause * 2, _LONGEST_PAUSE)


def _crowded(ref: str, error: RefMoved) -> JdihError:
    return JdihError(
        f"Buku Agenda ({ref}) tidak dapat ditulisi karena terus didahului proses lain: "
        f"{error.message}",
        error.remedy,
    )
