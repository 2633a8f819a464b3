"""What is kept of a history: never another one than without it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jdih.repository import chronicle, keep, log
from jdih.repository.git import Repository
from jdih.repository.history import History, read_history
from tests.signing import Branching, person

A = "content/konten/2026/a/index.md"
B = "content/konten/2026/b/index.md"
ODD = "Setuju\n\nKeputusan: ditolak\nAlasan: “tidak”\nCo-authored-by: A <a@b.invalid>\n"


@pytest.fixture(autouse=True)
def always(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep a short history too, after every commit."""
    monkeypatch.setattr(chronicle, "WORTH", 0)
    monkeypatch.setattr(keep, "_PORTION", 10_000)


@pytest.fixture
def branching(tmp_path: Path) -> Branching:
    made = Branching(tmp_path / "office")
    writer = person(tmp_path / "keys", "kabag", 42)
    made.commit({A: "1"}, writer)
    made.branch("usulan")
    made.commit({B: "1", "content/\udcff.md": "x"}, writer)
    made.git("commit", "--quiet", "--allow-empty", "-m", ODD)
    made.switch("main")
    made.commit({A: "2"}, writer)
    made.git("merge", "--quiet", "--no-ff", "-m", "m", "usulan")
    return made


def read(branching: Branching) -> History:
    """Read as a run of its own does."""
    return read_history(Repository.open(branching.root), "main", whole=True)


def same(branching: Branching) -> None:
    """Compare with a run that has nothing to take over."""
    taken = read(branching)
    shutil.rmtree(branching.root / ".git" / keep.NAME)
    assert taken == read(branching)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The commits that Git is asked to tell of."""
    found: list[str] = []
    original: Callable[..., Any] = log.read_log

    def noted(*how: Any, **more: Any) -> Any:
        for commit in original(*how, **more):
            found.append(commit.sha)
            yield commit

    monkeypatch.setattr(chronicle, "read_log", noted)
    return found


def test_a_history_is_told_once(branching: Branching, asked: list[str]) -> None:
    first = read(branching)
    assert sorted(asked) == sorted(first.times)
    assert read(branching) == first
    assert sorted(asked) == sorted(first.times)
    same(branching)


def test_what_came_since_is_told_alone(branching: Branching, asked: list[str]) -> None:
    first = read(branching)
    branching.branch("lain")
    branching.commit({A: "3"})
    branching.switch("main")
    branching.commit({B: "3"})
    branching.git("merge", "--quiet", "--no-ff", "-m", "m", "lain")
    second = read(branching)
    assert len(second.times) == len(first.times) + 3
    assert sorted(asked) == sorted(second.times)
    assert second.mainline[: len(first.mainline)] == first.mainline
    same(branching)


def test_an_older_version_is_told_as_it_was(branching: Branching) -> None:
    """Nothing that was kept of later commits is in it."""
    first = read(branching)
    old = first.mainline[0].sha
    branching.git("branch", "lama", old)
    before = read_history(Repository.open(branching.root), "lama")
    assert list(before.times) == [old]
    assert read(branching) == first


def test_another_branch_leaves_what_is_kept_of_this_one(
    branching: Branching, asked: list[str]
) -> None:
    first = read(branching)
    branching.branch("lain")
    tip = branching.commit({A: "5"})
    assert len(read_history(Repository.open(branching.root), "lain").times) == len(first.times) + 1
    assert read(branching) == first
    assert sorted(asked) == sorted([*first.times, tip])


def test_a_history_that_was_replaced_is_read_anew(branching: Branching) -> None:
    read(branching)
    branching.git("reset", "--quiet", "--hard", "HEAD~1")
    branching.commit({A: "4"})
    same(branching)
    read(branching)
    branching.git("checkout", "--quiet", "--orphan", "baru")
    branching.git("commit", "--quiet", "-m", "awal")
    branching.git("branch", "--force", "main", "baru")
    assert len(read(branching).times) == 1
    same(branching)
