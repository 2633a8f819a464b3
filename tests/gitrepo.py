"""Real Git repositories for tests, from small composable steps.

`isolate` first (or a fixture that calls it): the machine's own configuration must decide nothing.
Commits carry dates given by `DATE`, so that the same steps make the same history.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

DATE = "2026-11-02T08:00:00+07:00"
AUTHOR = "pengelola <pengelola@example.invalid>"


def isolate(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide the user's and the system's Git configuration and identity from this test."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.delenv("EMAIL", raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


def git(repo: Path, *args: str, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> str:
    """Run Git in `repo` and return what it printed; fails with Git's own words."""
    done = subprocess.run(
        ["git", *args],
        cwd=repo,
        check=False,
        input=stdin,
        capture_output=True,
        env={**os.environ, **(env or {})},
    )
    assert done.returncode == 0, f"git {' '.join(args)}: {done.stderr.decode(errors='replace')}"
    return done.stdout.decode("utf-8", "surrogateescape").rstrip("\n")


def make_repo(path: Path) -> Path:
    """Make an empty repository on branch ``main`` with an identity of its own."""
    path.mkdir(parents=True, exist_ok=True)
    git(path, "init", "--quiet", "--initial-branch=main")
    git(path, "config", "user.name", "pengelola")
    git(path, "config", "user.email", "pengelola@example.invalid")
    return path


def write(repo: Path, files: Mapping[str, str | bytes | None]) -> None:
    """Write files below `repo`; None deletes one."""
    for path, content in files.items():
        file = repo / path
        if content is None:
            file.unlink()
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)


def commit(
    repo: Path,
    files: Mapping[str, str | bytes | None],
    message: str = "change",
    *,
    author: str = AUTHOR,
    date: str = DATE,
) -> str:
    """Write `files`, commit everything there is, and return the commit."""
    write(repo, files)
    git(repo, "add", "--all")
    name, _, address = author.removesuffix(">").partition(" <")
    who = {
        f"GIT_{role}_{part}": value
        for role in ("AUTHOR", "COMMITTER")
        for part, value in (("NAME", name), ("EMAIL", address), ("DATE", date))
    }
    git(repo, "commit", "--quiet", "--allow-empty", "--message", message, env=who)
    return git(repo, "rev-parse", "HEAD")


def snapshot(repo: Path) -> tuple[str, bytes, dict[str, bytes]]:
    """Return status, index and every file outside ``.git``: what a commit past them must leave."""
    index = repo / ".git" / "index"
    files = {
        str(file.relative_to(repo)): file.read_bytes()
        for file in sorted(repo.rglob("*"))
        if file.is_file() and ".git" not in file.relative_to(repo).parts
    }
    # Read before status, which may refresh the index.
    data = index.read_bytes() if index.exists() else b""
    return git(repo, "--no-optional-locks", "status", "--porcelain"), data, files
