"""A finished build put in the place of the site: whole, or not at all."""

from __future__ import annotations

import secrets
import shutil
from pathlib import Path

from jdih.errors import JdihError

_OLD = ".lama-"


def deploy(built: Path, site: Path) -> None:
    """Put the folder `built` in the place of `site`; both lie on one file system.

    The old site stands until the new one takes its name: two renames, nothing is copied. A run
    that was cut between them is mended by the next one. Raises JdihError when the file system
    refuses; then the old site stands.
    """
    try:
        site.parent.mkdir(parents=True, exist_ok=True)
        recover(site)
        _swap(built, site)
    except OSError as error:
        raise JdihError(
            f"Situs di {site} tidak dapat diganti ({error.strerror}); situs lama tetap berdiri.",
            "Pilih folder yang dapat ditulisi dan bukan titik kait (mount) itu sendiri, misalnya "
            "subfolder di dalamnya.",
        ) from error


def recover(site: Path) -> None:
    """Give the old site its name back when a run was cut between the two renames."""
    kept = sorted(site.parent.glob(f".{site.name}{_OLD}*"))
    if kept and not site.exists():
        kept[-1].rename(site)
    for folder in site.parent.glob(f".{site.name}{_OLD}*"):
        shutil.rmtree(folder)


def _swap(built: Path, site: Path) -> None:
    old = site.parent / f".{site.name}{_OLD}{secrets.token_hex(4)}"
    if site.exists():
        site.rename(old)
    try:
        built.rename(site)
    except OSError:
        if old.exists():
            old.rename(site)
        raise
    if old.exists():
        shutil.rmtree(old)
