"""An agenda book of a test's own, and what somebody does to its files past the program."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from jdih.register.book import LOCAL, Book, local_book
from jdih.repository.git import Repository
from tests.gitrepo import commit, git, make_repo

WRITTEN = "2027-03-01T08:00:00+07:00"
"""When files are put: after all that the entries of tests tell of."""


def new_book(folder: Path) -> Book:
    """Return the empty book of a new repository; isolate Git's configuration first."""
    path = make_repo(folder / "office")
    commit(path, {"content/index.md": "one\n"})
    return local_book(Repository.open(path))


def put(repo: Path, files: Mapping[str, str | bytes | None], *, anew: bool = False) -> str:
    """Commit files to the local register, on what it holds or as a history of its own."""
    work = repo.parent / "register"
    git(repo, "worktree", "add", "--quiet", "--detach", str(work), LOCAL)
    if anew:
        git(work, "checkout", "--quiet", "--orphan", "baru")
    done = commit(work, files, date=WRITTEN)
    git(repo, "update-ref", LOCAL, done)
    git(repo, "worktree", "remove", "--force", str(work))
    if anew:
        git(repo, "branch", "--force", "--delete", "baru")
    return done
