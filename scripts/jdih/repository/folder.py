"""One folder of a commit, read from its tree objects without starting a process for it.

`Repository.tree` starts two and lists all that is asked for; who looks into thousands of commits
for one document each reads that document's folder alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from jdih.errors import JdihError
from jdih.model.tree import FileEntry
from jdih.repository.git import Repository

_FOLDER = "040000"
_SHORT = 40
"""The length of an id where a repository's objects are called by SHA-1."""
_READABLE = frozenset({"100644", "100755"})


class FolderTree:
    """The files at or below `path`, a folder or file, in the commit with the full id `commit`.

    Empty where there is nothing, or `path` holds a line end, which no document has. The size of a
    link or submodule is 0.
    """

    keep = None
    apart = True

    def __init__(self, repository: Repository, commit: str, path: str) -> None:
        self.steady = True
        self._data: dict[str, bytes] = {}
        found = {} if "\n" in path else dict(_below(repository, commit, path))
        for name, (mode, blob) in found.items():
            if mode in _READABLE:
                self._data[name] = repository.object(blob)[2]
        self._ids = {name: blob for name, (_, blob) in found.items()}
        self._entries = {
            name: FileEntry(name, mode, len(self._data.get(name, b"")))
            for name, (mode, _) in sorted(found.items())
        }

    @property
    def entries(self) -> Mapping[str, FileEntry]:
        """All files, in order of their path."""
        return MappingProxyType(self._entries)

    def read(self, path: str) -> bytes:
        """Return the bytes of a regular file. Raises KeyError when there is none at `path`."""
        return self._data[path]

    def identity(self, path: str) -> str:
        """Return the Git blob id of `path`. Raises KeyError when it is not in the tree."""
        return self._ids[path]


def tree_id(files: Mapping[str, tuple[str, str]]) -> str:
    """Return the id that Git gives a folder which holds just these files.

    They are called by their path within it, with Git's mode and id; there must be one.
    """
    inside: dict[str, dict[str, tuple[str, str]]] = {}
    entries: dict[str, tuple[str, str]] = {}
    for path, file in files.items():
        folder, _, rest = path.partition("/")
        if rest:
            inside.setdefault(folder, {})[rest] = file
        else:
            entries[path] = file
    # Git puts folders in order as if their names ended in a slash.
    named = {name: (name, *file) for name, file in entries.items()}
    named |= {f"{name}/": (name, "40000", tree_id(own)) for name, own in inside.items()}
    lines = ((_bytes(key), *one) for key, one in named.items())
    body = b"".join(
        b"%s %s\0%s" % (mode.encode("ascii"), _bytes(name), bytes.fromhex(identity))
        for _, name, mode, identity in sorted(lines)
    )
    identity = next(iter(files.values()))[1]
    digest = hashlib.new("sha1" if len(identity) == _SHORT else "sha256", usedforsecurity=False)
    digest.update(b"tree %d\0" % len(body) + body)
    return digest.hexdigest()


def _bytes(name: str) -> bytes:
    return name.encode("utf-8", "surrogateescape")


def _below(repository: Repository, commit: str, path: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield (path, (mode, id)) of what lies at or below `path`."""
    size = len(commit) // 2
    try:
        identity, kind, _ = repository.object(f"{commit}:{path}")
        waiting = [(path, _FOLDER, identity)]
        if kind != "tree":
            # What a file is stands in the folder around it.
            parent, _, name = path.rpartition("/")
            listed = _listed(repository.object(f"{commit}:{parent}")[2], size)
            waiting = [(path, mode, blob) for one, mode, blob in listed if one == name]
    except JdihError:
        return
    while waiting:
        place, mode, identity = waiting.pop()
        if mode != _FOLDER:
            yield place, (mode, identity)
            continue
        inside = _listed(repository.object(identity)[2], size)
        waiting.extend((f"{place}/{one}", kind, blob) for one, kind, blob in inside)


def _listed(listing: bytes, size: int) -> Iterator[tuple[str, str, str]]:
    """Yield (name, mode, id) of a tree object; an id has `size` bytes."""
    at = 0
    while at < len(listing):
        middle = listing.index(b"\0", at)
        mode, _, name = listing[at:middle].partition(b" ")
        at = middle + 1 + size
        text = name.decode("utf-8", "surrogateescape")
        yield text, mode.decode("ascii").rjust(6, "0"), listing[middle + 1 : at].hex()
