"""The main branch: every change came through a merge that the rules in force then allowed.

The gate says so (`jdih.forge`); here its words on every version are put together, not only those on
what would be published today.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from jdih.forge.changed import Removal
from jdih.forge.place import document_at
from jdih.model.document import Document
from jdih.model.verdict import State as Judgement
from jdih.publication.audit.outcome import Fault, Flaw
from jdih.publication.state import State
from jdih.reading.unit import IMPORT_PATH, is_setting, read_imports
from jdih.repository.git import Repository
from jdih.workflow.erasure import Recorded
from jdih.workflow.gate import Imports, Ruling, follow
from jdih.workflow.refusal import Refusal, say
from jdih.workflow.version import Doubt

SKEW = timedelta(days=1)
"""By how much clocks of people may differ before a date is called set back."""

_ZONED = "%Y-%m-%d %H:%M %z"


@dataclass(frozen=True, slots=True)
class Rulings:
    """The gate's words on every version of every document there is or was, by id, oldest first."""

    by_id: Mapping[str, tuple[Ruling, ...]]
    removals: tuple[Removal, ...]
    wrongly_imported: tuple[Fault, ...]

    def at(self, identity: str, commit: str) -> Ruling | None:
        """Return the word on the version of a document that a commit brought."""
        rulings = self.by_id.get(identity, ())
        return next((one for one in rulings if one.version.commit == commit), None)


def rulings_of(repository: Repository, state: State) -> Rulings:
    """Judge every version of every document that is or was in ``content/``."""
    there = (*state.documents, *(one for one in state.lost if one.path in state.tree.entries))
    removals = tuple(state.facts.removals({(one.kind, one.id) for one in there}))
    gone = (
        document_at(repository, one.before, one.path, state.checked.schemas) for one in removals
    )
    documents = (*there, *(document for document in gone if document is not None))
    listed, _ = read_imports(state.tree)
    imports = Imports(listed, state.facts.begun)
    baselines = state.facts.baselines(documents)
    versions = state.facts.versions(documents)
    by_id = {
        one.id: follow(versions[one.path], baselines.get(one.path), imports) for one in documents
    }
    wrong = _wrongly_imported(repository, state, documents, listed)
    return Rulings(by_id, removals, tuple(wrong))


def _wrongly_imported(
    repository: Repository, state: State, documents: Iterable[Document], listed: Mapping[str, str]
) -> Iterator[Fault]:
    """Yield what the list of imports calls imported and what was not there at ``mulai``."""
    facts = state.facts
    if facts.adopted is None:
        return
    adopted = facts.history.mainline[facts.adopted].sha
    frozen, _ = read_imports(repository.tree(adopted, IMPORT_PATH))
    there = {one.path: one for one in documents}
    baselines = facts.baselines([one for path, one in there.items() if path in listed])
    for path, digest in listed.items():
        base = baselines.get(path)
        at_start = base is not None and (
            (base.path, base.digest) == (path, digest)
            or state.witness.erasures.recorded(base.commit, path) == Recorded(None)
        )
        if not (at_start if path in there else frozen.get(path) == digest):
            yield Fault(Flaw.IMPORTED, say(Refusal.NOT_AT_START), path=path)


def changed_wrongly(state: State, rulings: Rulings, first: int) -> Iterator[Fault]:
    """Yield every change from position `first` on that the gate does not let pass."""
    facts = state.facts
    numbers = {commit.sha: number for number, commit in enumerate(facts.history.mainline)}

    def counts(ruling: Ruling) -> bool:
        return (
            ruling.state is Judgement.HELD
            and ruling.version.doubt is not Doubt.EARLY
            and numbers[ruling.version.commit] >= first
        )

    for identity, judged in sorted(rulings.by_id.items()):
        for ruling in filter(counts, judged):
            if ruling.version.path and not ruling.version.draft:
                words = f"Perubahan {identity}: {ruling.reason}"
                yield Fault(Flaw.CONTENT, words, "", ruling.version.commit, ruling.version.path)
    yield from _files(Flaw.SETTINGS, filter(counts, facts.settings_rulings), state, numbers)
    yield from _files(Flaw.TOOLING, filter(counts, facts.tooling_rulings), state, numbers)
    for removal in rulings.removals:
        if counts(removal.ruling):
            words = f"Dihapus dari content/: {removal.ruling.reason}"
            yield Fault(Flaw.REMOVAL, words, "", removal.ruling.version.commit, removal.path)


def _files(
    flaw: Flaw, held: Iterable[Ruling], state: State, numbers: Mapping[str, int]
) -> Iterator[Fault]:
    """Yield one fault a commit, with the first file of its kind that it changed."""
    for ruling in held:
        commit = state.facts.history.mainline[numbers[ruling.version.commit]]
        inside = (
            change.path
            for change in commit.changes
            if is_setting(change.path) is (flaw is Flaw.SETTINGS)
            and not change.path.startswith(("content/", "drafts/"))
        )
        path, *others = sorted(inside)
        more = f" (dan {len(others)} berkas lain)" if others else ""
        yield Fault(flaw, f"Perubahan {path}{more}: {ruling.reason}", "", commit.sha, path)


def set_back(state: State, first: int) -> Iterator[Fault]:
    """Yield the commits of the main branch that are dated long before what they follow on."""
    times = state.facts.history.times
    for number, commit in enumerate(state.facts.history.mainline):
        if number < first or state.facts.adopted is None or number <= state.facts.adopted:
            continue
        newest = max((times[parent] for parent in commit.parents), default=commit.time)
        if commit.time < newest - SKEW:
            words = (
                f"Tanggal commit ({commit.time:{_ZONED}}, menurut pembuatnya) mendahului commit "
                f"yang diikutinya ({newest:{_ZONED}})."
            )
            yield Fault(Flaw.CLOCK, words, "", commit.sha)


def judged_changes(state: State, rulings: Rulings, first: int) -> int:
    """Return how many changes were judged from position `first` on, since the office began."""
    if state.facts.adopted is None:
        return 0
    first = max(first, state.facts.adopted + 1)
    numbers = {commit.sha: at for at, commit in enumerate(state.facts.history.mainline)}
    every = (
        *(one for judged in rulings.by_id.values() for one in judged),
        *state.facts.settings_rulings,
        *state.facts.tooling_rulings,
    )
    return sum(numbers[one.version.commit] >= first for one in every)
