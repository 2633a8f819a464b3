"""Where a site can go, and which register each place keeps."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from jdih.errors import JdihError
from jdih.register.book import LOCAL

LOCAL_SITE = Path("build/situs")
FOLDER_REF = "refs/jdih/folder"
"""The register of an office's own web server, kept beside the local one."""

TARGETS = {"lokal": LOCAL, "folder": FOLDER_REF}
"""Target → ref of its register."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where the site goes and which register it keeps: `site` is the folder, `ref` the book's."""

    name: str
    site: Path
    ref: str


def target_of(name: str, root: Path, folder: Path | None) -> Target:
    """Return the target called `name`; `folder` is where the target ``folder`` goes.

    Raises JdihError when that folder is missing, or given for another target.
    """
    if name == "lokal":
        if folder is not None:
            raise JdihError(
                "--ke hanya untuk --target folder.", "Tambahkan --target folder, atau hapus --ke."
            )
        for place in (LOCAL_SITE.parent, LOCAL_SITE):
            if (root / place).is_symlink():
                raise JdihError(
                    f"{place} adalah tautan simbolik; tidak ada yang ditulis ke tujuannya.",
                    "Hapus tautan itu, atau pakai --target folder --ke.",
                )
        return Target(name, root / LOCAL_SITE, TARGETS[name])
    if folder is None:
        raise JdihError(
            "Target folder memerlukan tempatnya.",
            "Tambahkan --ke, misalnya --ke /srv/www/jdih (folder, bukan titik kait).",
        )
    # A link to the folder stays: what it points to is replaced.
    return Target(name, folder.resolve(), TARGETS[name])
