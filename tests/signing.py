"""Signed histories for tests: real repositories, real keys made by ssh-keygen.

A `Person` has an account, its numeric id and a key of their own; a `Branching` repository is
driven by Git itself, with every date given, so that two runs make the same history.
"""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from jdih.repository.git import Repository

START = 1_790_000_000
"""2026-09-21 20:13:20 WIB: when the first commit of a test repository is made."""


@dataclass(frozen=True)
class Person:
    """Somebody who commits. `key` is the private key's file, `public` the text beside it
    without its comment."""

    account: str
    number: int
    key: Path

    @property
    def public(self) -> str:
        kind, blob, *_ = self.key.with_suffix(".pub").read_text(encoding="ascii").split()
        return f"{kind} {blob}"

    @property
    def address(self) -> str:
        return f"{self.number}+{self.account}@users.noreply.github.com"


def person(folder: Path, account: str, number: int, kind: str = "ed25519") -> Person:
    """Make a key for `account` in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    key = folder / account
    size = ["-b", "2048"] if kind == "rsa" else []
    command = ["ssh-keygen", "-q", "-t", kind, *size, "-N", "", "-C", "sample", "-f", str(key)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    return Person(account, number, key)


class Branching:
    """A repository on branch ``main`` in `root`, and the few things people do to it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.clock = START
        root.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main", ".")

    @property
    def repository(self) -> Repository:
        return Repository.open(self.root)

    def git(
        self, *args: str, by: Person | None = None, address: str = "", check: bool = True
    ) -> str:
        """Run Git as `by` (nobody in particular when None) and return what it printed."""
        who = address or (by.address if by else "nobody@example.invalid")
        date = f"{self.clock} +0700"
        surroundings = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.root.parent),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": "sample",
            "GIT_AUTHOR_EMAIL": who,
            "GIT_AUTHOR_DATE": date,
            "GIT_COMMITTER_NAME": "sample",
            "GIT_COMMITTER_EMAIL": who,
            "GIT_COMMITTER_DATE": date,
        }
        done = subprocess.run(
            ["git", "-c", "core.quotePath=false", *args],
            cwd=self.root,
            env=surroundings,
            check=check,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="surrogateescape",
        )
        return done.stdout.strip()

    def write(self, files: dict[str, str | None]) -> None:
        """Write files below the root; None deletes one."""
        for path, text in files.items():
            file = self.root / path
            if text is None:
                file.unlink()
                continue
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")

    def commit(
        self,
        files: dict[str, str | None],
        by: Person | None = None,
        *,
        address: str = "",
        message: str = "change",
        sign: bool = False,
    ) -> str:
        """Write `files`, commit everything, and return the commit."""
        self.write(files)
        self.git("add", "--all", ".")
        self.clock += 60
        self.git(
            *_signing(by if sign else None),
            "commit",
            "--quiet",
            "--allow-empty",
            "--message",
            message,
            by=by,
            address=address,
        )
        return self.tip()

    def branch(self, name: str, at: str = "main") -> None:
        """Create `name` at `at` and check it out."""
        self.git("switch", "--quiet", "--create", name, at)

    def switch(self, name: str) -> None:
        self.git("switch", "--quiet", name)

    def merge(
        self,
        *branches: str,
        by: Person,
        sign: bool = True,
        options: tuple[str, ...] = (),
        then: dict[str, str | None] | None = None,
    ) -> str:
        """Merge `branches` into ``main`` as `by`; `then` changes files within the merge itself."""
        self.switch("main")
        self.clock += 60
        signing = _signing(by if sign else None)
        self.git(*signing, "merge", "--quiet", "--no-ff", *options, "-m", "merge", *branches, by=by)
        if then is not None:
            self.write(then)
            self.git("add", "--all", ".")
            self.git(*signing, "commit", "--quiet", "--amend", "--no-edit", by=by)
        return self.tip()

    def tip(self, rev: str = "HEAD") -> str:
        return self.git("rev-parse", rev)


def _signing(by: Person | None) -> tuple[str, ...]:
    if by is None:
        return ()
    return (
        "-c",
        "gpg.format=ssh",
        "-c",
        f"user.signingKey={by.key}",
        "-c",
        "commit.gpgSign=true",
    )
