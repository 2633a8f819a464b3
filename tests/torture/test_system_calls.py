"""Git's own system calls fail or kill, where ``strace`` may be used; else this file is skipped.

`test_git_calls` and `test_publish_killed` need no strace and hold the same promises.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from jdih.register.book import Book, local_book
from jdih.repository.git import Repository
from tests import gitrepo
from tests.forge.doors import Doors, opened
from tests.register.facts import WHEN
from tests.torture.crew import Crew, Fault
from tests.torture.ledger import LONG, Tally, rounds
from tests.torture.member import shelf

KILL = "signal=SIGKILL"
DISK = (KILL, "error=ENOSPC", "error=EIO") if LONG else (KILL,)
WIRE = (KILL, "error=ECONNRESET") if LONG else ("error=ECONNRESET",)
CALLS = ("hash-object", "update-index", "write-tree", "commit-tree", "update-ref")
SYSCALLS = ("rename", "link", "fsync", "unlink", "write", "openat")
SHORT = {"rename": ("update-ref",), "link": ("hash-object",), "fsync": ("commit-tree",)}


def traceable() -> bool:
    strace = shutil.which("strace")
    if strace is None:
        return False
    command = [strace, "-q", "-o", os.devnull, "true"]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


pytestmark = pytest.mark.skipif(not traceable(), reason="no strace that may trace here")


def tortured(
    crew: Crew, task: dict[str, Any], call: str, syscall: str, inject: str, tally: Tally
) -> list[str]:
    """Let the n-th system call of a Git command go wrong until there is none; return the ids.

    A killed Git takes the program with it, as a machine that loses power does; after that time
    passes, so that a lock left behind is known as such.
    """
    recorded = []
    for number in range(1, rounds(3, 60)):
        again = {**task, "ids": [f"{call}-{syscall}-{inject}-{number}"]}
        fault = Fault("strace", 1, call, syscall=syscall, inject=f"{inject}:when={number}")
        end, fired = crew.with_git(again, fault)
        assert end.code in (0, 2, -9), end.said
        assert "Traceback" not in end.said
        for lock in (Path(task["repo"]) / ".git").rglob("*.lock"):
            os.utime(lock, (0, 0))
        final = crew.one(again)
        assert final.code == 0, final.said
        recorded += again["ids"]
        if not fired:
            break
        tally.injections += 1
        tally.crashes += end.killed
    return recorded


@pytest.mark.parametrize("syscall", SYSCALLS if LONG else SHORT)
def test_every_system_call_that_writes(crew: Crew, repo: Path, syscall: str) -> None:
    tally = Tally(f"{syscall}, n-th of Git: {', '.join(DISK)}")
    task = {"task": "append", "repo": str(repo), "now": WHEN.isoformat(), "ids": ["awal"]}
    assert crew.one(task).code == 0
    model = ["awal"]
    for call in CALLS if LONG else SHORT[syscall]:
        for inject in DISK:
            model += tortured(crew, task, call, syscall, inject, tally)
    tally.count(local_book(Repository.open(repo)).read(), model)
    tally.close()
    assert tally.injections
    assert gitrepo.git(repo, "fsck", "--strict", "--no-dangling") == ""
    assert list((repo / ".git").rglob("*.lock")) == []


@pytest.fixture
def doors(tmp_path: Path) -> Iterator[Doors]:
    with opened(tmp_path) as found:
        yield found


@pytest.mark.parametrize("syscall", ["sendto", "connect"])
def test_every_system_call_to_the_other_side(crew: Crew, doors: Doors, syscall: str) -> None:
    tally = Tally(f"{syscall}, n-th of a push: {', '.join(WIRE)}")
    address = doors.address("deploy-http")
    task = {"task": "append", "repo": str(doors.clone), "now": WHEN.isoformat(),
            "ids": ["awal"], "remote": address, "patience": 30.0}  # fmt: skip
    assert crew.one(task).code == 0
    model = ["awal"]
    for inject in WIRE:
        model += tortured(crew, task, "push", syscall, inject, tally)
    repository = Repository.open(doors.clone)
    tally.count(Book(shelf(repository, address)).read(), model)
    tally.close()
    assert tally.injections
