"""A line of commits in one file (a Git bundle), and one read back without trusting it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from jdih.repository.git import Repository, create

_SETTINGS = (
    ("pack.threads", "1"),
    ("pack.compression", "9"),
    ("pack.allowPackReuse", "false"),
    ("pack.useSparse", "false"),
    ("pack.useBitmapBoundaryTraversal", "false"),
    ("pack.deltaCacheSize", "0"),
)
_PACK = ("--stdout", "--revs", "-q", "--window=10", "--depth=50", "--delta-base-offset",
         "--no-reuse-delta", "--no-reuse-object", "--no-use-bitmap-index")  # fmt: skip
"""However the objects lie here, loose or packed by whom, the same commits make the same bytes."""


def last_before(repository: Repository, rev: str, moment: datetime) -> str | None:
    """Return the newest commit on the first parents of `rev` that is dated before `moment`.

    The date is the committer's word. None when there is none.
    """
    listed = repository.text("log", "--first-parent", "--format=%H %ct", rev).splitlines()
    dated = (line.split() for line in listed)
    until = moment.timestamp()
    return next((commit for commit, time in dated if int(time) < until), None)


def wrap(repository: Repository, commit: str, ref: str) -> bytes:
    """Return a Git bundle that holds `commit` and all before it under the full ref name `ref`."""
    settings = (word for name, value in _SETTINGS for word in ("-c", f"{name}={value}"))
    pack = repository.run(*settings, "pack-objects", *_PACK, stdin=f"{commit}\n".encode())
    return f"# v2 git bundle\n{commit} {ref}\n\n".encode() + pack


@contextmanager
def unwrapped(bundle: bytes, ref: str) -> Iterator[Repository]:
    """Give a repository, gone afterwards, that holds the `ref` of a Git bundle and nothing else.

    Raises GitFailed when it is no whole bundle, or any of its objects is not as Git demands.
    """
    with tempfile.TemporaryDirectory(prefix="jdih-") as folder:
        file = Path(folder) / "berkas"
        file.write_bytes(bundle)
        create(Path(folder) / "isi", bare=True)
        repository = Repository(Path(folder) / "isi")
        try:
            repository.run("bundle", "verify", "--quiet", str(file))
            strict = ("-c", "fetch.fsckObjects=true", "-c", "protocol.file.allow=always")
            repository.run(*strict, "fetch", "--quiet", "--no-tags", str(file), f"{ref}:{ref}")
            yield repository
        finally:
            repository.close()
