"""`jdih submit` moves a draft whole or not at all."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from jdih.cli import main
from jdih.reading.image import inspect
from tests.gitrepo import commit, git, snapshot, write
from tests.offices import DRAFT, ITEM, change, codes, make_office

HOME = "content/konten/2026/rancangan"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    return make_office(tmp_path / "kantor")


def submit(root: Path, name: str = "2026-9d2mx") -> int:
    return main(["-C", str(root), "submit", name])


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def photograph(path: Path) -> bytes:
    tags = Image.Exif()
    tags[0x010F] = "Kamera"
    out = io.BytesIO()
    Image.new("RGB", (8, 6), "teal").save(out, "PNG", exif=tags)
    path.write_bytes(out.getvalue())
    return out.getvalue()


def refused(root: Path, name: str = "2026-9d2mx", code: int = 1) -> None:
    before, head, folders = snapshot(root), git(root, "rev-parse", "HEAD"), set(root.rglob("*"))
    assert submit(root, name) == code
    assert snapshot(root) == before
    assert git(root, "rev-parse", "HEAD") == head
    assert {f for f in set(root.rglob("*")) - folders if ".git" not in f.parts} == set()


@pytest.mark.parametrize("name", ["2026-9d2mx", "rancangan", "drafts/rancangan"])
def test_the_draft_moves_with_all_its_files_in_one_commit(
    office: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(office / DRAFT)
    assert submit(office, name) == 0
    assert files(office / HOME) == before
    assert not (office / DRAFT).exists()
    assert git(office, "log", "-1", "--format=%s") == "Naskah 2026-9d2mx: ajukan"
    renamed = git(office, "show", "--name-status", "-M100%", "--format=").splitlines()
    assert {line.split("\t")[0] for line in renamed} == {"R100"}
    assert len(renamed) == 4
    assert git(office, "status", "--porcelain") == ""
    assert codes(office) == []
    assert f"Diajukan: {HOME}/index.md" in capsys.readouterr().out


def test_metadata_is_stripped_on_the_way(office: Path) -> None:
    photograph(office / DRAFT / "01-langkah.png")
    assert submit(office) == 0
    data = (office / HOME / "01-langkah.png").read_bytes()
    assert not inspect("a.png", data).metadata
    assert Image.open(io.BytesIO(data)).convert("RGB").getpixel((0, 0)) == (0, 128, 128)
    committed = git(office, "cat-file", "-s", f"HEAD:{HOME}/01-langkah.png")
    assert int(committed) == len(data)


def test_a_sound_picture_keeps_its_bytes(office: Path) -> None:
    before = (office / DRAFT / "01-langkah.png").read_bytes()
    submit(office)
    assert (office / HOME / "01-langkah.png").read_bytes() == before


def test_a_draft_that_was_never_committed(office: Path) -> None:
    git(office, "rm", "--quiet", "-r", "--cached", DRAFT)
    git(office, "commit", "--quiet", "--message", "draf keluar dari catatan")
    assert submit(office) == 0
    assert git(office, "status", "--porcelain") == ""
    assert "rancangan/index.md" in git(office, "ls-tree", "-r", "--name-only", "HEAD")


def test_changes_not_yet_committed_go_along_and_others_stay(office: Path) -> None:
    write(office, {f"{DRAFT}/takarir/x.md": "Takarir untuk X.\n", "content/index.md": None})
    git(office, "checkout", "--quiet", "HEAD", "--", "content/index.md")
    write(office, {"catatan.txt": "belum\n"})
    git(office, "add", "catatan.txt")
    assert submit(office) == 0
    assert (office / HOME / "takarir/x.md").read_text(encoding="utf-8") == "Takarir untuk X.\n"
    assert git(office, "status", "--porcelain") == "A  catatan.txt"


def test_of_two_drafts_only_the_one_named_moves(office: Path) -> None:
    write(office, {f"drafts/kedua/{name}": data for name, data in files(office / DRAFT).items()})
    change(office, "drafts/kedua/index.md", "id: 2026-9d2mx", "id: 2026-aaaaa")
    kept = files(office / DRAFT)
    assert submit(office, "2026-aaaaa") == 0
    assert files(office / DRAFT) == kept
    assert (office / "content/konten/2026/kedua/takarir/instagram.md").is_file()


def test_what_is_missing_refuses_and_is_named_where_the_author_finds_it(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    photograph(office / DRAFT / "01-langkah.png")
    (office / DRAFT / "takarir/instagram.md").unlink()
    refused(office)
    said = capsys.readouterr()
    assert said.out == ""
    assert f"{DRAFT}/index.md:2:1: JD701 isian-sop (harus diperbaiki)" in said.err
    assert said.err.endswith("Belum diajukan; tidak ada yang diubah.\n")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("id: 2026-9d2mx", "id: 2026-7f3kq"),
        ("sop: uji-1", "sop: uji-9"),
        ("## Tiga langkah", "## Tiga langkah\n\n[a](/content/tidak-ada.md)"),
        ("## Tiga langkah", "## <b>Tiga</b> langkah"),
        ("penyusun: pengelola", "penyusun: siapa-saja"),
    ],
)
def test_a_fault_refuses(office: Path, old: str, new: str) -> None:
    change(office, f"{DRAFT}/index.md", old, new)
    refused(office, "rancangan")


def test_an_id_already_taken_refuses_whichever_folder_sorts_first(office: Path) -> None:
    (office / DRAFT).rename(office / "drafts/aaa")
    change(office, "drafts/aaa/index.md", "id: 2026-9d2mx", "id: 2026-7f3kq")
    refused(office, "aaa")


def test_a_fault_of_another_document_is_not_in_the_way(office: Path) -> None:
    write(office, {"content/lain.md": "rusak\n", "drafts/lain/index.md": "rusak\n"})
    assert submit(office) == 0


def test_nothing_is_overwritten(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(office, {f"{HOME}/catatan.md": "milik orang lain\n"})
    refused(office, code=2)
    assert "tidak ada yang ditimpa" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["2026-7f3kq", "hak-atas-informasi"])
def test_an_item_that_was_submitted_before(
    office: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    refused(office, name, code=2)
    assert "sudah diajukan: content/konten/2026/hak-atas-informasi" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["2026-zzzzz", "", "."])
def test_a_draft_that_is_not_there(
    office: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    refused(office, name, code=2)
    assert "2026-9d2mx (rancangan)" in capsys.readouterr().err


def test_without_an_identity_nothing_moves(office: Path) -> None:
    git(office, "config", "--unset", "user.name")
    git(office, "config", "--unset", "user.email")
    refused(office, code=2)


def test_a_commit_that_fails_puts_everything_back(office: Path) -> None:
    photograph(office / DRAFT / "01-langkah.png")
    commit(office, {f"{DRAFT}/takarir/x.md": "Takarir untuk X.\n"})
    lock = office / ".git/index.lock"
    lock.touch()
    refused(office, code=2)
    lock.unlink()
    assert submit(office) == 0


def test_the_first_item_of_a_year_that_fails_leaves_no_empty_folder(office: Path) -> None:
    change(office, f"{DRAFT}/index.md", "id: 2026-9d2mx", "id: 2027-9d2mx")
    (office / ".git/index.lock").touch()
    refused(office, "rancangan", code=2)
    assert not (office / "content/konten/2027").exists()


def test_a_legal_document_lands_among_its_kind(office: Path) -> None:
    (office / "drafts/uu-8-2011").mkdir()
    text = (office / "content/dokumen/peraturan/uu-14-2008/index.md").read_text(encoding="utf-8")
    write(office, {"drafts/uu-8-2011/index.md": text})
    assert submit(office, "uu-8-2011") == 0
    assert (office / "content/dokumen/peraturan/uu-8-2011/index.md").is_file()
    assert (office / ITEM / "index.md").is_file()
