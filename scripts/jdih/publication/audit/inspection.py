"""One audit: the register, every entry, the main branch, and what witnesses and the site say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from jdih.forge.evidence import OnFile
from jdih.forge.witness import Witness
from jdih.model.entry import Entry
from jdih.pace import counted
from jdih.publication.audit.copies import Copy
from jdih.publication.audit.entries import Examiner
from jdih.publication.audit.erasures import about_erasures
from jdih.publication.audit.mainline import (
    Rulings,
    changed_wrongly,
    judged_changes,
    rulings_of,
    set_back,
)
from jdih.publication.audit.outcome import Audit, Fault, Flaw, Reading
from jdih.publication.audit.pages import LiveSite, Report, pages_departing
from jdih.publication.audit.scope import Scope, scope_of
from jdih.publication.state import State, read_state, unit_of
from jdih.register.book import Book
from jdih.register.erasure import seen
from jdih.register.errors import RegisterCorrupt
from jdih.register.format import place_of
from jdih.register.survey import Survey, survey

_UNSEEN = "Situs yang tayang tidak dilihat; untuk membandingkannya tambahkan --site."


@dataclass(frozen=True, slots=True)
class Question:
    """What to audit: the branch at `rev`, narrowed to `since` (empty for all of it).

    `copies` of the register, or of its tip, are what others kept. `site` is where
    the live site is, None to leave it out.
    """

    rev: str = "HEAD"
    since: str = ""
    copies: Sequence[Copy] = ()
    site: LiveSite | None = None


def inspect(book: Book, asked: Question, witness: Witness, report: Report) -> Audit:
    """Audit the register `book` and the branch of its repository.

    `witness` is asked about merges of which the register keeps nothing. Whatever does not hold is
    told, not raised. Raises JdihError where nothing can be judged: no such branch, a shallow clone,
    no settings that can be used, a register that cannot be reached.
    """
    report("Membaca Buku Agenda")
    found = survey(book)
    heard = OnFile(book, witness, found.register)
    report("Menilai ulang setiap perubahan pada cabang utama")
    state = read_state(book.repository, asked.rev, heard, whole=True)
    rulings = rulings_of(book.repository, state)
    mainline = state.facts.history.mainline
    known = seen(found.register, heard.erasures)
    entries = known.entries
    pairs = zip(found.register.entries, entries, strict=True)
    lost = frozenset(now.id for was, now in pairs if len(now.files) < len(was.files))
    zone = unit_of(state.tree).zone
    scope = scope_of(asked.since, book.repository, entries, mainline, zone)
    report("Memeriksa entri")
    examiner = Examiner(book.repository, state, rulings, known, lost, found.written)
    readings, wrong = _read(examiner, entries[scope.entry :])
    faults = [
        *_about_book(found),
        *(fault for copy in asked.copies for fault in copy.departing(found.hashes)),
        *wrong,
        *_about_branch(state, rulings, scope),
        *about_erasures(book, found.register, heard.erasures, mainline),
    ]
    notes: tuple[str, ...] = (_UNSEEN,)
    if asked.site is not None:
        report("Membangun ulang situs dan membandingkan yang tayang")
        shas = frozenset(commit.sha for commit in mainline)
        told, notes = pages_departing(
            asked.site, book.repository, found.register, found.hashes, shas, heard, report
        )
        faults += told
    return Audit(
        commit=state.commit,
        count=len(found.hashes),
        tip=found.register.head_hash,
        since=asked.since,
        readings=readings,
        changes=judged_changes(state, rulings, scope.number),
        witnesses=tuple(copy.testified(found.hashes) for copy in asked.copies),
        faults=tuple(faults),
        notes=notes,
    )


def _read(examiner: Examiner, entries: Sequence[Entry]) -> tuple[tuple[Reading, ...], list[Fault]]:
    readings: list[Reading] = []
    faults: list[Fault] = []
    for entry in counted("Memeriksa entri", entries, len(entries)):
        reading, wrong = examiner.read(entry)
        readings.append(reading)
        faults += wrong
    return tuple(readings), faults


def _about_book(found: Survey) -> Iterator[Fault]:
    for fault in found.faults:
        label = _label(fault.path)
        words = f"{fault.path or 'Buku Agenda'}: {fault.wrong}."
        yield Fault(Flaw.BOOK, words, label, fault.commit, fault.path)


def _label(path: str) -> str:
    """Return the number of the entry that a file of the register holds, readable or not."""
    try:
        year, number = place_of(path)
    except RegisterCorrupt:
        return ""
    return f"{number}/{year}"


def _about_branch(state: State, rulings: Rulings, scope: Scope) -> Iterable[Fault]:
    yield from changed_wrongly(state, rulings, scope.number)
    yield from rulings.wrongly_imported
    yield from set_back(state, scope.number)
