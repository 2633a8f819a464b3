"""The key that seals what this clone keeps for itself, so that nothing from elsewhere is believed.

Where ``ALUR_REGISTER_KEY`` is set the seal is made with it: what travels between runs is believed
only when one of them wrote it that could write the register too. Else the clone has a key of its
own, in Git's own folder: it is never committed, pushed or cloned.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

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


def seal(key: bytes, world: str, body: bytes) -> bytes:
    """Return the seal of `body`, which holds in one `world` alone."""
    return hmac.new(key, world.encode() + b"\n" + body, "sha256").hexdigest().encode()


def opened(key: bytes, world: str, sealed: bytes) -> bytes | None:
    """Return the body under a seal (a line of its own), None for any other seal."""
    told, _, body = sealed.partition(b"\n")
    return body if hmac.compare_digest(told, seal(key, world, body)) else None
