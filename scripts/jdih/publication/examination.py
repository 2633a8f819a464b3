"""What an open pull request brings, and what the gate would say of it now: the early word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from jdih.forge.lineage import home_of
from jdih.forge.proposal import Proposal, Proposed, propose
from jdih.forge.witness import Pull, Witness
from jdih.model.document import CONTENT, DRAFTS
from jdih.model.verdict import State as Judgement
from jdih.model.verdict import Verdict
from jdih.publication.state import State, read_state
from jdih.reading.unit import UNIT_PATH
from jdih.repository.git import Repository
from jdih.workflow.refusal import Refusal, say


@dataclass(frozen=True, slots=True)
class Examination:
    """What was found.

    `verdicts` are those of documents of ``content/`` that the pull request changes, and of the
    settings. `drafts` and `gone` are documents in ``drafts/``, and those it takes away; `tooling`
    are other files. `state` is what the main branch would hold.
    """

    proposal: Proposal
    state: State
    verdicts: tuple[Verdict, ...]
    drafts: tuple[str, ...]
    gone: tuple[str, ...]
    tooling: tuple[str, ...]

    @property
    def held(self) -> bool:
        """True when something that it brings may not be published yet."""
        return any(verdict.state is Judgement.HELD for verdict in self.verdicts)


def examine(repository: Repository, pull: Pull, base: str, witness: Witness) -> Examination:
    """Judge what merging `pull` into `base` would bring. Raises JdihError as `propose` does."""
    proposal = propose(repository, pull, base)
    state = read_state(repository, proposal.merge, Proposed(proposal, witness))
    homes = dict.fromkeys(map(_home, _changed(repository, proposal)))
    known = {verdict.path: verdict for verdict in _verdicts(state)}
    verdicts = tuple(known[home] for home in homes if home in known)
    inside = [home for home in homes if home.startswith((f"{CONTENT}/", f"{DRAFTS}/"))]
    tooling = tuple(home for home in homes if home not in inside and home != UNIT_PATH)
    if tooling and inside:
        verdicts = tuple(_mixed(verdict, tooling) for verdict in verdicts)
    there = state.tree.entries
    return Examination(
        proposal=proposal,
        state=state,
        verdicts=verdicts,
        drafts=tuple(home for home in inside if home.startswith(DRAFTS) and home in there),
        gone=tuple(home for home in inside if home not in there),
        tooling=tooling,
    )


def _home(path: str) -> str:
    return home_of(path) or path


def _changed(repository: Repository, proposal: Proposal) -> list[str]:
    options = ("--name-only", "-z", "--no-renames", "--no-ext-diff", "--ignore-submodules=none")
    names = repository.run("diff", *options, proposal.base, proposal.merge, "--")
    return sorted(set(names.decode("utf-8", "surrogateescape").split("\0")) - {""})


def _verdicts(state: State) -> Iterator[Verdict]:
    yield from state.verdicts.values()
    if state.settings is not None:
        yield state.settings


def _mixed(verdict: Verdict, tooling: tuple[str, ...]) -> Verdict:
    reason = say(Refusal.MIXED, name=", ".join(tooling[:3]))
    return replace(verdict, state=Judgement.HELD, reason=reason, approval=None)
