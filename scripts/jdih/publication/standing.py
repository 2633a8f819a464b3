"""Where every item stands on its SOP, on ``main`` and on every open branch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from jdih.model.document import CONTENT, DRAFTS, Document, Kind
from jdih.model.sop import Proof, Sop, Step
from jdih.model.unit import Unit
from jdih.model.verdict import State as Judgement
from jdih.model.verdict import Verdict
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


def standings(repository: Repository, register: Register, now: datetime) -> tuple[Standing, ...]:
    """Return where every item stands: those of HEAD, then those that open branches change.

    An item that several branches hold alike is listed once.
    """
    state = read_state(repository)
    view = _View(repository, state, register, unit_of(state.tree), now)
    found: dict[tuple[str, object], Standing] = {}
    for branch, document in _items(repository, state):
        key = (document.id, document.digests)
        if key not in found:
            found[key] = view.standing(branch, document)
    return tuple(sorted(found.values(), key=lambda entry: (entry.done, entry.id, entry.branch)))


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


class _View:
    """What standings are told from: one state of the office, its register, and the moment."""

    def __init__(
        self, repository: Repository, state: State, register: Register, unit: Unit, now: datetime
    ) -> None:
        self._repository = repository
        self._state = state
        self._register = register
        self._unit = unit
        self._now = now
        self._calendar = Calendar.of(unit, state.checked.holidays)

    def standing(self, branch: str, item: Document) -> Standing:
        """Return where `item`, as `branch` holds it, stands."""
        sop = self._state.checked.context.sops.get(item.header.text("sop"))
        facts = self._facts(item)
        where = progress(item, sop, facts) if sop else None
        step = where.waiting if where and not self._settled(item, facts) else None
        since = self._since(branch, item)
        return Standing(
            id=item.id,
            title=item.title,
            branch=branch,
            path=item.path,
            sop=item.header.text("sop"),
            reached=step.number - 1 if step else _last(sop),
            total=len(sop.steps) if sop else 0,
            waiting=step.text if step else ("" if sop else "SOP tidak dikenal"),
            offices=tuple(_offices(step, sop, self._unit)) if step and sop else (),
            missing=tuple(LABELS[proof] for proof in where.missing) if where and step else (),
            since=since,
            minutes=self._calendar.working_minutes(since, self._now) if since and step else None,
            standard=step.minutes if step else None,
        )

    def _facts(self, item: Document) -> frozenset[Proof]:
        """Return what holds of an item besides its own files: approval and publication."""
        verdict = self._verdict(item)
        if verdict is None:
            return frozenset()
        facts = set()
        if verdict.state is not Judgement.HELD:
            facts.add(Proof.APPROVAL)
        latest = self._register.latest(item.id, *SHOWN)
        if latest is not None and latest.digest == verdict.digest:
            facts.add(Proof.PUBLICATION)
        return frozenset(facts)

    def _settled(self, item: Document, facts: frozenset[Proof]) -> bool:
        """Say whether nothing is asked of an item any more: imported and recorded."""
        verdict = self._verdict(item)
        imported = verdict is not None and verdict.state is Judgement.IMPORTED
        return imported and Proof.PUBLICATION in facts

    def _verdict(self, item: Document) -> Verdict | None:
        """Return the gate's word on the item, None for a version that is not on HEAD."""
        if item.draft or item not in self._state.documents:
            return None
        return self._state.verdicts.get(item.path)

    def _since(self, branch: str, item: Document) -> datetime | None:
        text = self._repository.text("log", "-1", "--format=%cI", branch, "--", item.folder)
        return datetime.fromisoformat(text) if text else None


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
