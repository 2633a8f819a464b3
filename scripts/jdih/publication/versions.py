"""The approved bytes of a version that the agenda book shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from jdih.errors import JdihError
from jdih.model.document import CONTENT
from jdih.model.entry import Entry
from jdih.model.tree import Tree
from jdih.repository.git import Repository
from jdih.workflow.digest import sha256


def approved_file(tree: Tree, entry: Entry, name: str) -> bytes | None:
    """Return the file `name` of the version of `entry` from `tree`, None when it is not there.

    It is known by the SHA-256 in the entry, wherever the item lay at that commit.
    """
    wanted = dict(entry.files).get(name)
    if not wanted:
        return None
    for path in _places(tree, entry, name):
        data = tree.read(path)
        if sha256(data) == wanted:
            return data
    return None


def approved_files(repository: Repository, entry: Entry) -> Mapping[str, bytes]:
    """Return those files of the version of `entry`, by path in the item, that Git still has."""
    try:
        tree = repository.tree(entry.commit, CONTENT)
    except JdihError:
        return {}
    found = ((path, approved_file(tree, entry, path)) for path, _ in entry.files)
    return {path: data for path, data in found if data is not None}


def _places(tree: Tree, entry: Entry, name: str) -> Iterator[str]:
    folder = f"{CONTENT}/{entry.address}"
    # A document without a folder of its own lies beside its address: rencana/2026-11.md.
    likely = (f"{folder}{name}", str(PurePosixPath(folder).parent / name))
    others = (path for path in tree.entries if path.endswith(f"/{name}") and path not in likely)
    regular = (path for path in (*likely, *others) if path in tree.entries)
    return (path for path in regular if tree.entries[path].regular)
