from __future__ import annotations

import pytest

from jdih.repository.folder import FolderTree, tree_id
from tests.gitrepo import git
from tests.publishing import FOLDER, ITEM, Office


@pytest.mark.parametrize("path", [FOLDER, ITEM, "content", "mkdocs.yml", "site_config/theme"])
def test_it_holds_what_git_lists_there(office: Office, path: str) -> None:
    commit = office.git.tip()
    listed, found = (
        office.repository.tree(commit, path),
        FolderTree(office.repository, commit, path),
    )
    assert dict(found.entries) == dict(listed.entries)
    assert list(found.entries) == list(listed.entries)
    for name in found.entries:
        assert (found.read(name), found.identity(name)) == (
            listed.read(name),
            listed.identity(name),
        )


def test_the_id_of_a_folder_is_the_one_that_git_gives(office: Office) -> None:
    place = office.root / FOLDER
    for name in ("takarir.txt", "takarir-x", "takarir/z", "a/b/c", "a.b", "a0", "ä/ö"):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(name, encoding="utf-8")
    (place / "tautan").symlink_to("index.md")
    (place / "a0").chmod(0o755)
    git(office.root, "add", ".")
    link = f"160000,{office.git.tip()},{FOLDER}/lain"
    git(office.root, "update-index", "--add", "--cacheinfo", link)
    commit = office.git.commit({}, office.people["kepala"])
    for folder in (FOLDER, f"{FOLDER}/takarir", f"{FOLDER}/a", "content", "site_config"):
        tree = office.repository.tree(commit, folder)
        files = {
            path.removeprefix(f"{folder}/"): (entry.mode, tree.identity(path))
            for path, entry in tree.entries.items()
        }
        assert tree_id(files) == git(office.root, "rev-parse", f"{commit}:{folder}")


def test_what_is_no_plain_file_has_no_bytes(office: Office) -> None:
    place = office.root / FOLDER
    (place / "tautan").symlink_to("index.md")
    (place / "jalan.sh").write_text("x", encoding="utf-8")
    (place / "jalan.sh").chmod(0o755)
    git(office.root, "add", ".")
    link = f"160000,{office.git.tip()},{FOLDER}/lain"
    git(office.root, "update-index", "--add", "--cacheinfo", link)
    commit = office.git.commit({}, office.people["kepala"])
    found = FolderTree(office.repository, commit, FOLDER)
    listed = office.repository.tree(commit, FOLDER).entries
    assert {name: one.mode for name, one in found.entries.items()} == {
        name: one.mode for name, one in listed.items()
    }
    for name in ("tautan", "lain"):
        with pytest.raises(KeyError):
            found.read(f"{FOLDER}/{name}")


@pytest.mark.parametrize(
    "path", ["content/tiada", "tiada/sama-sekali", "content/kon", "a\nb", "a\nb/c"]
)
def test_nothing_is_there(office: Office, path: str) -> None:
    assert dict(FolderTree(office.repository, office.git.tip(), path).entries) == {}
    assert office.repository.tree(office.git.tip(), ITEM).read(ITEM), "the process still answers"


def test_a_commit_that_is_not_there_holds_nothing(office: Office) -> None:
    assert dict(FolderTree(office.repository, "0" * 40, FOLDER).entries) == {}
