"""A document at its place in a commit, read alone."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from jdih.forge.lineage import Files
from jdih.model.document import Document
from jdih.model.tree import Tree
from jdih.reading.corpus import read_document
from jdih.reading.places import layout
from jdih.reading.schema import Schemas
from jdih.repository.folder import FolderTree, tree_id
from jdih.repository.git import Repository
from jdih.repository.objects import ids_of

_OWN_FOLDER = "/index.md"
_RECENT = 64
"""So many documents that were read last are kept: a merge and its commits lie close together."""


def document_at(
    repository: Repository, commit: str, path: str, schemas: Schemas
) -> Document | None:
    """Return the document at `path` as a commit, by its full id, holds it; None for none there."""
    folder = PurePosixPath(path).parent.as_posix() if path.endswith(_OWN_FOLDER) else path
    tree = FolderTree(repository, commit, folder)
    places = (place for place in layout(tree.entries).places if place.path == path)
    return next((read_document(tree, place, schemas)[0] for place in places), None)


class Places:
    """Documents at many places: where commits hold the same folder, it is read once.

    What a document is follows from its path and the Git id of its folder; schemas only tell what
    is wrong with it.
    """

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._ids: dict[str, str] = {}
        self._known: dict[tuple[str, str], Document] = {}
        self._recent: dict[tuple[str, str], Document | None] = {}

    def place(self, commit: str, path: str, files: Files) -> None:
        """Note which files, by path, a document has in a commit: Git need not be asked."""
        if files and path.endswith(_OWN_FOLDER):
            self._ids[_name(commit, path)] = _identity(path, files)

    def foresee(self, places: Iterable[tuple[str, str]]) -> None:
        """Look many places, as (commit, path), up at once; the others are looked up when read."""
        named = (_name(*place) for place in places if place[1].endswith(_OWN_FOLDER))
        self._ids.update(
            ids_of(self._repository, (name for name in named if name not in self._ids))
        )

    def know(self, tree: Tree, documents: Iterable[Document]) -> None:
        """Take documents over that were read from `tree`, wherever else they lie the same."""
        for document in documents:
            if document.path.endswith(_OWN_FOLDER):
                own = {one.path: (one.mode, tree.identity(one.path)) for one in document.files}
                self._known[document.path, _identity(document.path, own)] = document

    def at(self, commit: str, path: str, schemas: Schemas) -> Document | None:
        """Return the document at `path` as `document_at` does."""
        identity = self._ids.get(_name(commit, path))
        if identity is None:
            return document_at(self._repository, commit, path, schemas)
        key = path, identity
        if key in self._known:
            return self._known[key]
        if key not in self._recent:
            while len(self._recent) >= _RECENT:
                del self._recent[next(iter(self._recent))]
            self._recent[key] = document_at(self._repository, commit, path, schemas)
        return self._recent[key]


def _identity(path: str, files: Files) -> str:
    folder = path.removesuffix(_OWN_FOLDER) + "/"
    return tree_id({name.removeprefix(folder): file for name, file in files.items()})


def _name(commit: str, path: str) -> str:
    return f"{commit}:{path.removesuffix(_OWN_FOLDER)}"
