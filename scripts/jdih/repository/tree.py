"""The files of a work tree and of a commit, as `jdih.model.tree.Tree`.

Both report what is there and judge nothing: links, executables and names that are not UTF-8 are
for the rules to refuse. Such a name keeps its bytes as surrogate escapes (PEP 383).
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType

from jdih.errors import JdihError
from jdih.model.document import CONTENT, DRAFTS, FRAME, SITE_CONFIG
from jdih.model.tree import FileEntry, Keep
from jdih.repository.blobs import Git, Reader

FOLDERS = (CONTENT, DRAFTS, SITE_CONFIG, FRAME)

_READABLE = frozenset({"100644", "100755"})
_MORE = 1 << 20


class WorkTree:
    """The files below some folders of `root` as they lie on disk, tracked by Git or not.

    Nothing is followed and nothing is left out: a symlink is an entry of mode 120000, a pipe or
    device one that is not regular. Where the file system knows no executable bit (`core.fileMode`
    is false, as under WSL on a Windows disk) `executables` is False and every file is plain.
    """

    apart = True

    def __init__(
        self,
        root: Path,
        folders: Iterable[str] = FOLDERS,
        *,
        executables: bool = True,
        keep: Keep | None = None,
    ) -> None:
        self.root = root
        self.keep = keep
        self.steady = True
        self._executables = executables
        found = (entry for folder in folders for entry in self._top(folder))
        self._entries = {entry.path: entry for entry in sorted(found, key=lambda e: e.path)}
        self._ids: dict[str, str] = {}

    @property
    def entries(self) -> Mapping[str, FileEntry]:
        """All files, in order of their path."""
        return MappingProxyType(self._entries)

    def read(self, path: str) -> bytes:
        """Return the bytes of a regular file.

        Raises KeyError when `path` is not in the tree or not regular, JdihError when the file
        cannot be read or has become a link since the tree was listed.
        """
        data = self._read(path)
        if path in self._ids and self._ids[path] != blob_id(data):
            self.steady = False
        return data

    def identity(self, path: str) -> str:
        """Return the id that Git gives the file as it lies there first. Raises as `read` does."""
        found = self._ids.get(path)
        if found is None:
            found = self._ids[path] = blob_id(self._read(path))
        return found

    def _read(self, path: str) -> bytes:
        entry = self._entries[path]
        if entry.mode not in _READABLE:
            raise KeyError(path)
        try:
            file = os.open(self._full(path), os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
            try:
                # One more than there should be: else nobody would see that it has grown.
                data = os.read(file, entry.size + 1)
                while more := os.read(file, _MORE):
                    data += more
            finally:
                os.close(file)
        except OSError as error:
            raise _unreadable(path, error) from error
        return data

    def _full(self, path: str) -> str:
        return f"{self.root}/{path}"

    def _top(self, path: str) -> Iterator[FileEntry]:
        try:
            status = os.lstat(self._full(path))
        except FileNotFoundError:
            return  # an office without drafts
        except OSError as error:
            raise _unreadable(path, error) from error
        if stat.S_ISDIR(status.st_mode):
            yield from self._below(path)
        else:
            yield FileEntry(path, self._mode(status.st_mode), status.st_size)

    def _below(self, folder: str) -> Iterator[FileEntry]:
        waiting = [folder]
        while waiting:
            path = waiting.pop()
            try:
                with os.scandir(self._full(path)) as inside:
                    items = list(inside)
                for item in items:
                    name = f"{path}/{item.name}"
                    if item.is_dir(follow_symlinks=False):
                        waiting.append(name)
                        continue
                    with suppress(FileNotFoundError):  # an editor's lock file that is gone again
                        status = item.stat(follow_symlinks=False)
                        yield FileEntry(name, self._mode(status.st_mode), status.st_size)
            except FileNotFoundError:
                continue
            except OSError as error:
                raise _unreadable(path, error) from error

    def _mode(self, bits: int) -> str:
        if not stat.S_ISREG(bits):
            return f"{stat.S_IFMT(bits):06o}"
        return "100755" if self._executables and bits & stat.S_IXUSR else "100644"


class CommitTree:
    """The files of the commit `commit`, from the output of ``git ls-tree -r -z -l``.

    A submodule has size 0. Whoever reads file after file, in order of their path, starts Git once
    for many of them.
    """

    apart = False

    def __init__(self, commit: str, listing: bytes, git: Git, keep: Keep | None = None) -> None:
        self.commit = commit
        self.steady = True
        self.keep = keep
        found = sorted(_listed(listing), key=lambda pair: pair[0].path)
        self._entries = {entry.path: entry for entry, _ in found}
        self._ids = {entry.path: identity for entry, identity in found}
        readable = ((e.path, identity, e.size) for e, identity in found if e.mode in _READABLE)
        self._reader = Reader(git, readable)

    @property
    def entries(self) -> Mapping[str, FileEntry]:
        """All files, in order of their path."""
        return MappingProxyType(self._entries)

    def read(self, path: str) -> bytes:
        """Return the bytes of a regular file. Raises KeyError when there is none at `path`."""
        if self._entries[path].mode not in _READABLE:
            raise KeyError(path)
        return self._reader.read(path)

    def identity(self, path: str) -> str:
        """Return the Git blob id of `path`. Raises KeyError when it is not in the tree."""
        return self._ids[path]


def blob_id(data: bytes) -> str:
    """Return the id that Git gives a file with these bytes (gitformat-loose, SHA-1)."""
    digest = hashlib.sha1(b"blob %d\0" % len(data), usedforsecurity=False)
    digest.update(data)
    return digest.hexdigest()


def _listed(listing: bytes) -> Iterator[tuple[FileEntry, str]]:
    for line in listing.split(b"\0")[:-1]:
        facts, _, path = line.partition(b"\t")
        mode, _, identity, size = facts.decode("ascii").split()
        name = path.decode("utf-8", "surrogateescape")
        yield FileEntry(name, mode, int(size) if size.isdigit() else 0), identity


def _unreadable(path: str, error: OSError) -> JdihError:
    shown = path.encode("utf-8", "backslashreplace").decode()
    return JdihError(
        f"{shown}: tidak dapat dibaca ({error.strerror}).",
        "Periksa izin berkas dan foldernya, lalu ulangi perintah ini.",
    )
