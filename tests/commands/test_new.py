"""`jdih new` opens a document whole or not at all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from jdih.cli import main
from jdih.reading.header import split
from tests.gitrepo import commit, git, snapshot, write
from tests.offices import DRAFT, codes, findings, make_office

TITLE = "Cara Meminta Informasi Publik"
FOLDER = "drafts/cara-meminta-informasi-publik"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    return make_office(tmp_path / "kantor")


def new(root: Path, *args: str, title: str = TITLE) -> int:
    return main(["-C", str(root), "new", "--judul", title, *args])


def state(root: Path) -> tuple[object, str, str]:
    return snapshot(root), git(root, "for-each-ref"), git(root, "symbolic-ref", "HEAD")


def test_an_item_gets_id_folder_header_notice_and_branch(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new(office, "--sop", "uji-1", "--rencana", "2026-11/b7k2") == 0
    text = (office / FOLDER / "index.md").read_text(encoding="utf-8")
    header = split("a.md", text).header
    assert header is not None
    assert (header.text("judul"), header.text("sop")) == (TITLE, "uji-1")
    assert header.text("rencana") == "2026-11/b7k2"
    identity = header.text("id")
    assert re.fullmatch(r"20\d\d-[2-9a-hjkmnp-tv-z]{5}", identity)
    notice = (office / FOLDER / "pemberitahuan.md").read_text(encoding="utf-8")
    assert TITLE in notice
    assert "{tautan}" in notice
    assert git(office, "branch", "--show-current") == f"naskah/{identity}"
    assert git(office, "log", "-1", "--format=%s") == f"Naskah {identity}: buka"
    assert git(office, "status", "--porcelain") == ""
    said = capsys.readouterr().out
    assert f"{FOLDER}/index.md (id {identity})" in said
    assert f"jdih submit {identity}" in said


def test_what_was_opened_has_no_error(office: Path) -> None:
    new(office, "--sop", "uji-1")
    assert {finding.severity.value for finding in findings(office)} <= {"peringatan"}


@pytest.mark.parametrize("kind", ["peraturan", "monografi", "artikel", "putusan", "halaman"])
def test_other_types_need_no_sop_and_are_called_by_their_folder(office: Path, kind: str) -> None:
    assert new(office, "--jenis", kind, "--folder", "pkpu-8-2019") == 0
    assert (office / "drafts/pkpu-8-2019/index.md").is_file()
    assert not (office / "drafts/pkpu-8-2019/pemberitahuan.md").exists()
    assert git(office, "branch", "--show-current") == "naskah/pkpu-8-2019"


def test_ids_differ(office: Path) -> None:
    for number in range(3):
        assert new(office, "--sop", "uji-1", "--tanpa-cabang", title=f"Judul nomor {number}") == 0
    assert "JD704" not in codes(office)


def test_without_a_branch_nothing_is_committed(office: Path) -> None:
    before = git(office, "for-each-ref")
    assert new(office, "--sop", "uji-1", "--tanpa-cabang") == 0
    assert git(office, "for-each-ref") == before
    assert git(office, "status", "--porcelain", "-uall").count("??") == 2


def test_the_work_begins_from_main_and_takes_other_changes_along_untouched(office: Path) -> None:
    git(office, "switch", "--quiet", "--create", "kerja")
    commit(office, {"content/lain.md": "hanya di kerja\n"})
    write(office, {"catatan.txt": "belum dicatat\n"})
    assert new(office, "--sop", "uji-1") == 0
    assert git(office, "merge-base", "HEAD", "main") == git(office, "rev-parse", "main")
    assert git(office, "status", "--porcelain") == "?? catatan.txt"
    names = git(office, "show", "--name-only", "--format=").splitlines()
    assert all(name.startswith(FOLDER) for name in names)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ((), "Konten memerlukan SOP."),
        (("--sop", "uji-9"), "SOP “uji-9” tidak ada."),
        (("--sop", "uji-1", "--folder", "../luar"), "tidak dapat dipakai"),
        (("--sop", "uji-1", "--folder", "Besar"), "tidak dapat dipakai"),
        (("--sop", "uji-1", "--folder", "a" * 61), "tidak dapat dipakai"),
        (("--sop", "uji-1", "--folder", "rancangan"), "tidak ada yang ditimpa"),
        (("--jenis", "peraturan", "--folder", "uu-14-2008"), "sudah ada"),
    ],
)
def test_a_refusal_leaves_everything_as_it_was(
    office: Path, args: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = state(office)
    assert new(office, *args) == 2
    assert said in capsys.readouterr().err
    assert state(office) == before


@pytest.mark.parametrize(
    "title", ["a <b>", 'kata "kutip"', "dua\nbaris", "a\tb", "a\u202eb", "a\x1b[2J", "日本", "…"]
)
def test_a_title_that_cannot_stand_in_a_page(
    office: Path, title: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = state(office)
    assert new(office, "--sop", "uji-1", title=title) == 2
    assert capsys.readouterr().err.startswith("Galat: ")
    assert state(office) == before


@pytest.mark.parametrize(
    "title", ["Qur'an: apa & mengapa?", "Pasal 28F: “Hak” #1", "- Daftar", "'007'"]
)
def test_a_title_is_written_as_given(office: Path, title: str) -> None:
    assert new(office, "--sop", "uji-1", "--folder", "baru", title=title) == 0
    header = split("a.md", (office / "drafts/baru/index.md").read_text(encoding="utf-8")).header
    assert header is not None
    assert header.text("judul") == title


def test_without_an_identity_nothing_is_left(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(office, "config", "--unset", "user.name")
    git(office, "config", "--unset", "user.email")
    before = state(office)
    assert new(office, "--sop", "uji-1") == 2
    assert "git config" in capsys.readouterr().err
    assert state(office) == before


def test_changes_in_the_way_of_main_leave_no_branch_behind(office: Path) -> None:
    git(office, "switch", "--quiet", "--create", "kerja")
    commit(office, {f"{DRAFT}/pemberitahuan.md": "Lain: {tautan}\n"})
    write(office, {f"{DRAFT}/pemberitahuan.md": "Lebih lain: {tautan}\n"})
    before = state(office)
    assert new(office, "--sop", "uji-1") == 2
    assert state(office) == before


def test_a_folder_that_only_main_has_is_not_overwritten(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(office, "switch", "--quiet", "--create", "kerja")
    git(office, "switch", "--quiet", "main")
    commit(office, {f"{FOLDER}/index.md": "milik orang lain\n"})
    git(office, "switch", "--quiet", "kerja")
    before = state(office)
    assert new(office, "--sop", "uji-1") == 2
    assert "tidak ada yang ditimpa" in capsys.readouterr().err
    assert state(office) == before


def test_a_commit_that_fails_leaves_nothing(office: Path) -> None:
    # A path that Git will not take: the draft's folder is ignored.
    commit(office, {".gitignore": "build/\ndrafts/cara-*\n"})
    before = state(office)
    assert new(office, "--sop", "uji-1") == 2
    assert state(office) == before
