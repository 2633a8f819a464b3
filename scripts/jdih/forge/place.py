"""A document at its place in a commit, read alone."""

from __future__ import annotations

from pathlib import PurePosixPath

from jdih.model.document import Document
from jdih.reading.corpus import read_document
from jdih.reading.places import layout
from jdih.reading.schema import Schemas
from jdih.repository.folder import FolderTree
from jdih.repository.git import Repository


def document_at(
    repository: Repository, commit: str, path: str, schemas: Schemas
) -> Document | None:
    """Return the document at `path` as a commit, by its full id, holds it; None for none there."""
    folder = PurePosixPath(path).parent.as_posix() if path.endswith("/index.md") else path
    tree = FolderTree(repository, commit, folder)
    places = (place for place in layout(tree.entries).places if place.path == path)
    return next((read_document(tree, place, schemas)[0] for place in places), None)
