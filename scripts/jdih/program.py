"""Which program this is: what it keeps for another run is of use to the very same one alone."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path


@cache
def program() -> str:
    """Return the digest of this program's sources, the installed libraries, and Python."""
    digest = hashlib.sha256(sys.version.encode())
    folder = Path(__file__).parent
    for path in sorted(folder.rglob("*.py")):
        data = path.read_bytes()
        digest.update(f"\n{path.relative_to(folder).as_posix()} {len(data)}\n".encode() + data)
    digest.update("\n".join(sorted(_installed())).encode())
    return digest.hexdigest()


def _installed() -> Iterator[str]:
    """Yield the names of installed distributions, each with its version."""
    for entry in sys.path:
        yield from (path.name for path in Path(entry).glob("*.dist-info"))
