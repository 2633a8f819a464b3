"""Where a build leaves what the next one may take over, and whose word that is."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from jdih.repository.git import Repository
from jdih.repository.seal import key_of
from jdih.website.kept import Store


def spare_of(site: Path) -> Path:
    """Return where the site lies that stood in the folder `site` before, to be begun from."""
    return site.with_name(f".{site.name}.cadangan")


def store_of(
    repository: Repository, site: Path, environment: Mapping[str, str], spare: Path | None = None
) -> Store | None:
    """Return the record of what lies in the folder `site`; None where no key can be kept.

    `spare` is a site that nobody needs and that a build may begin from.
    """
    key = key_of(repository, environment)
    return Store(site.with_name(f".{site.name}.catatan"), site, key, spare) if key else None
