"""The items that people work on: those of ``main``, and those that open branches change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jdih.model.document import CONTENT, DRAFTS, Document, Kind
from jdih.publication.state import State
from jdih.reading.corpus import read_document
from jdih.reading.places import layout
from jdih.repository.failures import GitFailed
from jdih.repository.git import Repository
from jdih.repository.history import Commit, History, read_range
from jdih.repository.tree import CommitTree

MAIN = ("refs/heads/main", "refs/remotes/origin/main")
"""Where approved content lies; every other branch holds open work."""

_REMOTE = "origin/"


@dataclass(frozen=True, slots=True)
class Found:
    """An item on a branch; `base` is where the branch left ``main``, empty on ``main`` itself."""

    branch: str
    commit: str
    base: str
    item: Document

    @property
    def name(self) -> str:
        """The branch as the forge calls it."""
        return self.branch.removeprefix(_REMOTE)

    def commits(self, repository: Repository, history: History) -> tuple[Commit, ...]:
        """Return the commits that may tell of the item, oldest first; `history` is the main one."""
        if self.base:
            return read_range(repository, self.base, self.commit)
        return tuple(_touching(history, f"{self.item.folder}/"))


def _touching(history: History, folder: str) -> Iterator[Commit]:
    for commit in history.mainline:
        brought = history.merged.get(commit.sha, ())
        # A merge changes against its first parent what its own commits changed already.
        for one in brought or (commit,):
            if any(change.path.startswith(folder) for change in one.changes):
                yield one


def open_items(repository: Repository, state: State, main: str) -> Iterator[Found]:
    """Yield every item of the main branch `main`, then what other branches make of items."""
    for document in state.checked.corpus.of(Kind.ITEM, drafts=True):
        yield Found(_short(main), state.commit, "", document)
    for ref in repository.branches():
        name = _short(ref)
        if ref in {*MAIN, main} or name.rpartition("/")[2] == "register":
            continue
        tip = repository.resolve(ref) or state.commit
        base = _fork(repository, state.commit, tip)
        # A branch that was merged and kept holds no open work.
        if base and base != tip:
            changed = _changed_items(repository, tip, base, state)
            yield from (Found(name, tip, base, document) for document in changed)


def _short(ref: str) -> str:
    return ref.removeprefix("refs/heads/").removeprefix("refs/remotes/")


def _fork(repository: Repository, main: str, ref: str) -> str:
    """Return where a branch left ``main``, empty when the two have nothing in common."""
    try:
        return repository.text("merge-base", main, ref)
    except GitFailed:
        return ""


def _changed_items(repository: Repository, ref: str, base: str, state: State) -> Iterator[Document]:
    """Yield the items that a branch changed since it left ``main``."""
    before = repository.tree(base, CONTENT, DRAFTS)
    there = repository.tree(ref, CONTENT, DRAFTS)
    for place in layout(there.entries).places:
        if place.kind not in {None, Kind.ITEM}:
            continue
        if any(_blob(before, entry.path) != there.blob_id(entry.path) for entry in place.files):
            document, _ = read_document(there, place, state.checked.schemas)
            if document is not None and document.kind is Kind.ITEM:
                yield document


def _blob(tree: CommitTree, path: str) -> str:
    return tree.blob_id(path) if path in tree.entries else ""
