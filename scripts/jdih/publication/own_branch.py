"""A branch of its own for a piece of work, or nothing at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from jdih.repository.git import Repository


def base_of_work(repository: Repository) -> str:
    """Return where work begins: the main branch, or what is checked out where there is none."""
    return "main" if repository.resolve("refs/heads/main") else "HEAD"


@contextmanager
def on_branch(repository: Repository, name: str) -> Iterator[None]:
    """Work on a new branch; when that fails, return to where we were and take it away."""
    repository.create_branch(name, base_of_work(repository))
    try:
        repository.switch(name)
        yield
    except BaseException:
        if repository.branch() == name:
            repository.run("switch", "--quiet", "-")
        repository.run("branch", "--quiet", "--delete", "--force", "--", name)
        raise
