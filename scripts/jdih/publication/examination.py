"""What an open pull request brings, and what the gate would say of it now: the early word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from jdih.forge.lineage import home_of
from jdih.forge.proposal import Proposal, Proposed, propose
from jdih.forge.witness import Pull, Witness
from jdih.model.document import CONTENT, DRAFTS, Kind
from jdih.model.entry import Activity
from jdih.model.finding import Severity
from jdih.model.verdict import State as Judgement
from jdih.model.verdict import Verdict
from jdih.publication.course import Courses
from jdih.publication.on_main import OnMain
from jdih.publication.plan_bound import kept, lines_at, planned
from jdih.publication.precedent import held
from jdih.publication.state import State, read_state, unit_of
from jdih.reading.places import owner
from jdih.reading.unit import UNIT_PATH
from jdih.repository.git import Repository
from jdih.workflow.amendment import FORMER
from jdih.workflow.refusal import Refusal, say


@dataclass(frozen=True, slots=True)
class Examination:
    """What was found.

    `verdicts` are those of documents of ``content/`` that the pull request changes or takes away,
    and of the settings. `drafts` and `gone` are documents in ``drafts/``, and those it takes away;
    `tooling` are other files. `state` is what the main branch would hold.
    """

    proposal: Proposal
    state: State
    verdicts: tuple[Verdict, ...]
    drafts: tuple[str, ...]
    gone: tuple[str, ...]
    tooling: tuple[str, ...]


def examine(
    repository: Repository, pull: Pull, base: str, witness: Witness, now: datetime
) -> Examination:
    """Judge at `now` what merging `pull` into `base` would bring.

    Raises JdihError as `propose` does.
    """
    proposal = propose(repository, pull, base)
    state = read_state(repository, proposal.merge, Proposed(proposal, witness))
    homes = dict.fromkeys(map(_home, repository.differing(base, proposal.merge)))
    there = state.tree.entries
    known = {verdict.path: verdict for verdict in _verdicts(state)}
    standing = OnMain(repository, base, witness, now)
    changed = [home for home in homes if home in known or home.startswith(f"{CONTENT}/")]
    moved = _moved(state, standing, [home for home in changed if home not in there])
    verdicts = tuple(
        _sound(known.get(home) or _unknown(home), state, standing)
        for home in changed
        if home not in moved
    )
    verdicts = tuple(_by_plan(verdicts, state, lines_at(repository, base)))
    inside = [home for home in homes if home.startswith((f"{CONTENT}/", f"{DRAFTS}/"))]
    tooling = tuple(home for home in homes if home not in inside and home != UNIT_PATH)
    if tooling and inside:
        names = ", ".join(tooling[:3])
        verdicts = tuple(_held(verdict, Refusal.MIXED, name=names) for verdict in verdicts)
    return Examination(
        proposal=proposal,
        state=state,
        verdicts=verdicts,
        drafts=tuple(home for home in inside if home.startswith(DRAFTS) and home in there),
        gone=tuple(home for home in inside if home not in there),
        tooling=tooling,
    )


def _by_plan(
    verdicts: Iterable[Verdict], state: State, before: Mapping[str, set[str]]
) -> Iterator[Verdict]:
    """Hold items whose line was not there `before`, and plans that lost one."""
    documents = {document.path: document for document in state.documents}
    lines = {line for known in before.values() for line in known}
    for verdict in verdicts:
        document = documents.get(verdict.path)
        if document is None:
            yield verdict
        else:
            bound = planned(verdict, document, lines)
            yield kept(bound, document, before.get(verdict.path, ()))


def once(found: Examination, claimed: dict[str, int]) -> Examination:
    """Hold what an earlier pull request, by id in `claimed`, brings already; claim the rest.

    An item has one open draft: whoever begins a second one is sent to the first by its number.
    """
    number = found.proposal.pull.number
    paths = {*found.drafts, *(verdict.path for verdict in found.verdicts)}
    documents = found.state.checked.corpus.of(Kind.ITEM, drafts=True)
    mine = {document.path: document.id for document in documents if document.path in paths}
    first = {path: claimed.setdefault(identity, number) for path, identity in mine.items()}
    twice = {path: other for path, other in first.items() if other != number}
    known = {verdict.path: verdict for verdict in found.verdicts}
    drafts = {path: _unknown(path, mine[path]) for path in twice if path not in known}
    verdicts = (
        _held(verdict, Refusal.TWICE, name=f"#{twice[path]}") if path in twice else verdict
        for path, verdict in {**known, **drafts}.items()
    )
    return replace(found, verdicts=tuple(verdicts))


def rounds_of(
    repository: Repository, found: Examination, now: datetime
) -> dict[str, tuple[Activity, ...]]:
    """Return, by its path, what was done of each item that the pull request brings by `now`."""
    state, merge = found.state, found.proposal.merge
    courses = Courses(repository, unit_of(state.tree), state.checked, state.witness)
    approvals = {verdict.path: verdict.approval for verdict in found.verdicts}
    return {
        item.path: courses.under_way(item, merge, approvals.get(item.path), now)
        for item in state.checked.corpus.of(Kind.ITEM, drafts=True)
        if item.path in approvals or item.path in found.drafts
    }


def _home(path: str) -> str:
    return home_of(path) or path


def _verdicts(state: State) -> Iterator[Verdict]:
    yield from state.verdicts.values()
    if state.settings is not None:
        yield state.settings


def _moved(state: State, standing: OnMain, gone: list[str]) -> frozenset[str]:
    """Return those of `gone` whose address another document keeps as its former one.

    An item keeps its id wherever it lies: another one does not take its place.
    """
    heirs = {
        f"{CONTENT}/{former}index.md": document
        for document in state.documents
        for former in document.header.texts(FORMER)
    }
    return frozenset(
        home for home in gone if home in heirs and standing.at(home) in {"", heirs[home].id}
    )


def _unknown(path: str, identity: str = "") -> Verdict:
    """Return the word on a document that the gate has nothing to say of."""
    return Verdict(identity, path, "", Judgement.HELD, "", say(Refusal.BROKEN))


def _sound(verdict: Verdict, state: State, standing: OnMain) -> Verdict:
    """Hold what is faulty, taken away, or may not follow what stands, whoever approved it."""
    path = verdict.path
    if path not in state.tree.entries or _emptied(path, state, standing):
        return _held(verdict, Refusal.REMOVED)
    faulty = any(
        finding.severity is Severity.ERROR and owner(finding.location.path) == path
        for finding in state.checked.findings
    )
    if faulty:
        return _held(verdict, Refusal.BROKEN)
    document = next((found for found in state.documents if found.path == path), None)
    reason = standing.refusal(document) if document is not None else ""
    return held(verdict, reason) if reason else verdict


def _emptied(path: str, state: State, standing: OnMain) -> bool:
    """Say whether an item that stood at `path` has lost its header or its text."""
    there = next((found for found in state.documents if found.path == path), None)
    lost = there is None or not there.body.strip()
    return lost and bool(standing.at(path))


def _held(verdict: Verdict, refusal: Refusal, name: str = "") -> Verdict:
    return held(verdict, say(refusal, name=name))
