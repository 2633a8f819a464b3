"""A tree as it would be."""

from __future__ import annotations

from pathlib import Path

import pytest

from jdih.model.tree import FileEntry
from jdih.repository.overlay import Overlay
from jdih.repository.tree import WorkTree
from tests.gitrepo import write


@pytest.fixture
def base(tmp_path: Path) -> WorkTree:
    write(tmp_path, {"content/b.md": "b", "content/d.md": "d", "drafts/c.md": "c"})
    (tmp_path / "content/link").symlink_to("b.md")
    return WorkTree(tmp_path)


def test_an_overlay_of_nothing_is_the_tree_itself(base: WorkTree) -> None:
    assert dict(Overlay(base).entries) == dict(base.entries)
    assert Overlay(base).read("content/b.md") == b"b"


def test_files_left_out_are_gone(base: WorkTree) -> None:
    tree = Overlay(base, {"content/b.md", "content/never-there.md"})
    assert "content/b.md" not in tree.entries
    with pytest.raises(KeyError):
        tree.read("content/b.md")


def test_files_put_in_are_plain_and_in_their_place(base: WorkTree) -> None:
    tree = Overlay(base, put_in={"content/c.md": b"baru", "content/link": b"isi", "a": b""})
    assert list(tree.entries) == sorted(tree.entries)
    assert tree.entries["content/c.md"] == FileEntry("content/c.md", "100644", 4)
    assert tree.entries["content/link"].regular
    assert tree.read("content/link") == b"isi"


def test_putting_in_goes_before_leaving_out(base: WorkTree) -> None:
    tree = Overlay(base, {"content/b.md"}, {"content/b.md": b"lain"})
    assert tree.read("content/b.md") == b"lain"


def test_overlays_lie_on_one_another_and_change_nothing_below(base: WorkTree) -> None:
    before = dict(base.entries)
    tree = Overlay(Overlay(base, put_in={"content/x.md": b"x"}), {"content/d.md"})
    assert tree.read("content/x.md") == b"x"
    assert "content/d.md" not in tree.entries
    assert dict(base.entries) == before
    with pytest.raises(TypeError):
        tree.entries["y"] = FileEntry("y", "100644", 0)  # type: ignore[index]


def test_what_is_no_file_cannot_be_read(base: WorkTree) -> None:
    with pytest.raises(KeyError):
        Overlay(base).read("content/link")
