"""The lock of a ref that a killed Git left behind: it would refuse every later writer."""

from __future__ import annotations

import fcntl
import os
import re
import time
from pathlib import Path

STALE = 30.0
"""Seconds after which a ref's lock counts as left behind: Git holds one for milliseconds."""

_NAMED = re.compile(r"Unable to create '(.+\.lock)': File exists")


def lock_of(ref: str, said: str) -> Path | None:
    """Return the lock of `ref` that stood in Git's way, from what Git `said`; None for another."""
    named = (Path(found) for found in _NAMED.findall(said))
    return next((path for path in named if path.as_posix().endswith(f"/{ref}.lock")), None)


def clear(lock: Path) -> bool:
    """Remove a lock that is stale; return True when it is gone.

    While it stands nobody can make another in its place but who removed it first, and those wait
    for each other: so what is removed is what was looked at.
    """
    try:
        folder = os.open(lock.parent, os.O_RDONLY)
    except FileNotFoundError:
        return True
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        if time.time() - lock.stat().st_mtime < STALE:
            return False
        lock.unlink()
    except FileNotFoundError:
        return True
    except OSError:
        return False
    finally:
        os.close(folder)
    return True
