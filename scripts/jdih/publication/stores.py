"""Where a build leaves what the next one may take over, and whose word that is."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from jdih.errors import JdihError
from jdih.repository.git import Repository
from jdih.website.kept import Store
from jdih.workflow.digest import sha256

_KEY = "jdih/kunci-salinan"
"""The key of this clone, in Git's own folder: it is never committed, pushed or cloned."""
_SIZE = 32


def spare_of(site: Path) -> Path:
    """Return where the site lies that stood in the folder `site` before, to be begun from."""
    return site.with_name(f".{site.name}.cadangan")


def store_of(
    repository: Repository, site: Path, environment: Mapping[str, str], spare: Path | None = None
) -> Store | None:
    """Return the record of what lies in the folder `site`; None where no key can be kept.

    `spare` is a site that nobody needs and that a build may begin from.

    Its seal is made with ``ALUR_REGISTER_KEY`` where that is set, so that a record that travels
    between runs is believed only when one of them wrote it that could write the register too; else
    with a key of this clone.
    """
    secret = environment.get("ALUR_REGISTER_KEY", "").strip()
    key = sha256(f"salinan situs\n{secret}".encode()).encode() if secret else _own(repository)
    return Store(site.with_name(f".{site.name}.catatan"), site, key, spare) if key else None


def _own(repository: Repository) -> bytes:
    # Without a key nothing is kept, and each build makes every page.
    with suppress(OSError, JdihError):
        place = repository.root / repository.text("rev-parse", "--git-path", _KEY)
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            owner_only = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(owner_only, "wb") as file:
                file.write(secrets.token_bytes(_SIZE))
        found = place.read_bytes()
        return found if len(found) == _SIZE else b""
    return b""
