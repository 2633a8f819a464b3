"""Where every item stands on its SOP, on ``main`` and on every open branch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from jdih.model.document import CONTENT, DRAFTS, Document, Kind
from jdih.model.sop import Proof, Sop, Step
from jdih.model.unit import Unit
from jdih.model.verdict import State as Judgement
from jdih.publication.record import SHOWN
from jdih.publication.state import State, read_state, unit_of
from jdih.reading.corpus import read_document
from jdih.reading.places import layout
from jdih.register.chain import Register
from jdih.repository.git import Repository
from jdih.repository.tree import CommitTree
from jdih.workflow.progress import LABELS, progress
from jdih.workflow.working_time import Calendar

MAIN = ("refs/heads/main", "refs/remotes/origin/main")
"""Where approved content lies; every other branch holds open work."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one item stands.

    `reached` and `total` count the SOP's steps as it numbers them; the steps of the month, which
    come before an item, count as reached. `offices`
    are those it waits for, `since` when it last moved (None when that is not in Git yet);
    `minutes` are working minutes since then, `standard` those the SOP allows the waiting step.
    """

    id: str
    title: str
    branch: str
    path: str
    sop: str
    reached: int
    total: int
    waiting: str
    offices: tuple[str, ...]
    missing: tuple[str, ...]
    since: datetime | None
    minutes: int | None
    standard: int | None

    @property
    def done(self) -> bool:
        """True when every step is proven."""
        return not self.waiting


def standings(
    repository: Repository, register: Register, now: datetime
) -> tuple[Standing, ...]:
    """Return where every item stands: those of HEAD, then those that open branches change.

    An item that several branches hold alike is listed once.
    """
    state = read_state(repository)
    unit = unit_of(state.tree)
    calendar = Calendar.of(unit, state.checked.holidays)
    found: list[Standing] = []
    seen: set[tuple[str, str]] = set()
    for branch, document in _items(repository, state):
        fingerprint = (document.id, repr(document.digests))
        if fingerprint in seen:
            continue
        seen.add(fingerprint)
        facts = _facts(document, branch, state, register)
        since = _since(repository, branch, document)
        found.append(_standing(document, branch, state, unit, facts, since, calendar, now))
    return tuple(sorted(found, key=lambda entry: (entry.done, entry.id, entry.branch)))


def _items(repository: Repository, state: State) -> Iterator[tuple[str, Document]]:
    head = repository.branch() or "HEAD"
    for document in state.checked.corpus.of(Kind.ITEM, drafts=True):
        yield head, document
    for ref in repository.branches():
        name = ref.removeprefix("refs/heads/").removeprefix("refs/remotes/")
        if name == head or ref in MAIN or name.partition("/")[2] == "register":
            continue
        yield from ((name, document) for document in _changed_items(repository, ref, state))


def _changed_items(repository: Repository, ref: str, state: State) -> Iterator[Document]:
    """Yield the items of a branch whose files are not those of HEAD."""
    here = repository.tree(state.commit, CONTENT, DRAFTS)
    there = repository.tree(ref, CONTENT, DRAFTS)
    for place in layout(there.entries).places:
        if place.kind not in {None, Kind.ITEM}:
            continue
        if any(_blob(here, entry.path) != there.blob_id(entry.path) for entry in place.files):
            document, _ = read_document(there, place, state.checked.schemas)
            if document is not None and document.kind is Kind.ITEM:
                yield document


def _blob(tree: CommitTree, path: str) -> str:
    return tree.blob_id(path) if path in tree.entries else ""


def _facts(
    document: Document, branch: str, state: State, register: Register
) -> frozenset[Proof]:
    """Return what holds of an item besides its own files: approval and publication."""
    verdict = state.verdicts.get(document.path)
    if document.draft or verdict is None or document not in state.documents:
        return frozenset()
    facts = set()
    if verdict.state is not Judgement.HELD:
        facts.add(Proof.APPROVAL)
    latest = register.latest(document.id, *SHOWN)
    if latest is not None and latest.digest == verdict.digest:
        facts.add(Proof.PUBLICATION)
    return frozenset(facts)


def _since(repository: Repository, branch: str, document: Document) -> datetime | None:
    ref = "HEAD" if branch == "HEAD" else branch
    text = repository.text("log", "-1", "--format=%cI", ref, "--", document.folder)
    return datetime.fromisoformat(text) if text else None


def _standing(
    document: Document,
    branch: str,
    state: State,
    unit: Unit,
    facts: frozenset[Proof],
    since: datetime | None,
    calendar: Calendar,
    now: datetime,
) -> Standing:
    sop = state.checked.context.sops.get(document.header.text("sop"))
    where = progress(document, sop, facts) if sop else None
    step = where.waiting if where else None
    imported = state.verdicts.get(document.path)
    settled = imported is not None and imported.state is Judgement.IMPORTED
    if settled and Proof.PUBLICATION in facts:
        step = None
    return Standing(
        id=document.id,
        title=document.title,
        branch=branch,
        path=document.path,
        sop=document.header.text("sop"),
        reached=_last(sop) if step is None else step.number - 1,
        total=len(sop.steps) if sop else 0,
        waiting=step.text if step else ("" if sop else "SOP tidak dikenal"),
        offices=tuple(_offices(step, sop, unit)) if step and sop else (),
        missing=tuple(LABELS[proof] for proof in where.missing) if where and step else (),
        since=since,
        minutes=calendar.working_minutes(since, now) if since and step else None,
        standard=step.minutes if step else None,
    )


def _last(sop: Sop | None) -> int:
    return sop.item_steps[-1].number if sop else 0


def _offices(step: Step, sop: Sop, unit: Unit) -> Iterable[str]:
    """Yield the offices a step waits for, by name; a role that no office fills by its own name."""
    for code in step.deciders or step.performers:
        offices = unit.offices_for(sop.id, code)
        role = sop.role(code)
        yield from (office.name for office in offices)
        if not offices and role is not None:
            yield role.name
