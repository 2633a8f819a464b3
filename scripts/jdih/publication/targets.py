"""Where a site can go, and which register each place keeps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from jdih.errors import JdihError
from jdih.publication.forges import public_shelf
from jdih.publication.stores import spare_of, store_of
from jdih.register.book import LOCAL
from jdih.repository.git import Repository
from jdih.repository.shelf import LocalShelf, Shelf
from jdih.website.kept import Store

LOCAL_SITE = Path("build/situs")
PAGES_SITE = Path("build/pages")
"""Where the site lies that is to be handed to GitHub Pages."""
FOLDER_REF = "refs/jdih/folder"
"""The register of an office's own web server, kept beside the local one."""

KEPT = {"lokal": LOCAL, "folder": FOLDER_REF}
"""Target → ref of its register, for those whose register this repository keeps."""
PAGES = "pages"
TARGETS = (*KEPT, PAGES)


@dataclass(frozen=True, slots=True)
class Target:
    """Where the site goes and which register it keeps.

    `site` is the folder it is put into. A `hosted` one is brought to the site's own address by
    somebody else, and is looked at there: for as long as `patience` seconds when what was built
    is what was handed over, known by the digest of its imprint (`expected`). `restored` is the last
    number (``6/2026``) of a register that was put back on purpose, empty where none was. `store`
    keeps what the next build may take over.
    """

    name: str
    site: Path
    shelf: Shelf
    hosted: bool = False
    patience: float = 0.0
    expected: str = ""
    restored: str = ""
    store: Store | None = None

    @property
    def spare(self) -> Path | None:
        """Where the site that is replaced goes, None where it is removed."""
        return self.store.spare if self.store and not self.hosted else None

    @property
    def shared(self) -> bool:
        """True where others may publish too, from a clone of their own."""
        return self.name != "lokal"


def shelf_of(name: str, repository: Repository, environment: Mapping[str, str]) -> Shelf:
    """Return where the register of the target called `name` lies."""
    if name == PAGES:
        return public_shelf(repository, environment)
    return LocalShelf(repository, KEPT[name])


def target_of(
    name: str,
    repository: Repository,
    environment: Mapping[str, str],
    *,
    folder: Path | None = None,
    patience: float = 0.0,
    expected: str = "",
    restored: str = "",
) -> Target:
    """Return the target called `name`; `folder` is where the target ``folder`` goes.

    Raises JdihError when that folder is missing, or given for another target.
    """
    shelf = shelf_of(name, repository, environment)
    if name == "folder":
        if folder is None:
            raise JdihError(
                "Target folder memerlukan tempatnya.",
                "Tambahkan --ke, misalnya --ke /srv/www/jdih (folder, bukan titik kait).",
            )
        # A link to the folder stays: what it points to is replaced.
        site = folder.resolve()
        store = store_of(repository, site, environment)
        return Target(name, site, shelf, restored=restored, store=store)
    if folder is not None:
        raise JdihError(
            "--ke hanya untuk --target folder.", "Tambahkan --target folder, atau hapus --ke."
        )
    place = PAGES_SITE if name == PAGES else LOCAL_SITE
    for path in (place.parent, place):
        if (repository.root / path).is_symlink():
            raise JdihError(
                f"{path} adalah tautan simbolik; tidak ada yang ditulis ke tujuannya.",
                "Hapus tautan itu, atau pakai --target folder --ke.",
            )
    hosted = name == PAGES
    site = repository.root / place
    # What is handed over to be put up elsewhere is nobody's once it was; what stands here stays.
    spare = site if hosted else spare_of(site)
    store = store_of(repository, site, environment, spare)
    return Target(name, site, shelf, hosted, patience, expected, restored, store)
