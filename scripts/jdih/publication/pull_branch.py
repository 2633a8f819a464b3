"""The branch of an open pull request, worked on beside the work tree."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jdih.forge.witness import Ready, ref_of
from jdih.repository.git import Repository
from jdih.repository.remote import Remote


def base_of(repository: Repository) -> str:
    """Return the commit of the main branch, by whose offices and SOPs is judged."""
    return repository.resolve("refs/heads/main") or repository.resolve("HEAD") or ""


def brought(repository: Repository, remote: Remote, ready: Ready, *folders: str) -> tuple[str, ...]:
    """Bring the branch here; return the paths below `folders` that it changes, in order."""
    remote.bring(ready.head, ref_of(ready.number))
    fork = repository.text("merge-base", base_of(repository), ready.head)
    return repository.differing(fork, ready.head, *folders)


@contextmanager
def checked_out(repository: Repository, commit: str) -> Iterator[Repository]:
    """Lay the files of a commit beside the work tree, with no branch; take them away after."""
    work = repository.root / "build"
    work.mkdir(exist_ok=True)
    place = Path(tempfile.mkdtemp(prefix="usulan-", dir=work))
    repository.run("worktree", "add", "--quiet", "--detach", "--force", str(place), commit)
    try:
        beside = Repository(place)
        yield beside
        beside.close()
    finally:
        repository.run("worktree", "remove", "--force", str(place))
