"""One commit of the main branch: what it holds, what was found in it, what the gate says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jdih.errors import JdihError
from jdih.forge.facts import judge_documents
from jdih.forge.plain import PlainFacts
from jdih.model.document import Document
from jdih.model.sop import Sop
from jdih.model.tree import Tree
from jdih.model.unit import Unit
from jdih.model.verdict import Verdict
from jdih.reading.schema import read_schemas
from jdih.reading.unit import read_imports, read_unit
from jdih.repository.git import Repository
from jdih.rules.engine import Checked, check_tree, read_sops


@dataclass(frozen=True, slots=True)
class State:
    """`documents` are those of ``content/``; `verdicts` are keyed by the document's path."""

    commit: str
    tree: Tree
    checked: Checked
    documents: tuple[Document, ...]
    verdicts: Mapping[str, Verdict]


def read_state(repository: Repository, rev: str = "HEAD") -> State:
    """Read, check and judge one commit, whatever the work tree holds.

    Raises JdihError without a first commit, in a shallow clone, or without usable settings: a
    gate that does not know who may decide stays closed.
    """
    commit = repository.resolve(rev)
    if commit is None:
        raise JdihError(
            f"Versi “{rev}” tidak ada dalam repositori ini.",
            "Simpan pekerjaan dengan `git commit`, atau sebut versi yang ada.",
        )
    repository.require_whole()
    tree = repository.tree(commit)
    checked = check_tree(tree)
    documents = tuple(document for document in checked.corpus.documents if not document.draft)
    listed, _ = read_imports(tree)
    facts = PlainFacts(repository, commit, unit_of, sops_of)
    verdicts = judge_documents(facts, documents, listed)
    return State(commit, tree, checked, documents, {verdict.path: verdict for verdict in verdicts})


def unit_of(tree: Tree) -> Unit:
    """Return the settings in force in a tree. Raises JdihError when they cannot be used."""
    found = read_unit(tree, read_schemas(tree))
    if found.unit is None:
        first = found.findings[0]
        raise JdihError(f"Pengaturan unit tidak dapat dipakai: {first.as_text()}", first.remedy)
    return found.unit


def sops_of(tree: Tree) -> Mapping[str, Sop]:
    """Return the SOPs in force in a tree, by id."""
    return read_sops(tree, read_schemas(tree), unit_of(tree).day_minutes)
