"""One run of ``jdih publish``: check, verify, build, deploy, look, record, build again, announce.

Work comes from state, not from events (design decision 4): what is approved in ``content/`` minus
what the register shows. Running it again changes nothing; a run that was cut is repeated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from jdih.errors import machine_told
from jdih.forge.evidence import OnFile
from jdih.forge.witness import Nobody, Witness
from jdih.model.document import Document
from jdih.model.entry import SHOWN, Activity, Entry
from jdih.model.finding import Severity
from jdih.model.unit import Unit
from jdih.model.verdict import State as Judgement
from jdih.publication.afterwards import Ask, Pending, approval_of, approved_by, approved_since
from jdih.publication.announcing import finished
from jdih.publication.bulletin import Bulletin, address_of, recent
from jdih.publication.course import Courses
from jdih.publication.deploy import alone, deploy, keep_feed, workshop
from jdih.publication.kit import Source
from jdih.publication.notice import Notice, news
from jdih.publication.precedent import Precedents
from jdih.publication.record import entry_of, founded, require_continuity, unrecorded
from jdih.publication.selection import Held, select
from jdih.publication.showing import site_shown
from jdih.publication.sight import Sight
from jdih.publication.state import State, read_state, unit_of
from jdih.publication.targets import Target
from jdih.reading.jdihn import FEED
from jdih.register.book import Book
from jdih.register.chain import Register
from jdih.register.erasure import erasures_of, seen
from jdih.repository.git import Repository
from jdih.website import imprint
from jdih.website.builder import build
from jdih.website.site import Manifest
from jdih.workflow.progress import NOTICE_FILE
from jdih.workflow.zone import parse_moment


@dataclass(frozen=True, slots=True)
class Result:
    """What a run did. Counts are documents, but `warnings` findings and `pages` files.

    `unseen` says of each document id that is not recorded why its live page did not count. `live`
    is True when the site as it was built last, known by the digest `imprint`, stands at its
    address. `bulletins` tell of what was
    published lately by the word of a forge; `source` is what their upload kits are made from.
    `pending` is shown and waits for its approval.
    """

    checked: int
    warnings: int
    approved: int
    imported: int
    held: tuple[Held, ...]
    pages: int
    recorded: tuple[Entry, ...]
    unseen: Mapping[str, str]
    register: Register
    site: Path
    notices: tuple[Notice, ...]
    live: bool
    imprint: str
    bulletins: tuple[Bulletin, ...]
    pending: tuple[tuple[Document, Pending], ...]
    source: Source


Report = Callable[[str], None]
"""Called with the name of each step as it begins."""

Clock = Callable[[], datetime]
"""Returns the present moment, with zone."""


def silent(_: str) -> None:
    """Report nothing."""


def publish(
    repository: Repository,
    target: Target,
    clock: Clock,
    *,
    day: date | None = None,
    report: Report = silent,
    witness: Witness | None = None,
) -> Result:
    """Publish what is approved at HEAD to `target`.

    `day` is the date that pages show (the clock's by default). `witness` tells of pull requests,
    unless the register holds what was told; without one Git alone tells, whatever is kept.
    A hosted target is brought to its address by somebody else: such a run is repeated until it
    returns `live`, each time with what was brought meanwhile.
    Raises JdihError when the run cannot be completed, or another one is at work on the same site;
    the site that stood before then still stands. Raises Overtaken when a later commit is live, and
    JdihError when the site knows more of the register than there is.
    """
    with machine_told(), alone(target.site):
        report("Memeriksa dan membuktikan persetujuan")
        book = Book(target.shelf)
        # Each reading of a public register asks the other side: once, and again after writing.
        register = book.read()
        heard = OnFile(book, witness, register) if witness else Nobody(erasures_of(book, register))
        # Where a forge is asked, its word on tooling is kept too: that takes the whole history.
        state = read_state(repository, witness=heard, whole=witness is not None)
        run = _Run(target, clock, state, day, book, register)
        report("Membangun situs")
        manifest = run.bring()
        report("Melihat halaman yang tayang")
        run.sight.require_newest(run.mainline, register)
        waiting = run.waiting()
        unseen = run.sight.look(manifest, waiting)
        recorded = run.record(manifest, [entry for entry in waiting if entry.id not in unseen])
        if recorded:
            report("Membangun ulang dengan nomor Buku Agenda")
            manifest = run.bring()
            if not target.hosted:
                unseen |= run.sight.look(manifest, waiting)
        report("Menyiapkan pemberitahuan")
        live = not (target.hosted and recorded) and run.sight.stands(manifest)
        return run.result(manifest, recorded, unseen, live=live)


class _Run:
    """One run: what was read at its beginning, and the steps that are taken from there."""

    def __init__(
        self,
        target: Target,
        clock: Clock,
        state: State,
        day: date | None,
        book: Book,
        register: Register,
    ) -> None:
        self._repository = book.repository
        self._target = target
        self._clock = clock
        self._state = state
        self._unit: Unit = unit_of(state.tree)
        self._day = day or clock().astimezone(self._unit.zone).date()
        self._feed_kept = False
        self._book = book
        self._register = register
        mainline = self._repository.text("rev-list", "--first-parent", state.commit)
        self.mainline = frozenset(mainline.split())
        require_continuity(self.mainline, self._known)
        schemas = state.checked.schemas
        self._precedents = Precedents(self._repository, self._known, schemas, self._unit)
        self._selection = select(state, self._precedents, clock())
        checked = self._selection.checked
        self._courses = Courses(self._repository, self._unit, checked, state.witness, state.facts)

    def bring(self) -> Manifest:
        """Build the site with the register's numbers and put it in its place."""
        place = self._target.site
        with workshop(place) as work:
            site = site_shown(
                self._state,
                self._selection,
                self._precedents,
                self._register,
                self._day,
                work / "kerangka",
            )
            self.sight = Sight(self._target, site.base)
            manifest = build(site, work / "situs", self._target.store)
            self._feed_kept = keep_feed(work / "situs", self.sight.former)
            if not self._target.hosted:
                self.sight.require_newest(self.mainline, self._register)
            deploy(work / "situs", place, self._target.spare)
        return manifest

    @property
    def _known(self) -> Register:
        return seen(self._register, self._state.witness.erasures)

    def waiting(self) -> tuple[Document, ...]:
        """Return what is approved and not yet shown by the register."""
        verdicts = dict(self._state.verdicts)
        return unrecorded(self._selection.fresh, verdicts, self._unit, self._known)

    def record(self, manifest: Manifest, documents: list[Document]) -> tuple[Entry, ...]:
        """Record documents that were just seen live; those already there are passed over."""
        now = self._clock().astimezone(self._unit.zone)
        drafts = [
            entry_of(
                document,
                self._state.verdicts[document.path],
                self._register,
                manifest,
                self._activities(document, now),
                now,
                amended=self._precedents.amended(document),
            )
            for document in documents
        ]
        verdicts = self._state.verdicts
        for document, shown in approved_since(self._selection.fresh, verdicts, self._known):
            way = self._activities(document, parse_moment(shown.time))
            drafts.append(approval_of(document, verdicts[document.path], shown, way))
        if not drafts:
            return ()
        told, kept = self._state.told - self._state.unsettled, self._register.kept
        recorded = self._book.append(founded(drafts, told, kept, self._state.witness), now)
        self._register = self._book.read()
        return recorded

    def result(
        self,
        manifest: Manifest,
        recorded: tuple[Entry, ...],
        unseen: dict[str, str],
        *,
        live: bool,
    ) -> Result:
        """Say what the run did."""
        findings = self._state.checked.findings
        return Result(
            checked=len(self._state.checked.corpus.documents),
            warnings=sum(finding.severity is Severity.WARNING for finding in findings),
            approved=self._count(Judgement.APPROVED),
            imported=self._count(Judgement.IMPORTED),
            held=(*self._selection.held, *self._feed_held()),
            pages=sum(file.endswith(".html") for file in manifest.files),
            recorded=recorded,
            unseen=unseen,
            register=self._register,
            site=self._target.site,
            notices=tuple(self._notices(recorded)),
            live=live,
            imprint=manifest.files[imprint.FILE],
            bulletins=tuple(self._bulletins()),
            pending=self._pending,
            source=Source(self._selection.tree, self._selection.checked, self.sight.base),
        )

    def _feed_held(self) -> Iterator[Held]:
        """Yield the JDIHN feed where the one that stood before was kept."""
        if self._feed_kept:
            reason = (
                "Tidak ada lagi dokumen yang lengkap untuk umpan JDIHN; umpan yang lama "
                "dipertahankan. Lihat JD722 pada `jdih check`."
            )
            yield Held("umpan-jdihn", FEED, reason)

    def _activities(self, document: Document, live: datetime) -> tuple[Activity, ...]:
        """Return an approved item's way through its SOP; nothing for what was not approved."""
        approval = self._state.verdicts[document.path].approval
        return self._courses.done(document, approval, live) if approval else ()

    def _notices(self, recorded: tuple[Entry, ...]) -> Iterator[Notice]:
        by_id = {document.id: document for document in self._selection.fresh}
        shown = (entry for entry in recorded if entry.event in SHOWN)
        notices = (self._notice(by_id[entry.id], entry) for entry in shown)
        return (notice for notice in notices if notice is not None)

    def _notice(self, document: Document, entry: Entry) -> Notice | None:
        wanted = news(entry) and document.text_beside(NOTICE_FILE).strip()
        channels, base = self._selection.checked.context.channels, self.sight.base
        return finished(document, entry, self._known, channels, base) if wanted else None

    def _bulletins(self) -> Iterator[Bulletin]:
        register, now = self._known, self._clock()
        waiting = {document.id: pending for document, pending in self._pending}
        for document in self._selection.fresh:
            entry = register.latest(document.id, *SHOWN)
            if entry is None:
                continue
            pending, later = waiting.get(document.id), approved_by(entry, register)
            if pending or recent(entry, now) or (later and recent(later, now)):
                at = address_of(self.sight.base, entry)
                notice = self._notice(document, entry)
                pull = self._pull_of(entry)
                yield Bulletin(document, entry, at, notice, pull, pending, later)

    def _pull_of(self, entry: Entry) -> int:
        pull = self._state.witness.pulls([entry.commit]).get(entry.commit)
        return pull.number if pull else 0

    @property
    def _pending(self) -> tuple[tuple[Document, Pending], ...]:
        ask = Ask.of(self._selection.checked, self._unit, self._clock())
        verdicts = self._precedents.judged(self._state.documents, self._state.verdicts)
        fresh = self._selection.fresh
        behind = (one for one in self._state.documents if verdicts[one.path].fallback)
        return tuple(ask.every((*fresh, *behind), verdicts))

    def _count(self, judgement: Judgement) -> int:
        verdicts = self._state.verdicts
        return sum(verdicts[entry.path].state is judgement for entry in self._selection.fresh)
