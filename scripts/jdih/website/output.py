"""The folder that a build writes: every file once, nowhere else, each with its digest."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from jdih.errors import JdihError
from jdih.workflow.digest import sha256


class Output:
    """A folder being written. `files` maps the path of every file written so far to its SHA-256.

    `there` are files of an earlier build that lie in the folder: one that is written again with
    the same bytes is left alone, which is much quicker, and what is not written again is swept out.
    """

    def __init__(self, folder: Path, there: frozenset[str] = frozenset()) -> None:
        self.folder = folder
        self.there = there
        self.files: dict[str, str] = {}
        self._made: set[str] = set()

    def write(self, path: str, data: bytes) -> None:
        """Write one file. Raises JdihError when `path` leaves the folder or is taken."""
        parts = path.split("/")
        if any(part in {"", ".", ".."} or "\\" in part or "\0" in part for part in parts):
            raise JdihError(
                f"Alamat “{path}” tidak dapat dipakai sebagai berkas situs.",
                "Ganti nama folder atau berkas sumbernya: huruf kecil, angka, dan tanda hubung.",
            )
        digest = sha256(data)
        if path in self.files:
            raise _twice(path)
        if not self.holds(path, digest):
            self._put(path, data)
        self.files[path] = digest

    def holds(self, path: str, digest: str) -> bool:
        """Say whether this file lies there already."""
        if path not in self.there:
            return False
        with open(f"{self.folder}/{path}", "rb") as file:  # noqa: PTH123 (a site is many files)
            return sha256(file.read()) == digest

    def join(self, files: Mapping[str, str]) -> None:
        """Count files as written that lie there. Raises JdihError for one that was counted."""
        for path, digest in files.items():
            if path in self.files:
                raise _twice(path)
            self.files[path] = digest

    def adopt(self, other: Path) -> None:
        """Take the files in that others wrote into the folder `other` (the theme's assets)."""
        for path in files_in(other):
            if path not in self.files:
                data = (other / path).read_bytes()
                if other == self.folder:
                    self.files[path] = sha256(data)
                else:
                    self.write(path, data)

    def sweep(self) -> None:
        """Remove what was there and was not written again, with folders that are empty then."""
        for path in self.there - self.files.keys():
            (self.folder / path).unlink()
            with suppress(OSError):
                (self.folder / path).parent.rmdir()
                for above in (self.folder / path).parent.parents:
                    above.rmdir()

    def _put(self, path: str, data: bytes) -> None:
        parent = path.rpartition("/")[0]
        try:
            if path in self.there:
                # Never written through: whatever it shares its bytes with stays as it is.
                os.unlink(f"{self.folder}/{path}")  # noqa: PTH108 (quicker)
            if parent not in self._made:
                os.makedirs(f"{self.folder}/{parent}", exist_ok=True)  # noqa: PTH103 (quicker)
                self._made.add(parent)
            with open(f"{self.folder}/{path}", "xb") as file:  # noqa: PTH123 (a site is many files)
                file.write(data)
        except (FileExistsError, NotADirectoryError, IsADirectoryError) as error:
            raise _twice(path) from error


def files_in(folder: Path) -> Iterator[str]:
    """Yield the paths of all files below `folder`. Raises OSError where something is a link."""
    yield from _files(str(folder), "")


def _files(folder: str, before: str) -> Iterator[str]:
    with os.scandir(folder) as found:
        for entry in found:
            if entry.is_symlink():
                raise NotADirectoryError(entry.path)
            if entry.is_dir():
                yield from _files(entry.path, f"{before}{entry.name}/")
            else:
                yield f"{before}{entry.name}"


def _twice(path: str) -> JdihError:
    return JdihError(
        f"Alamat “{path}” dipakai dua kali: oleh halaman dan oleh berkas lain di situs.",
        "Ganti nama folder atau berkas yang memakainya.",
    )
