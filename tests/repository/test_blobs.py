"""Files of a commit that are read one by one, in order and out of it."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from jdih.errors import JdihError
from jdih.repository import blobs
from jdih.repository.git import Repository
from tests.signing import Branching

FILES = {f"content/{number:03}": f"{number}\n" * (number % 7) for number in range(300)}


@pytest.fixture
def branching(tmp_path: Path) -> Branching:
    branching = Branching(tmp_path / "office")
    branching.commit(dict(FILES))
    return branching


@pytest.mark.parametrize("most", [1, 100, 1 << 20])
def test_files_are_the_same_in_any_order(
    branching: Branching, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(blobs, "_BYTES", most)
    tree = branching.repository.tree("main")
    dice = random.Random(most)
    mixed = dice.choices(list(FILES), k=100)
    some = [path for path in FILES if dice.random() < 0.5]

    for path in (*FILES, *mixed, *some, *reversed(FILES)):
        assert tree.read(path) == FILES[path].encode(), path


def test_only_whoever_asks_for_a_damaged_file_is_told(branching: Branching) -> None:
    blob = branching.tip("main:content/150")
    (branching.root / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    others = [path for path in FILES if FILES[path] != FILES["content/150"]]
    tree = Repository.open(branching.root).tree("main")

    assert [tree.read(path) for path in others] == [FILES[path].encode() for path in others]
    with pytest.raises(JdihError, match=blob):
        tree.read("content/150")
