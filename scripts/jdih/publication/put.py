"""Files that the program leaves for people: whole, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from jdih.errors import JdihError


def put(path: Path, data: bytes) -> None:
    """Write `data` to `path`, over what is there, and the folders it needs.

    What a link at its name leads to is not written to. Raises JdihError when it cannot be written.
    """
    fresh = path.with_name(f".{path.name}.baru")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.unlink(missing_ok=True)
        # A new file that takes the name, so that a link there is replaced and not followed.
        with fresh.open("xb") as file:
            file.write(data)
        fresh.replace(path)
    except OSError as error:
        raise _unwritten(path, error) from error


def put_over(path: Path, data: bytes, is_ours: Callable[[bytes], bool]) -> None:
    """Write `data` to a path that somebody named, over nothing but what `is_ours` knows.

    Raises JdihError when something else is there, or the path cannot be written to.
    """
    try:
        if path.exists() and not is_ours(path.read_bytes()):
            raise JdihError(f"{path} sudah ada; tidak ada yang ditimpa.", "Sebut berkas lain.")
    except OSError as error:
        raise _unwritten(path, error) from error
    put(path, data)


def _unwritten(path: Path, error: OSError) -> JdihError:
    return JdihError(f"{path} tidak dapat ditulis ({error.strerror}).", "Sebut berkas lain.")
