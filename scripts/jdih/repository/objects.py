"""Many Git objects at once: one process for thousands of blobs or commits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from jdih.model.tree import WORTH
from jdih.repository import failures
from jdih.repository.blobs import contents
from jdih.repository.git import Repository
from jdih.workflow.digest import sha256

_DIGESTS = "sidik-objek"
_AT_ONCE = 64 * 1024 * 1024
"""Bytes held in memory at one time; a larger single object is still read, alone."""


def read_objects(repository: Repository, ids: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Yield (id, bytes) for each object id, in order of the id.

    Raises JdihError when one of them is missing or damaged.
    """
    for batch in _batches(repository, sorted(set(ids))):
        asked = "".join(f"{sha}\n" for sha in batch).encode("ascii")
        output = repository.run("cat-file", "--batch", stdin=asked)
        yield from zip(batch, contents(output), strict=True)


def digests_of(repository: Repository, ids: Iterable[str]) -> Mapping[str, str]:
    """Return the SHA-256 of what these objects hold, by id; many are kept for another run.

    Raises JdihError as `read_objects` does.
    """
    wanted = set(ids)
    if len(wanted) < WORTH:
        return {sha: sha256(data) for sha, data in read_objects(repository, wanted)}
    keep = repository.keep
    kept = ((sha, keep.get(_DIGESTS, sha, "")) for sha in wanted)
    found: dict[str, str] = {sha: one[0] for sha, one in kept if one is not None}
    require_objects(repository, found)
    for sha, data in read_objects(repository, wanted - found.keys()):
        found[sha] = sha256(data)
        keep.put(_DIGESTS, sha, "", (found[sha],))
    keep.save()
    return found


def require_objects(repository: Repository, ids: Iterable[str]) -> None:
    """Raise JdihError when one of these objects is missing."""
    for _ in _batches(repository, sorted(set(ids))):
        pass


def ids_of(repository: Repository, names: Iterable[str]) -> Mapping[str, str]:
    """Return the ids of the objects called so, such as ``<commit>:<path>``.

    What is not there is left out, and so is a name that holds a line end.
    """
    asked = sorted({name for name in names if "\n" not in name})
    if not asked:
        return {}
    question = "".join(f"{name}\n" for name in asked).encode("utf-8", "surrogateescape")
    answers = repository.run("cat-file", "--batch-check=%(objectname)", stdin=question)
    lines = answers.decode("utf-8", "surrogateescape").split("\n")
    found = zip(asked, lines, strict=False)
    return {name: line for name, line in found if not line.endswith((" missing", " ambiguous"))}


def _batches(repository: Repository, ids: list[str]) -> Iterator[list[str]]:
    if not ids:
        return
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
