"""Both trees report everything that is there and follow nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from jdih.errors import JdihError
from jdih.model.tree import FileEntry, Tree
from jdih.repository.git import Repository
from jdih.repository.tree import CommitTree, WorkTree
from tests.gitrepo import commit, git, isolate, make_repo, write

ODD = os.fsdecode(b"content/caf\xe9.md")


@pytest.fixture(autouse=True)
def _isolated(monkeypatch: pytest.MonkeyPatch) -> None:
    isolate(monkeypatch)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder without Git that holds everything a tree can hold."""
    write(
        tmp_path,
        {
            "content/index.md": "# Beranda\n",
            "content/.DS_Store": b"\0\1",
            "content/konten/2026/a b/index.md": "a\n",
            "content/run.sh": "#!/bin/sh\n",
            "drafts/README.md": "r\n",
            "site_config/unit.yml": "u\n",
            "README.md": "not looked at\n",
        },
    )
    (tmp_path / "content" / "run.sh").chmod(0o755)
    (tmp_path / "content" / "rahasia.md").symlink_to("/etc/passwd")
    (tmp_path / "content" / "luar").symlink_to(tmp_path.parent, target_is_directory=True)
    (tmp_path / os.fsdecode(ODD.encode("utf-8", "surrogateescape"))).write_bytes(b"o")
    return tmp_path


EXPECTED = [
    FileEntry("content/.DS_Store", "100644", 2),
    FileEntry(ODD, "100644", 1),
    FileEntry("content/index.md", "100644", 10),
    FileEntry("content/konten/2026/a b/index.md", "100644", 2),
    FileEntry("content/luar", "120000", 0),
    FileEntry("content/rahasia.md", "120000", len("/etc/passwd")),
    FileEntry("content/run.sh", "100755", 10),
    FileEntry("drafts/README.md", "100644", 2),
    FileEntry("site_config/unit.yml", "100644", 2),
]


def _without_size_of(path: str, tree: Tree) -> list[FileEntry]:
    return [
        FileEntry(entry.path, entry.mode, 0) if entry.path == path else entry
        for entry in tree.entries.values()
    ]


def test_work_tree_lists_all_three_folders_in_order_without_git(folder: Path) -> None:
    tree = WorkTree(folder)

    assert _without_size_of("content/luar", tree) == EXPECTED
    assert list(tree.entries) == sorted(tree.entries)


def test_commit_tree_says_the_same_as_the_work_tree_it_was_made_from(folder: Path) -> None:
    make_repo(folder)
    commit(folder, {})
    repository = Repository.open(folder)

    committed = repository.tree("HEAD", "content", "drafts", "site_config")

    assert dict(committed.entries) == dict(WorkTree(folder).entries)
    assert "README.md" in repository.tree("HEAD").entries
    readable = [path for path, entry in committed.entries.items() if entry.mode != "120000"]
    work_tree = repository.work_tree()
    assert [committed.read(path) for path in readable] == [work_tree.read(p) for p in readable]


def _trees(folder: Path) -> list[WorkTree | CommitTree]:
    make_repo(folder)
    commit(folder, {})
    repository = Repository.open(folder)
    return [repository.work_tree(), repository.tree("HEAD")]


@pytest.mark.parametrize(
    "path", ["content/rahasia.md", "content/luar", "content/luar/x", "content", "../x", "nope"]
)
def test_only_listed_regular_files_are_read(folder: Path, path: str) -> None:
    for tree in _trees(folder):
        with pytest.raises(KeyError):
            tree.read(path)


def test_missing_folders_and_empty_ones_hold_nothing(tmp_path: Path) -> None:
    (tmp_path / "content" / "kosong").mkdir(parents=True)

    assert not WorkTree(tmp_path).entries


def test_a_folder_that_is_a_link_is_an_entry_and_not_entered(tmp_path: Path) -> None:
    write(tmp_path, {"elsewhere/index.md": "x"})
    (tmp_path / "content").symlink_to("elsewhere", target_is_directory=True)

    assert [(e.path, e.mode) for e in WorkTree(tmp_path).entries.values()] == [
        ("content", "120000")
    ]


def test_a_pipe_is_listed_as_no_regular_file_and_never_opened(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    os.mkfifo(tmp_path / "content" / "pipa.md")
    tree = WorkTree(tmp_path)

    assert not tree.entries["content/pipa.md"].regular
    with pytest.raises(KeyError):
        tree.read("content/pipa.md")


def test_a_file_swapped_for_a_link_after_listing_is_refused(tmp_path: Path) -> None:
    write(tmp_path, {"content/a.md": "a", "secret": "s"})
    tree = WorkTree(tmp_path)
    (tmp_path / "content" / "a.md").unlink()
    (tmp_path / "content" / "a.md").symlink_to(tmp_path / "secret")

    with pytest.raises(JdihError, match=r"content/a\.md: tidak dapat dibaca"):
        tree.read("content/a.md")


def test_without_executable_bits_on_the_file_system_every_file_is_plain(folder: Path) -> None:
    make_repo(folder)
    git(folder, "config", "core.fileMode", "false")

    tree = Repository.open(folder).work_tree()

    assert tree.entries["content/run.sh"].mode == "100644"
    assert tree.entries["content/rahasia.md"].mode == "120000"


def test_a_submodule_is_listed_without_size(tmp_path: Path) -> None:
    repo = make_repo(tmp_path)
    head = commit(repo, {"content/a.md": "a"})
    git(repo, "update-index", "--add", "--cacheinfo", f"160000,{head},content/sub")
    git(repo, "commit", "--quiet", "--message", "submodule")

    entry = Repository.open(repo).tree("HEAD").entries["content/sub"]

    assert entry == FileEntry("content/sub", "160000", 0)


def test_blob_ids_are_gits_own(tmp_path: Path) -> None:
    repo = make_repo(tmp_path)
    commit(repo, {"content/a.md": "a"})

    tree = Repository.open(repo).tree("HEAD")

    assert tree.identity("content/a.md") == git(repo, "rev-parse", "HEAD:content/a.md")


def test_ten_thousand_files_are_listed_by_one_process_and_read_by_a_few(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo = make_repo(tmp_path / "repo")
    files = "".join(
        f"M 100644 inline content/{number:05}.md\ndata {len(str(number))}\n{number}\n"
        for number in range(10_000)
    )
    stream = f"commit refs/heads/main\ncommitter x <x@x.invalid> 0 +0000\ndata 0\n{files}"
    git(repo, "fast-import", "--quiet", stdin=stream.encode())
    trace = tmp_path / "trace"
    monkeypatch.setenv("GIT_TRACE", str(trace))

    tree = Repository.open(repo).tree("main")
    read = [tree.read(path) for path in tree.entries]

    assert read == [str(number).encode() for number in range(10_000)]
    commands = [line for line in trace.read_text().splitlines() if "built-in: git" in line]
    assert sum("ls-tree" in line for line in commands) == 1
    assert 1 < sum("cat-file" in line for line in commands) < 20
    assert len(commands) < 30
