"""One commit of the main branch: what it holds, what was found in it, what the gate says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from jdih.errors import JdihError
from jdih.forge.branch import BranchFacts
from jdih.forge.facts import judge_documents
from jdih.forge.witness import Nobody, Witness
from jdih.model.document import CONTENT, FRAME, SITE_CONFIG, Document, Kind
from jdih.model.finding import Severity
from jdih.model.sop import Sop
from jdih.model.tree import Tree
from jdih.model.unit import Unit
from jdih.model.verdict import State as Judgement
from jdih.model.verdict import Verdict
from jdih.publication.plan_bound import hold_unplanned
from jdih.reading.corpus import read_document
from jdih.reading.places import layout, owner
from jdih.reading.schema import UNIT, Schemas, read_schemas
from jdih.reading.unit import is_setting, read_imports, read_unit
from jdih.repository.git import Repository
from jdih.repository.history import read_history
from jdih.repository.overlay import Overlay
from jdih.rules.engine import Checked, check_tree, read_sops
from jdih.workflow.gate import told

_PATIENCE = 50
"""How many versions back a readable one is looked for."""


@dataclass(frozen=True, slots=True)
class State:
    """What a commit holds.

    `documents` are those of ``content/`` that can be read. `verdicts` are keyed by path; those of
    documents that can no longer be read (`lost`) tell which version was approved last. `settings`
    is the gate's word on ``unit.yml``. `witness` told of pull requests, `facts` tell more.
    """

    commit: str
    tree: Tree
    checked: Checked
    documents: tuple[Document, ...]
    verdicts: Mapping[str, Verdict]
    settings: Verdict | None
    witness: Witness
    facts: BranchFacts
    lost: tuple[Document, ...]

    @property
    def told(self) -> frozenset[str]:
        """The merges by which anything here is shown on a forge's word.

        Settings are included, and tooling where the history was read as a whole.
        """
        own = (merge for verdict in self._words for merge in verdict.told)
        return frozenset((*own, *told(self.facts.tooling_rulings)))

    @property
    def unsettled(self) -> frozenset[str]:
        """The merges that brought what is held: the forge may tell more of them."""
        held = (verdict for verdict in self._words if verdict.state is Judgement.HELD)
        return frozenset(verdict.commit for verdict in held)

    @property
    def _words(self) -> tuple[Verdict, ...]:
        return (*self.verdicts.values(), *((self.settings,) if self.settings else ()))


def read_state(
    repository: Repository,
    rev: str = "HEAD",
    witness: Witness | None = None,
    *,
    whole: bool = False,
) -> State:
    """Read, check and judge one commit, whatever the work tree holds.

    `witness` tells of pull requests; without one Git alone does. The `whole` history tells of
    tooling too.
    Raises JdihError without a first commit, in a shallow clone, or without usable settings: a
    gate that does not know who may decide stays closed.
    """
    witness = witness or Nobody()
    commit, facts = _facts(repository, rev, witness, whole=whole)
    tree = _settled(repository, commit, facts.settings)
    checked = check_tree(tree)
    documents = tuple(document for document in checked.corpus.documents if not document.draft)
    listed, _ = read_imports(tree)
    lost = tuple(_lost(repository, commit, checked, {document.path for document in documents}))
    verdicts = judge_documents(facts, (*documents, *lost), listed)
    judged = {verdict.path: verdict for verdict in verdicts}
    by_path = hold_unplanned(repository, (*documents, *lost), judged)
    return State(commit, tree, checked, documents, by_path, facts.settings, witness, facts, lost)


def read_settings(repository: Repository, rev: str, witness: Witness) -> Tree:
    """Return the files of a commit with the settings in force there, without judging documents.

    Raises JdihError as `read_state` does.
    """
    commit, facts = _facts(repository, rev, witness, whole=False)
    return _settled(repository, commit, facts.settings)


def _facts(
    repository: Repository, rev: str, witness: Witness, *, whole: bool
) -> tuple[str, BranchFacts]:
    commit = repository.resolve(rev)
    if commit is None:
        raise JdihError(
            f"Versi “{rev}” tidak ada dalam repositori ini.",
            "Simpan pekerjaan dengan `git commit`, atau sebut versi yang ada.",
        )
    history = read_history(repository, commit, whole=whole)
    return commit, BranchFacts(repository, history, unit_of, sops_of, witness)


def _settled(repository: Repository, commit: str, settings: Verdict | None) -> Tree:
    """Return the files of `commit`, with the settings that were approved last.

    Schema, theme and frame decide what the site shows, the lists what counts as approved: none
    of them takes effect before it is approved itself.
    """
    tree = repository.tree(commit)
    if settings is None or settings.state is not Judgement.HELD:
        return tree
    if not settings.fallback:
        raise JdihError(
            f"Pengaturan pada {commit[:12]} tidak dapat dipakai: {settings.reason}",
            f"Kembalikan {SITE_CONFIG}/ dan {FRAME} dari versi yang disetujui.",
        )
    approved = repository.tree(settings.fallback, SITE_CONFIG, FRAME)
    present = [path for path in tree.entries if is_setting(path)]
    put_in = {path: approved.read(path) for path, e in approved.entries.items() if e.regular}
    return Overlay(tree, present, put_in)


def _lost(
    repository: Repository, commit: str, checked: Checked, known: set[str]
) -> Iterator[Document]:
    """Yield the newest readable version of every document that cannot be read any more."""
    paths = {
        owner(finding.location.path)
        for finding in checked.corpus.findings
        if finding.severity is Severity.ERROR and finding.location.path.startswith(f"{CONTENT}/")
    }
    for path in sorted(path for path in paths if path and path not in known):
        document = _last_readable(repository, commit, path, checked.schemas)
        if document is not None:
            yield document


def _last_readable(
    repository: Repository, commit: str, path: str, schemas: Schemas
) -> Document | None:
    folder = str(PurePosixPath(path).parent) if path.endswith("/index.md") else path
    options = ("--first-parent", f"--max-count={_PATIENCE}", "--format=%H")
    for version in repository.text("log", *options, commit, "--", folder).split():
        tree = repository.tree(version, CONTENT)
        for place in layout(tree.entries).places:
            if place.path == path:
                document, _ = read_document(tree, place, schemas)
                if document is not None:
                    return document
    return None


def unit_of(tree: Tree) -> Unit:
    """Return the settings in force in a tree. Raises JdihError when they cannot be used."""
    found = read_unit(tree, read_schemas(tree, (UNIT,)))
    if found.unit is None:
        first = found.findings[0]
        raise JdihError(f"Pengaturan unit tidak dapat dipakai: {first.as_text()}", first.remedy)
    return found.unit


def sops_of(tree: Tree) -> Mapping[str, Sop]:
    """Return the SOPs in force in a tree, by id."""
    return read_sops(tree, read_schemas(tree, (Kind.SOP.value,)), unit_of(tree).day_minutes)
