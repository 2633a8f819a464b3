"""Every call of Git that an append makes fails once, in every way: n grows until none is left.

SQLite's method: a loop over n, a fault at the n-th call, a look at what stands, and the same work
again as people would do it. The model of the register is a list of ids.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from jdih.register.book import Book, local_book
from jdih.register.chain import Register
from jdih.repository.git import Repository
from tests import gitrepo
from tests.register.facts import WHEN
from tests.torture.crew import Crew, Fault
from tests.torture.ledger import LONG, Tally
from tests.torture.member import shelf

SPACE = "unable to write file: No space left on device"
INPUT = "read error: Input/output error"
RESET = "unable to access: Connection reset by peer"
READONLY = "could not create work tree file: Read-only file system"
KILLS = ("before", "after")
FAILS = tuple((do, words) for do in ("fails", "lost") for words in (SPACE, INPUT, RESET, READONLY))
PLACES = ("lokal", "cabang")
_MOST = 60


def task(repo: Path, place: str, remote: Path, *ids: str) -> dict[str, Any]:
    order = {"task": "append", "repo": str(repo), "ids": ids, "now": WHEN.isoformat()}
    return order | ({"remote": str(remote), "patience": 20.0} if place == "cabang" else {})


def register(repo: Path, place: str, remote: Path) -> Register:
    repository = Repository.open(repo)
    book = Book(shelf(repository, str(remote))) if place == "cabang" else local_book(repository)
    return book.read()


@pytest.mark.parametrize("do", KILLS)
@pytest.mark.parametrize("place", PLACES)
def test_killed_before_and_after_every_call_of_git(
    crew: Crew, repo: Path, remote: Path, place: str, do: str
) -> None:
    tally = Tally(f"SIGKILL {do} the n-th call of Git, {place}")
    assert crew.one(task(repo, place, remote, "awal")).code == 0
    model = ["awal"]
    for number in range(1, _MOST):
        before = register(repo, place, remote).entries
        again = task(repo, place, remote, f"x{number}")

        end, fired = crew.with_git(again, Fault(do, number))

        assert end.killed is fired, end.said
        left = register(repo, place, remote).entries
        assert left[: len(before)] == before
        assert len(left) - len(before) in (0, 1)
        assert crew.one(again).code == 0, "the next run mends it"
        model.append(f"x{number}")
        if not fired:
            break
        tally.injections += 1
        tally.crashes += 1
    else:
        pytest.fail("faults never ended")
    tally.count(register(repo, place, remote), model)
    tally.close()
    assert tally.injections > 10
    _clean(repo, place)


@pytest.mark.parametrize(("do", "words"), FAILS if LONG else FAILS[::3])
@pytest.mark.parametrize("place", PLACES)
def test_every_call_of_git_fails_with_an_error(
    crew: Crew, repo: Path, remote: Path, place: str, do: str, words: str
) -> None:
    """Refused, or done and denied: the run ends with a word and a remedy, or finishes."""
    tally = Tally(f"{words.rpartition(': ')[2]}, {do}, {place}")
    assert crew.one(task(repo, place, remote, "awal")).code == 0
    model = ["awal"]
    for number in range(1, _MOST):
        again = task(repo, place, remote, f"x{number}")

        end, fired = crew.with_git(again, Fault(do, number, words=words))

        assert end.code in (0, 2), end.said
        assert "Traceback" not in end.said
        assert crew.one(again).code == 0
        model.append(f"x{number}")
        if not fired:
            break
        tally.injections += 1
    else:
        pytest.fail("faults never ended")
    tally.count(register(repo, place, remote), model)
    tally.close()
    _clean(repo, place)


def _clean(repo: Path, place: str) -> None:
    """Nothing lies about: no lock, no ref but the register's own, and every object whole."""
    refs = {"refs/heads/main"} | ({"refs/jdih/lokal"} if place == "lokal" else set())
    assert set(gitrepo.git(repo, "for-each-ref", "--format=%(refname)").split()) == refs
    assert list((repo / ".git").rglob("*.lock")) == []
    assert gitrepo.git(repo, "fsck", "--strict", "--no-dangling") == ""
