"""Histories written anew: what goes, what stays, and what is found when something is left."""

from __future__ import annotations

from pathlib import Path

import pytest

from jdih.errors import JdihError
from jdih.repository.git import Repository
from jdih.repository.rewriting import Wanted, copy_of, forget, remaining, rewrite
from tests.gitrepo import commit, git, make_repo

NAME = "Sri Contoh"
FORMAT = "%an %ae %ad %cn %ce %cd %B"


@pytest.fixture
def source(tmp_path: Path) -> Repository:
    root = make_repo(tmp_path / "asal")
    commit(root, {"a.md": "Awal.\n"}, "awal")
    commit(root, {"b.md": f"Oleh {NAME}.\n", "foto.png": b"\x89PNG\0\1"}, f"naskah {NAME}")
    commit(root, {}, "kosong")
    git(root, "switch", "--quiet", "-c", "usulan", "HEAD~2")
    commit(root, {"c.md": "Usulan.\n"}, "usulan")
    git(root, "switch", "--quiet", "main")
    git(root, "merge", "--quiet", "--no-ff", "--message", "gabung", "usulan")
    commit(root, {"b.md": f"{NAME} lagi, dan {NAME}.\n", "x==>y.md": "aneh\n"}, "ralat")
    return Repository.open(root)


def rewritten(source: Repository, folder: Path, wanted: Wanted) -> tuple[Repository, int]:
    bare = copy_of(source, folder, ("register",))
    done = rewrite(bare, wanted)
    forget(bare)
    assert list(remaining(bare, wanted, done.removed)) == []
    return bare, len(done.commits)


def test_a_text_goes_from_contents_and_messages_and_all_else_stays(
    source: Repository, tmp_path: Path
) -> None:
    git(source.root, "branch", "register")
    bare, count = rewritten(source, tmp_path / "baru", Wanted(((NAME, "[dihapus]"),)))

    assert count == 4
    assert bare.text("show", "main:b.md") == "[dihapus] lagi, dan [dihapus]."
    assert bare.branches() == ("refs/heads/main", "refs/heads/usulan")
    old = source.text("log", f"--format={FORMAT}", "main").replace(NAME, "[dihapus]")
    assert bare.text("log", f"--format={FORMAT}", "main") == old
    for same in ("usulan", "usulan~1"):
        assert bare.resolve(same) == source.resolve(same)
    shape = [len(line.split()) for line in source.text("rev-list", "--parents", "main").split("\n")]
    new = [len(line.split()) for line in bare.text("rev-list", "--parents", "main").split("\n")]
    assert new == shape


def test_nothing_old_is_left_in_the_new_repository(source: Repository, tmp_path: Path) -> None:
    bare, _ = rewritten(source, tmp_path / "baru", Wanted(((NAME, "N."),)))
    old = source.text("rev-parse", "main")
    assert bare.resolve(old) is None
    for file in bare.root.rglob("*"):
        assert not file.is_file() or NAME.encode() not in file.read_bytes(), file


def test_a_file_goes_with_every_version(source: Repository, tmp_path: Path) -> None:
    bare, count = rewritten(source, tmp_path / "baru", Wanted(paths=("foto.png",)))
    assert count == 4
    assert bare.text("log", "--format=%H", "main", "--", "foto.png") == ""
    assert bare.text("show", "main:b.md") == source.text("show", "main:b.md")


def test_the_longest_text_goes_first(source: Repository, tmp_path: Path) -> None:
    bare, _ = rewritten(source, tmp_path / "baru", Wanted((("Sri", "S."), (NAME, "N."))))
    assert bare.text("show", "main:b.md") == "N. lagi, dan N.."


@pytest.mark.parametrize(
    ("files", "where"),
    [
        ({f"foto {NAME}.png": "x"}, "nama berkas atau folder di folder teratas"),
        ({"biner.dat": b"\0" + NAME.encode()}, "isi biner.dat"),
    ],
)
def test_what_is_left_is_told_with_its_place(
    source: Repository, tmp_path: Path, files: dict[str, str | bytes], where: str
) -> None:
    commit(source.root, files, "sisa")
    wanted = Wanted(((NAME, "N."),))
    bare = copy_of(source, tmp_path / "baru", ())
    done = rewrite(bare, wanted)
    assert where in list(remaining(bare, wanted, done.removed))


def test_the_same_picture_elsewhere_is_told(source: Repository, tmp_path: Path) -> None:
    commit(source.root, {"lain/foto.png": b"\x89PNG\0\1"}, "salinan")
    wanted = Wanted(paths=("foto.png",))
    bare = copy_of(source, tmp_path / "baru", ())
    done = rewrite(bare, wanted)
    forget(bare)
    assert list(remaining(bare, wanted, done.removed)) == ["berkas yang sama di lain/foto.png"]


def test_an_author_is_told(source: Repository, tmp_path: Path) -> None:
    commit(source.root, {"d.md": "d"}, "baru", author=f"{NAME} <s@example.invalid>")
    wanted = Wanted(((NAME, "N."),))
    bare = copy_of(source, tmp_path / "baru", ())
    done = rewrite(bare, wanted)
    (left,) = remaining(bare, wanted, done.removed)
    assert left.startswith("pesan, penulis, atau pembuat commit ")


def test_nothing_to_remove_is_an_error(source: Repository, tmp_path: Path) -> None:
    bare = copy_of(source, tmp_path / "baru", ())
    with pytest.raises(JdihError, match="tidak ada yang perlu dihapus"):
        rewrite(bare, Wanted((("Tidak Ada", "x"),)))


def test_branches_that_differ_from_origin_are_refused(source: Repository, tmp_path: Path) -> None:
    git(source.root, "update-ref", "refs/remotes/origin/main", "main~1")
    with pytest.raises(JdihError, match="Cabang main di sini lain"):
        copy_of(source, tmp_path / "baru", ())
    git(source.root, "update-ref", "refs/remotes/origin/main", "main")
    git(source.root, "update-ref", "refs/remotes/origin/jauh", "main~1")
    bare = copy_of(source, tmp_path / "baru", ())
    assert bare.resolve("jauh") == source.resolve("main~1")
