"""What changed a folder last, as Git itself tells it, in histories of every shape."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from jdih.repository.git import Repository
from jdih.repository.history import read_history
from jdih.repository.touched import Touched
from tests.gitrepo import commit, git, make_repo

NAMES = ("a", "b", "c", "d")
FOLDERS = tuple(f"content/konten/2026/{name}" for name in NAMES)
Tree = dict[str, str]


def tangle(root: Path, seed: int, count: int = 40) -> None:
    """Lay a random history: branches of branches, merges that take, mix or change what they join.

    A folder comes, goes and comes back; clocks run backwards.
    """
    chance = random.Random(seed)
    trees: list[Tree] = []
    stream: list[str] = []
    for mark in range(1, count + 1):
        recent = range(max(1, mark - 6), mark)
        sides = chance.sample(recent, min(len(recent), chance.choice((1, 1, 1, 2, 2, 3))))
        trees.append(_tree(chance, [trees[side - 1] for side in sides]))
        stream.append(f"commit refs/heads/main\nmark :{mark}\n")
        stream.append(f"committer x <x@example.invalid> {chance.randrange(10**9)} +0700\ndata 0\n")
        stream += [f"{'merge' if at else 'from'} :{side}\n" for at, side in enumerate(sides)]
        stream.append("deleteall\n")
        for name, text in sorted(trees[-1].items()):
            path = f"content/konten/2026/{name}/index.md"
            stream.append(f"M 100644 inline {path}\ndata {len(text)}\n{text}\n")
    make_repo(root)
    git(root, "fast-import", "--quiet", "--force", stdin="".join(stream).encode())


def _tree(chance: random.Random, sides: list[Tree]) -> Tree:
    if not sides:
        return {}
    names = [(name, chance.choice(sides)) for name in NAMES]
    tree = {name: side[name] for name, side in names if name in side}
    for name in chance.sample(NAMES, chance.choice((0, 0, 1, 2))):
        if name in tree and chance.random() < 0.3:
            del tree[name]
        else:
            tree[name] = str(chance.randrange(3))
    return tree


@pytest.mark.parametrize("seed", range(12))
def test_the_last_change_is_the_one_that_git_names(tmp_path: Path, seed: int) -> None:
    tangle(tmp_path, seed)
    repository = Repository.open(tmp_path)

    found = Touched(repository, read_history(repository, "main")).last(FOLDERS)

    asked = {folder: git(tmp_path, "log", "-1", "--format=%H", "main", "--", folder)
             for folder in FOLDERS}  # fmt: skip
    assert {folder: one.sha for folder, one in found.items()} == {
        folder: sha for folder, sha in asked.items() if sha
    }


def test_what_touched_a_path_comes_in_order_and_merges_stand_for_what_they_brought(
    tmp_path: Path,
) -> None:
    make_repo(tmp_path)
    one, other = f"{FOLDERS[0]}/index.md", "content/rencana/2026-11.md"
    first = commit(tmp_path, {one: "1", other: "1"})
    git(tmp_path, "switch", "--quiet", "--create", "side")
    second = commit(tmp_path, {f"{FOLDERS[0]}/takarir/x.md": "1"})
    commit(tmp_path, {"content/konten/2026/ab/index.md": "1"})
    git(tmp_path, "switch", "--quiet", "main")
    third = commit(tmp_path, {other: "2"})
    git(tmp_path, "merge", "--quiet", "--no-ff", "--message", "m", "side")
    repository = Repository.open(tmp_path)

    touched = Touched(repository, read_history(repository, "main"))

    assert [found.sha for found in touched.by(FOLDERS[0])] == [first, second]
    assert [found.sha for found in touched.by(other)] == [first, third]
    assert touched.by("content/konten/2026/none") == ()
