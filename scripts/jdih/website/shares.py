"""A site built in shares: several machines make its pages, one puts them together.

A share is a folder with the pages that one machine made and the record of what each was made from
(`jdih.website.kept`). Whoever puts them together builds the whole site and takes over from them
what holds; so the site is the one that a single machine builds, whatever a share holds or lacks.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jdih.errors import JdihError
from jdih.website.kept import Kept, Store
from jdih.website.leaf import PlainLeaf
from jdih.website.output import files_in

_PAGES = "situs"
_RECORD = "catatan"


@dataclass(frozen=True, slots=True)
class Share:
    """One of `count` shares of the pages, numbered from 1."""

    number: int
    count: int

    def __str__(self) -> str:
        return f"{self.number}/{self.count}"

    def of(self, addresses: Sequence[str]) -> Sequence[str]:
        """Return the addresses of the pages in this share; those of all shares are all."""
        return addresses[self.number - 1 :: self.count]


def pages_in(folder: Path) -> Path:
    """Return where the pages lie in the folder of a share."""
    return folder / _PAGES


def store_in(folder: Path, key: bytes) -> Store:
    """Return the record in the folder of a share, sealed with `key`."""
    return Store(folder / _RECORD, pages_in(folder), key)


@dataclass(frozen=True, slots=True)
class Shares:
    """What the shares in `folders` hold, gathered in the folder `spare` to be begun from.

    It stands in the place of a `jdih.website.kept.Store`.
    """

    folders: Sequence[Path]
    key: bytes
    spare: Path

    def gather(self) -> None:
        """Lay the pages of all shares into `spare`. Raises JdihError for what is no share."""
        for folder in self.folders:
            try:
                for path in files_in(pages_in(folder)):
                    self._lay(folder, path)
            except FileNotFoundError as error:
                raise _no_share(folder, "tidak ada halaman di dalamnya") from error
            except OSError as error:
                raise _no_share(folder, str(error)) from error

    def read(self, world: str) -> Kept:
        """Return what the shares hold. Raises JdihError for one that was built of something else.

        That is other settings, another theme or program, or another key.
        """
        leaves: dict[str, PlainLeaf] = {}
        for folder in self.folders:
            found = store_in(folder, self.key).told(world)
            if found is None:
                raise _foreign(folder)
            leaves.update(found.leaves)
        return Kept(self.spare, leaves)

    def write(self, world: str, kept: Kept) -> None:
        """Leave the shares as they are."""

    def _lay(self, folder: Path, path: str) -> None:
        target = self.spare / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists():
            return  # what the theme brings is in every share
        try:
            os.link(pages_in(folder) / path, target)
        except OSError:
            shutil.copyfile(pages_in(folder) / path, target)


def _no_share(folder: Path, why: str) -> JdihError:
    return JdihError(
        f"{folder} tidak memuat bagian situs yang utuh: {why}.",
        "Sebut folder yang dibuat oleh `jdih build --shard k/n --ke FOLDER`.",
    )


def _foreign(folder: Path) -> JdihError:
    return JdihError(
        f"{folder} dibuat dengan pengaturan, tema, program, atau kunci yang lain.",
        "Bangun lagi bagian itu dari commit yang sama; di komputer lain pasang pula"
        " ALUR_REGISTER_KEY yang sama.",
    )
