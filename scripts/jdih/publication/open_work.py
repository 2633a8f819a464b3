"""The documents people work on: those of ``main``, and those that open branches change."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from jdih.forge.witness import Pull
from jdih.model.document import CONTENT, DRAFTS, Document, Kind
from jdih.publication.state import State
from jdih.reading.corpus import read_document
from jdih.reading.places import layout, owner
from jdih.repository.failures import GitFailed
from jdih.repository.git import Repository
from jdih.repository.history import read_range
from jdih.repository.log import Commit
from jdih.repository.touched import Touched
from jdih.repository.tree import CommitTree

MAIN = ("refs/heads/main", "refs/remotes/origin/main")
"""Where approved content lies; every other branch holds open work."""
_MOST = 100
"""Documents that a branch may change before its whole tree is listed."""


@dataclass(frozen=True, slots=True)
class Found:
    """A document (`item`) on a branch; `base` is where that left ``main``, empty on ``main``.

    `pull` is the open pull request of the branch, as far as a forge was asked.
    """

    branch: str
    commit: str
    base: str
    item: Document
    pull: Pull | None = None

    def commits(self, repository: Repository, touched: Touched) -> tuple[Commit, ...]:
        """Return the commits that may tell of the item, oldest first; `touched` is of ``main``."""
        if self.base:
            return read_range(repository, self.base, self.commit)
        return touched.by(_whole(self.item.path))


def open_work(
    repository: Repository,
    state: State,
    main: str,
    pulls: Iterable[tuple[str, Pull]],
    kinds: Collection[Kind],
) -> Iterator[Found]:
    """Yield every document of some `kinds` on the branch `main`, then what others make of them.

    Those of `pulls`, open pull requests by their branch, come before the rest.
    """
    for document in state.checked.corpus.of(*kinds, drafts=True):
        yield Found(_short(main), state.commit, "", document)
    for branch, tip, pull in (*_proposed(pulls), *_branches(repository, main, state.commit)):
        base = _fork(repository, state.commit, tip)
        # A branch that was merged and kept holds no open work.
        if base and base != tip:
            changed = _changed(repository, tip, base, state, kinds)
            yield from (Found(branch, tip, base, document, pull) for document in changed)


def on_main(branch: str) -> bool:
    """Say whether an item's branch is the main one, or the commit that is checked out."""
    return branch == "HEAD" or branch in {_short(ref) for ref in MAIN}


def _proposed(pulls: Iterable[tuple[str, Pull]]) -> Iterator[tuple[str, str, Pull | None]]:
    return ((branch, pull.head, pull) for branch, pull in pulls)


def _branches(
    repository: Repository, main: str, commit: str
) -> Iterator[tuple[str, str, Pull | None]]:
    left_out = {*MAIN, main, *_merged(repository, commit)}
    for ref in repository.branches():
        name = _short(ref)
        if ref not in left_out and name.rpartition("/")[2] != "register":
            tip = repository.resolve(ref)
            if tip is not None:
                yield name, tip, None


def _merged(repository: Repository, commit: str) -> list[str]:
    """Return the branches that `commit` holds: an office that keeps them has thousands."""
    options = (f"--merged={commit}", "--format=%(refname)")
    return repository.text("for-each-ref", *options, "refs/heads", "refs/remotes").splitlines()


def _short(ref: str) -> str:
    return ref.removeprefix("refs/heads/").removeprefix("refs/remotes/")


def _fork(repository: Repository, main: str, ref: str) -> str:
    """Return where a branch left ``main``, empty when the two have nothing in common."""
    try:
        return repository.text("merge-base", main, ref)
    except GitFailed:
        return ""


def _changed(
    repository: Repository, ref: str, base: str, state: State, kinds: Collection[Kind]
) -> Iterator[Document]:
    """Yield the documents of some `kinds` that a branch changed since it left ``main``."""
    names = repository.differing(base, ref, CONTENT, DRAFTS)
    owners = {path for path in map(owner, names) if path}
    folders = sorted({_whole(path) for path in owners})
    if len(folders) > _MOST:
        folders = [CONTENT, DRAFTS]
    if not folders:
        return
    before, there = repository.tree(base, *folders), repository.tree(ref, *folders)
    for place in layout(there.entries).places:
        if place.path not in owners or place.kind not in {None, *kinds}:
            continue
        if any(_blob(before, entry.path) != there.identity(entry.path) for entry in place.files):
            document, _ = read_document(there, place, state.checked.schemas)
            if document is not None and document.kind in kinds:
                yield document


def _whole(path: str) -> str:
    """Return what holds all files of a document: its folder, or the file that it is."""
    folder, _, name = path.rpartition("/")
    return folder if name == "index.md" else path


def _blob(tree: CommitTree, path: str) -> str:
    return tree.identity(path) if path in tree.entries else ""
