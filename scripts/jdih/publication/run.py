"""One run of ``jdih publish``: check, verify, build, deploy, look, record, build again, announce.

Work comes from state, not from events (design decision 4): what is approved in ``content/`` minus
what the register shows. Running it again changes nothing; a run that was cut is repeated.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from jdih.model.document import Document, Kind
from jdih.model.entry import Entry
from jdih.model.finding import Severity
from jdih.model.unit import Unit
from jdih.model.verdict import State as Judgement
from jdih.publication.activities import activities_of
from jdih.publication.deploy import deploy, recover
from jdih.publication.live import differing, served
from jdih.publication.notice import Notice, notice_of
from jdih.publication.record import entry_of, unrecorded
from jdih.publication.selection import Held, Selection, select
from jdih.publication.state import State, read_state, unit_of
from jdih.publication.targets import Target
from jdih.register.book import Book
from jdih.register.chain import Register
from jdih.repository.git import Repository
from jdih.website.builder import build
from jdih.website.site import Manifest, Site
from jdih.website.source import export_frame, site_of
from jdih.workflow.progress import NOTICE_FILE
from jdih.workflow.working_time import Calendar


@dataclass(frozen=True, slots=True)
class Result:
    """What a run did. Counts are documents, but `warnings` findings and `pages` files."""

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


Report = Callable[[str], None]
"""Called with the name of each step as it begins."""

Clock = Callable[[], datetime]


def publish(
    repository: Repository,
    target: Target,
    clock: Clock,
    *,
    day: date | None = None,
    report: Report = lambda step: None,
) -> Result:
    """Publish what is approved at HEAD to `target`.

    `day` is the date that pages show (the clock's by default). Raises JdihError when the run
    cannot be completed; the site that stood before then still stands.
    """
    report("Memeriksa dan membuktikan persetujuan")
    state = read_state(repository)
    unit = unit_of(state.tree)
    selection = select(repository, state, clock())
    book = Book(repository, target.ref)
    register = book.read()
    waiting = unrecorded(selection.fresh, dict(state.verdicts), unit, register)
    shown = day or clock().astimezone(unit.zone).date()
    recover(target.site)
    report("Membangun situs")
    with _workshop(target.site) as folder:
        site = _site(state, selection, register, shown, folder)
        manifest = build(site, folder / "situs")
        report("Memasang dan melihat hasilnya")
        deploy(folder / "situs", target.site)
    unseen, recorded = _record(state, selection, waiting, target, manifest, book, clock)
    register = book.read()
    if recorded:
        report("Membangun ulang dengan nomor Buku Agenda")
        with _workshop(target.site) as folder:
            site = _site(state, selection, register, shown, folder)
            manifest = build(site, folder / "situs")
            deploy(folder / "situs", target.site)
        unseen = {**unseen, **_look(target, manifest, waiting)}
    report("Menyiapkan pemberitahuan")
    notices = tuple(_notices(selection, recorded, site.base))
    return Result(
        checked=len(state.checked.corpus.documents),
        warnings=sum(f.severity is Severity.WARNING for f in state.checked.findings),
        approved=_count(state, selection, Judgement.APPROVED),
        imported=_count(state, selection, Judgement.IMPORTED),
        held=selection.held,
        pages=sum(file.endswith(".html") for file in manifest.files),
        recorded=recorded,
        unseen=unseen,
        register=register,
        site=target.site,
        notices=notices,
    )


def _site(
    state: State, selection: Selection, register: Register, day: date, folder: Path
) -> Site:
    return site_of(
        export_frame(state.tree, folder / "kerangka"),
        selection.tree,
        selection.checked,
        day=day,
        register=register,
        commit=state.commit,
        verdicts=state.verdicts,
    )


@contextmanager
def _workshop(site: Path) -> Iterator[Path]:
    """Give a folder beside the site to build in; whatever is left there afterwards is removed."""
    site.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f".{site.name}.bangun-", dir=site.parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def _look(
    target: Target, manifest: Manifest, documents: tuple[Document, ...]
) -> dict[str, str]:
    files = {manifest.file(document): document for document in documents}
    with served(target.site) as base:
        faults = differing(base, files, manifest.files)
    return {files[file].id: reason for file, reason in faults.items()}


def _record(
    state: State,
    selection: Selection,
    waiting: tuple[Document, ...],
    target: Target,
    manifest: Manifest,
    book: Book,
    clock: Clock,
) -> tuple[dict[str, str], tuple[Entry, ...]]:
    """Record every waiting document whose page was seen live; return the unseen and the entries."""
    unseen = _look(target, manifest, waiting)
    unit = unit_of(state.tree)
    calendar = Calendar.of(unit, state.checked.holidays)
    register = book.read()
    now = clock().astimezone(unit.zone)
    drafts = []
    for document in waiting:
        if document.id in unseen:
            continue
        verdict = state.verdicts[document.path]
        sop = selection.checked.context.sops.get(document.header.text("sop"))
        steps = ()
        if document.kind is Kind.ITEM and sop is not None and verdict.approval is not None:
            steps = activities_of(document, sop, verdict, calendar, now)
        drafts.append(entry_of(document, verdict, register, manifest, steps, now))
    return unseen, book.append(drafts, now)


def _notices(
    selection: Selection, recorded: tuple[Entry, ...], base: str
) -> Iterator[Notice]:
    by_id = {document.id: document for document in selection.fresh}
    for entry in recorded:
        document = by_id[entry.id]
        if document.text_beside(NOTICE_FILE).strip():
            yield notice_of(document, entry, base)


def _count(state: State, selection: Selection, judgement: Judgement) -> int:
    return sum(
        state.verdicts[document.path].state is judgement for document in selection.fresh
    )
