"""The key that seals what this clone keeps for itself, so that nothing from elsewhere is believed.

Where ``ALUR_REGISTER_KEY`` is set the seal is made with it: what travels between runs is believed
only when one of them wrote it that could write the register too. Else the clone has a key of its
own, in Git's own folder: it is never committed, pushed or cloned.
"""

from __future__ import annotations

import hashlib
import hmac
import marshal
import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from jdih.errors import JdihError
from jdih.repository.commits import Git

_KEY = "jdih/kunci-salinan"
_SIZE = 32


def key_of(repository: Git, environment: Mapping[str, str]) -> bytes:
    """Return the key; empty where none can be kept, and so nothing else either."""
    secret = environment.get("ALUR_REGISTER_KEY", "").strip()
    if secret:
        return hashlib.sha256(f"salinan situs\n{secret}".encode()).hexdigest().encode()
    with suppress(OSError, JdihError):
        place = own_place(repository, _KEY)
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            owner_only = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(owner_only, "wb") as file:
                file.write(secrets.token_bytes(_SIZE))
        found = place.read_bytes()
        return found if len(found) == _SIZE else b""
    return b""


def own_place(repository: Git, name: str) -> Path:
    """Return where the file `name` lies in Git's own folder. Raises JdihError as Git does."""
    return repository.root / repository.text("rev-parse", "--git-path", name)


def read(place: Path, key: bytes, world: str) -> Any:
    """Return the values in the file `place`; None unless it was sealed with `key` for `world`.

    Python's own form of plain values (`marshal`) reads many times faster than JSON; behind a seal
    it is safe.
    """
    with suppress(OSError, ValueError, EOFError, TypeError):
        with place.open("rb") as file:
            told, body = file.readline().strip(), file.read()
        if key and hmac.compare_digest(told, _seal(key, world, body)):
            return marshal.loads(body)  # noqa: S302
    return None


def write(place: Path, key: bytes, world: str, values: tuple[Any, ...] | dict[str, Any]) -> None:
    """Seal plain values into the file `place`, at once. Raises OSError; then it is as it was.

    Whoever is killed meanwhile leaves one file beside it, and two who write at once one that no
    seal vouches for.
    """
    body = marshal.dumps(values)
    aside = _aside(place)
    try:
        with aside.open("wb") as file:
            file.write(_seal(key, world, body) + b"\n")
            file.write(body)
        aside.replace(place)
    finally:
        aside.unlink(missing_ok=True)


def _aside(place: Path) -> Path:
    return place.with_name(f"{place.name}.baru")


def _seal(key: bytes, world: str, body: bytes) -> bytes:
    seal = hmac.new(key, world.encode() + b"\n", "sha256")
    seal.update(body)
    return seal.hexdigest().encode()
