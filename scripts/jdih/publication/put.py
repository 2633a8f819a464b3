"""Files that the program leaves for people: whole, or not at all."""

from __future__ import annotations

from pathlib import Path


def put(path: Path, data: bytes) -> None:
    """Write `data` to `path`, over what is there. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.baru")
    fresh.unlink(missing_ok=True)
    # A new file that takes the name: whatever a link at that name leads to is not written to.
    with fresh.open("xb") as file:
        file.write(data)
    fresh.replace(path)
