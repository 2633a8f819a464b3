"""What is kept of reading the agenda book: never another register than without it."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from jdih.errors import JdihError
from jdih.model.entry import Activity, Approval, Evidence
from jdih.register import book, plain
from jdih.register.book import LOCAL, local_book
from jdih.register.chain import Link, Register
from jdih.register.errors import RegisterCorrupt
from jdih.register.format import path_of
from jdih.repository import keep
from jdih.repository.git import Repository
from tests.gitrepo import commit, git, isolate, make_repo, write
from tests.register.facts import WHEN, fact

APPROVAL = Approval("kepala", "Plh. Kepala", "c" * 40, WHEN.isoformat(), Evidence.SIGNATURE)
ROUNDS = (Activity(1, 1, "kepala", "", WHEN.isoformat(), None, 10, "setuju"),)


@pytest.fixture(autouse=True)
def always(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what is read of a small book too."""
    isolate(monkeypatch)
    monkeypatch.setattr(book, "WORTH", 0)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    office = make_repo(tmp_path / "office")
    commit(office, {"content/index.md": "one\n"})
    shown = replace(fact("b"), approval=APPROVAL, activities=ROUNDS)
    local_book(Repository.open(office)).append([fact("a"), shown, fact("c")], WHEN)
    read(office)
    return office


def read(root: Path) -> Register:
    return local_book(Repository.open(root)).read()


def read_files(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that the paths of all entries' files which are read are added to."""
    seen: list[str] = []
    original = Link.read

    def counted(path: str, data: bytes) -> Link:
        seen.append(path)
        return original(path, data)

    monkeypatch.setattr(Link, "read", counted)
    return seen


def test_no_file_is_read_twice_and_the_register_is_the_same(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = read_files(monkeypatch)
    taken = read(root)
    assert seen == []
    shutil.rmtree(root / ".git" / keep.NAME)
    assert taken == read(root)
    assert len(seen) == len(taken.entries) == 3


def test_a_new_entry_is_read_and_joined_to_those_before(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = read_files(monkeypatch)
    local_book(Repository.open(root)).append([fact("d")], WHEN)
    assert [entry.id for entry in read(root).entries] == ["a", "b", "c", "d"]
    assert seen == [path_of(2026, 4)]


def test_another_file_in_its_place_is_refused_as_ever(root: Path) -> None:
    """What is kept holds for one blob, and the chain is joined anew each time."""
    path = path_of(2026, 2)
    told = json.loads(git(root, "show", f"{LOCAL}:{path}"))
    forged = json.dumps(told | {"id": "x"}, separators=(",", ":"), sort_keys=True)
    git(root, "switch", "--quiet", "--detach", LOCAL)
    write(root, {path: forged})
    git(root, "commit", "--quiet", "--all", "--message", "Ubah")
    git(root, "update-ref", LOCAL, "HEAD")
    with pytest.raises(RegisterCorrupt):
        read(root)


def test_a_lost_object_is_told_although_its_reading_is_kept(root: Path) -> None:
    blob = git(root, "rev-parse", f"{LOCAL}:{path_of(2026, 2)}")
    (root / ".git/objects" / blob[:2] / blob[2:]).unlink()
    with pytest.raises(JdihError, match="hilang atau rusak"):
        read(root)


def test_plain_values_tell_all_of_an_entry(root: Path) -> None:
    register = read(root)
    links = [
        Link(entry, file) for entry, file in zip(register.entries, register.hashes, strict=True)
    ]
    assert [plain.restored(plain.plain(link)) for link in links] == links
