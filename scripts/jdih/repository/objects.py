"""Many Git objects at once: one process for thousands of blobs, commits or names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jdih.repository import failures
from jdih.repository.git import Repository

_AT_ONCE = 64 * 1024 * 1024
"""Bytes held in memory at one time; a larger single object is still read, alone."""


def find_objects(repository: Repository, names: Iterable[str]) -> dict[str, str]:
    """Return the object id of each name such as ``<commit>:<path>``; what is missing is left out.

    A name with a line feed counts as missing: Git's answers could not be told apart.
    """
    wanted = sorted({name for name in names if "\n" not in name})
    asked = b"".join(_encode(name) + b"\n" for name in wanted)
    answers = repository.run("cat-file", "--batch-check=%(objectname)", stdin=asked).split(b"\n")
    found = {}
    for name, answer in zip(wanted, answers, strict=False):
        if b" " not in answer:
            found[name] = answer.decode("ascii")
    return found


def read_objects(repository: Repository, ids: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Yield (id, bytes) for each object id, in order of the id.

    Raises JdihError when one of them is missing or damaged.
    """
    for batch in _batches(repository, sorted(set(ids))):
        asked = "".join(f"{sha}\n" for sha in batch).encode("ascii")
        output = repository.run("cat-file", "--batch", stdin=asked)
        at = 0
        for sha in batch:
            end = output.index(b"\n", at)
            size = int(output[at:end].rsplit(b" ", 1)[1])
            yield sha, output[end + 1 : end + 1 + size]
            at = end + size + 2


def _batches(repository: Repository, ids: list[str]) -> Iterator[list[str]]:
    asked = "".join(f"{sha}\n" for sha in ids).encode("ascii")
    output = repository.run("cat-file", "--batch-check=%(objectsize)", stdin=asked)
    batch: list[str] = []
    held = 0
    for sha, size in zip(ids, output.decode("ascii").splitlines(), strict=True):
        if not size.isdigit():
            raise failures.damaged_object(sha)
        if batch and held + int(size) > _AT_ONCE:
            yield batch
            batch, held = [], 0
        batch.append(sha)
        held += int(size)
    if batch:
        yield batch


def _encode(name: str) -> bytes:
    return name.encode("utf-8", "surrogateescape")
