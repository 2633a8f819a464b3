"""The register on a branch of GitHub: real Git over HTTP and SSH, protected, with faults."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from jdih.errors import JdihError
from jdih.register import book as register
from jdih.register.book import PUBLIC, Book
from jdih.repository import remote
from jdih.repository.git import Repository
from jdih.repository.remote import KeyRemote, Remote, TokenRemote
from jdih.repository.shelf import RemoteShelf
from tests.forge.doors import Doors, opened
from tests.forge.git_http import DROPPED, FETCH, PUSH, REFS, Fault
from tests.forge.hub import NAME, TOKEN
from tests.forge.protection import protect
from tests.register.facts import WHEN, fact, race

SSH_ADDRESS = f"ssh://git@github.example/{NAME}.git"


@pytest.fixture
def doors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Doors]:
    monkeypatch.setattr(remote, "_PAUSE", 0.01)
    with opened(tmp_path) as found:
        monkeypatch.setenv("PATH", f"{found.programs}{os.pathsep}{os.environ['PATH']}")
        yield found


def book(doors: Doors, door: Remote | None = None, patience: float = 20.0) -> Book:
    """Return the book, written through `door`: the deploy key over HTTP when None."""
    repository = Repository.open(doors.clone)
    source = TokenRemote(repository, TOKEN, doors.host.address)
    door = door or Remote(repository, doors.address("deploy-http"))
    return Book(RemoteShelf(repository, PUBLIC, source, door), patience)


def ids(doors: Doors) -> list[str]:
    """Return the ids as a reader who was not there finds them."""
    return [entry.id for entry in book(doors).read().entries]


def pushes(doors: Doors) -> int:
    return doors.host.asked.count(PUSH)


def test_entries_land_on_the_branch_and_leave_no_ref_here(doors: Doors) -> None:
    before = doors.git("for-each-ref").stdout, doors.git("status", "--porcelain").stdout

    book(doors).append([fact("a"), fact("b")], WHEN)
    book(doors).append([fact("c")], WHEN)

    assert ids(doors) == ["a", "b", "c"]
    assert (doors.git("for-each-ref").stdout, doors.git("status", "--porcelain").stdout) == before
    assert pushes(doors) == 2, "one push a run"


def test_the_deploy_key_writes_over_ssh(doors: Doors) -> None:
    repository = Repository.open(doors.clone)
    key = doors.publisher.key.read_text(encoding="ascii")
    door = KeyRemote(repository, SSH_ADDRESS, key, "github.example ssh-ed25519 AAAA")

    book(doors, door).append([fact("a")], WHEN)

    assert ids(doors) == ["a"]
    assert pushes(doors) == 0


def test_a_token_writes_over_http_where_the_branch_lets_it(doors: Doors, tmp_path: Path) -> None:
    """An office that has no deploy key yet, and no lock: the workflow's own token writes."""
    unlocked = tmp_path / "tanpa-ruleset"
    unlocked.mkdir()
    protect(doors.hub.bare, unlocked)
    doors.host.faults = [Fault(503), Fault(DROPPED, applied=True)]
    shelf = RemoteShelf(Repository.open(doors.clone), PUBLIC, *_far(doors))

    Book(shelf, 20.0).append([fact("a")], WHEN)

    assert ids(doors) == ["a"]


def test_another_key_is_refused_at_once(doors: Doors, tmp_path: Path) -> None:
    other = tmp_path / "lain"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(other)], check=True)
    door = KeyRemote(Repository.open(doors.clone), SSH_ADDRESS, other.read_text("ascii"), "")

    with pytest.raises(JdihError, match=r"menolak.*Permission denied") as caught:
        book(doors, door).append([fact("a")], WHEN)

    assert "jdih doctor --github" in caught.value.remedy
    assert ids(doors) == []


def test_a_token_may_read_but_the_lock_refuses_its_writing(doors: Doors) -> None:
    door = TokenRemote(Repository.open(doors.clone), TOKEN, doors.host.address)

    with pytest.raises(JdihError, match="Cabang register menolak") as caught:
        book(doors, door).append([fact("a")], WHEN)

    assert pushes(doors) == 1, "a refusal is not tried again"
    assert TOKEN not in caught.value.message
    assert ids(doors) == []


BEFORE = [Fault(500), Fault(502), Fault(503), Fault(DROPPED), Fault(504, at=REFS)]
AFTER = [Fault(500, applied=True), Fault(DROPPED, applied=True)]


@pytest.mark.parametrize("faults", [*([one] for one in BEFORE), BEFORE], ids=str)
def test_what_fails_before_it_is_applied_is_tried_again(doors: Doors, faults: list[Fault]) -> None:
    doors.host.faults = list(faults)

    book(doors).append([fact("a")], WHEN)

    assert doors.host.faults == []
    assert ids(doors) == ["a"]


@pytest.mark.parametrize("fault", AFTER, ids=str)
def test_what_landed_although_the_answer_was_lost_counts_once(doors: Doors, fault: Fault) -> None:
    doors.host.faults = [fault]

    (entry,) = book(doors).append([fact("a")], WHEN)

    assert entry.label == "1/2026"
    assert ids(doors) == ["a"]
    assert pushes(doors) == 1


def test_a_lost_answer_and_somebody_else_right_after(doors: Doors) -> None:
    rival = book(doors)

    def then(_: str) -> None:
        rival.append([fact("lain")], WHEN)

    doors.host.faults = [Fault(500, applied=True), Fault(at=REFS, meanwhile=then)]

    book(doors).append([fact("a")], WHEN)

    assert sorted(ids(doors)) == ["a", "lain"]


def test_fifty_writers_in_front_are_waited_out(
    doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(register, "_LONGEST_PAUSE", 0.05)
    doors.seed(PUBLIC)
    doors.host.faults = [Fault(meanwhile=doors.host.overtake)] * 50

    book(doors, patience=120.0).append([fact("a")], WHEN)

    assert doors.host.faults == []
    assert ids(doors) == ["a"]


def test_patience_ends_and_nothing_was_written(doors: Doors) -> None:
    doors.host.faults = [Fault(503)] * 200

    with pytest.raises(JdihError, match="tidak dapat ditulisi"):
        book(doors, patience=0.5).append([fact("a")], WHEN)

    doors.host.faults = []
    assert ids(doors) == []


@pytest.mark.parametrize("at", [REFS, FETCH])
def test_reading_is_tried_again_and_ends_in_a_word(
    doors: Doors, at: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    book(doors).append([fact("a")], WHEN)
    reader = RemoteShelf(Repository.open(doors.clone), PUBLIC, *_far(doors))
    doors.host.faults = [Fault(502, at=at)] * 3
    assert [entry.id for entry in Book(reader).read().entries] == ["a"]

    doors.host.faults = [Fault(502, at=REFS)] * 1_000
    monkeypatch.setattr(remote, "PATIENCE", 0.5)
    began = time.monotonic()
    with pytest.raises(JdihError, match="502"):
        Book(reader).read()
    assert time.monotonic() - began < 5
    assert len(doors.host.faults) < 998, "it was tried more than once"


def test_more_faults_than_a_few_are_read_through(doors: Doors) -> None:
    book(doors).append([fact("a")], WHEN)
    doors.host.faults = [Fault(503, at=REFS)] * 8

    assert ids(doors) == ["a"]
    assert doors.host.faults == []


def _far(doors: Doors) -> tuple[Remote, Remote]:
    source = TokenRemote(Repository.open(doors.clone), TOKEN, doors.host.address)
    return source, source


def test_eight_writers_lose_nothing_and_double_nothing(doors: Doors) -> None:
    imports = (
        "from jdih.register.book import Book\n"
        "from jdih.repository.remote import Remote\n"
        "from jdih.repository.shelf import RemoteShelf\n"
        "door = lambda there: Remote(there, sys.argv[4])"
    )
    shelf = "RemoteShelf(repository, 'register', door(repository), door(repository))"
    address = doors.address("deploy-http")

    expected = race(doors.clone, imports, f"Book({shelf}, 120.0)", 5, address)

    assert sorted(ids(doors)) == expected
