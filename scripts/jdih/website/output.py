"""The folder that a build writes: every file once, nowhere else, each with its digest."""

from __future__ import annotations

import os
from pathlib import Path

from jdih.errors import JdihError
from jdih.workflow.digest import sha256


class Output:
    """A folder being written. `files` maps the path of every file written so far to its SHA-256."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
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
        parent = path.rpartition("/")[0]
        try:
            if parent not in self._made:
                os.makedirs(f"{self.folder}/{parent}", exist_ok=True)  # noqa: PTH103 (quicker)
                self._made.add(parent)
            with open(f"{self.folder}/{path}", "xb") as file:  # noqa: PTH123 (a site is many files)
                file.write(data)
        except (FileExistsError, NotADirectoryError) as error:
            raise JdihError(
                f"Alamat “{path}” dipakai dua kali: oleh halaman dan oleh berkas lain di situs.",
                "Ganti nama folder atau berkas yang memakainya.",
            ) from error
        self.files[path] = sha256(data)

    def adopt(self) -> None:
        """Take the files that others wrote into the folder (the theme's assets) into `files`."""
        whole = f"{self.folder}/"
        for folder, _, names in os.walk(self.folder):
            for name in names:
                path = f"{folder}/{name}".removeprefix(whole)
                if path not in self.files:
                    self.files[path] = sha256((self.folder / path).read_bytes())
