"""`jdih plan new` begins a month, and only adds to one that is begun."""

from __future__ import annotations

from pathlib import Path

import pytest

from jdih.cli import main
from jdih.reading.header import split
from tests.gitrepo import commit, git, snapshot
from tests.offices import ACT, change, codes, findings, make_office

DRAFT = "drafts/2026-12/index.md"
BRANCH = "naskah/rencana-2026-12"
AGENDA = (
    "tanggal;kegiatan\n10/12/2026;Sidang pleno\n31/12/2026;Malam tahun baru\n5/1/2027;Hari lain\n"
)


ROUND = ("tanggal_penetapan: 2008-04-30", "tanggal_penetapan: 2006-12-10")


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """The example office, one of whose SOPs asks for a plan of the month."""
    root = make_office(tmp_path / "kantor")
    sop = (root / "content/sop/uji-1.md").read_text(encoding="utf-8")
    monthly = sop.replace("id: uji-1", "id: bulan-1").replace(
        "    lingkup: konten\n    membuka: ya\n", "    lingkup: bulan\n    membuka: tidak\n"
    )
    monthly = monthly.replace("isian: [disposisi]", "isian: [rencana_bulan]")
    commit(root, {"content/sop/bulan-1.md": monthly.replace("membuka: tidak", "membuka: ya", 2)})
    return root


def plan(root: Path, *args: str, month: str = "2026-12") -> int:
    return main(["-C", str(root), "plan", "new", month, *args])


def lines(root: Path, path: str = DRAFT) -> list[tuple[str, str]]:
    """Return (date, title) of the plan's lines."""
    head = split(path, (root / path).read_text(encoding="utf-8")).header
    assert head is not None
    return [(one.text("tanggal"), one.text("judul")) for one in head.mappings("baris")]


def agenda(root: Path, text: str = AGENDA, name: str = "agenda.csv") -> str:
    (root.parent / name).write_text(text, encoding="utf-8")
    return str(root.parent / name)


def state(root: Path) -> tuple[object, str, str]:
    return snapshot(root), git(root, "for-each-ref"), git(root, "symbolic-ref", "HEAD")


def test_a_month_begins_from_what_is_known_of_it(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(office, ACT, *ROUND)
    commit(office, {})
    assert plan(office, "--agenda", agenda(office)) == 0
    assert lines(office) == [
        ("2026-12-10", "Sidang pleno"),
        (
            "2026-12-10",
            "20 Tahun Undang-Undang Nomor 14 Tahun 2008 tentang Keterbukaan Informasi Publik",
        ),
        ("2026-12-25", "Hari Raya Natal"),
        ("2026-12-31", "Malam tahun baru"),
    ]
    head = split(DRAFT, (office / DRAFT).read_text(encoding="utf-8")).header
    assert head is not None
    assert (head.text("bulan"), head.text("sop")) == ("2026-12", "bulan-1")
    assert head.text("strategi") == "/content/strategi/2026.md"
    assert git(office, "branch", "--show-current") == BRANCH
    assert git(office, "log", "-1", "--format=%s") == "Naskah rencana-2026-12: buka"
    assert git(office, "status", "--porcelain") == ""
    said = capsys.readouterr().out
    assert "2 acara bulan ini, 1 di luar bulan ini" in said
    assert "jdih submit rencana-2026-12" in said
    drafted = [one for one in findings(office) if one.location.path == DRAFT]
    assert {one.severity.value for one in drafted} == {"peringatan"}


def test_again_only_adds_what_is_new(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert plan(office) == 0
    text = (office / DRAFT).read_text(encoding="utf-8")
    mine = text.replace("judul: Hari Raya Natal", "judul: Toleransi di Hari Natal  # judul kami")
    mine = mine.replace("    tujuan:\n", "    tujuan: Pembaca tahu.\n")
    commit(office, {DRAFT: mine})
    before = state(office)
    assert plan(office) == 0
    assert state(office) == before
    assert "Tidak ada baris baru" in capsys.readouterr().out

    assert plan(office, "--agenda", agenda(office)) == 0
    assert len(lines(office)) == 3
    added = (office / DRAFT).read_text(encoding="utf-8").split("\n")
    kept = iter(added)
    assert all(row in kept for row in mine.split("\n"))
    assert git(office, "log", "-1", "--format=%s") == "Naskah rencana-2026-12: tambah baris"


def test_what_people_took_out_does_not_come_back(office: Path) -> None:
    assert plan(office, "--agenda", agenda(office)) == 0
    text = (office / DRAFT).read_text(encoding="utf-8")
    begin = text.index("  - id:", text.index("Sidang pleno") - 60)
    commit(office, {DRAFT: text[:begin] + text[text.index("  - id:", begin + 5) :]})
    assert "Sidang pleno" not in str(lines(office))
    assert plan(office, "--agenda", agenda(office)) == 0
    assert "Sidang pleno" not in str(lines(office))


def test_an_approved_plan_is_added_to_where_it_lies(office: Path) -> None:
    change(office, ACT, "tanggal_penetapan: 2008-04-30", "tanggal_penetapan: 2006-11-10")
    commit(office, {})
    assert plan(office, month="2026-11") == 0
    path = "content/rencana/2026-11.md"
    assert lines(office, path)[0] == ("2026-11-10", "Hak atas informasi publik")
    assert len(lines(office, path)) == 2
    assert git(office, "branch", "--show-current") == "naskah/rencana-2026-11"
    assert not (office / "drafts/2026-11").exists()


def test_a_month_without_anything_begins_all_the_same(office: Path) -> None:
    assert plan(office, month="2027-11") == 0
    assert lines(office, "drafts/2027-11/index.md") == []


def test_bad_rows_are_told_and_the_others_kept(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = f"{AGENDA}32/12/2026;Rusak\n"
    assert plan(office, "--agenda", agenda(office, text)) == 1
    assert "agenda.csv, baris 5, kolom tanggal" in capsys.readouterr().err
    assert len(lines(office)) == 3


def test_a_plan_that_is_filled_in_is_submitted(office: Path) -> None:
    assert plan(office) == 0
    assert main(["-C", str(office), "submit", "rencana-2026-12"]) == 1
    text = (office / DRAFT).read_text(encoding="utf-8")
    for key, value in (("tujuan", "Pembaca tahu."), ("platform", "[instagram]"),
                       ("format", "infografis"), ("penanggung_jawab", "pengelola")):  # fmt: skip
        text = text.replace(f"    {key}:\n", f"    {key}: {value}\n")
    commit(office, {DRAFT: text})
    assert main(["-C", str(office), "submit", "rencana-2026-12"]) == 0
    assert (office / "content/rencana/2026-12.md").read_text(encoding="utf-8") == text
    assert not (office / "drafts/2026-12").exists()
    assert git(office, "status", "--porcelain") == ""
    assert "JD703" not in codes(office)
    assert main(["-C", str(office), "submit", "rencana-2026-12"]) == 2


@pytest.mark.parametrize(
    ("args", "word"),
    [
        (["--sop", "uji-1"], "tidak meminta rencana"),
        (["--sop", "uji-9"], "tidak meminta rencana"),
        (["--strategi", "content/strategi/1999.md"], "tidak ada"),
        (["--strategi", "../../etc/passwd"], "tidak ada"),
        (["--agenda", "tidak-ada.csv"], "tidak dapat dibuka"),
        (["--agenda", "content"], "tidak dapat dibuka"),
        (["--agenda", "mkdocs.yml"], "tidak mempunyai kolom"),
    ],
)
def test_a_refusal_leaves_everything_as_it_was(
    office: Path, args: list[str], word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = state(office)
    assert plan(office, *args) == 2
    assert word in capsys.readouterr().err
    assert state(office) == before


@pytest.mark.parametrize("month", ["2026-13", "desember", "../2026-12", "2026-12/x", ""])
def test_what_is_no_month_is_refused(office: Path, month: str) -> None:
    before = state(office)
    assert plan(office, month=month) == 2
    assert state(office) == before


def test_work_elsewhere_is_not_begun_twice(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert plan(office) == 0
    git(office, "switch", "--quiet", "main")
    before = state(office)
    assert plan(office) == 2
    assert f"git switch {BRANCH}" in capsys.readouterr().err
    assert state(office) == before


def test_a_commit_that_fails_leaves_nothing(office: Path) -> None:
    hook = office / ".git" / "hooks" / "pre-commit"
    before = state(office)
    hook.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    lock = office / ".git" / "refs" / "heads" / "naskah" / "rencana-2026-12.lock"
    lock.parent.mkdir(parents=True)
    lock.touch()
    assert plan(office) == 2
    lock.unlink()
    lock.parent.rmdir()
    hook.unlink()
    assert state(office) == before


def test_without_a_branch_nothing_is_committed(office: Path) -> None:
    tip = git(office, "rev-parse", "HEAD")
    assert plan(office, "--tanpa-cabang") == 0
    assert git(office, "rev-parse", "HEAD") == tip
    assert git(office, "branch", "--show-current") == "main"
    assert (office / DRAFT).is_file()


@pytest.mark.parametrize("name", ["drafts/2026-12", DRAFT, "content/rencana/2026-12.md"])
def test_nothing_is_written_through_a_link(
    office: Path, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    outside = tmp_path / "luar"
    outside.mkdir()
    link = office / name
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(outside if name == "drafts/2026-12" else outside / "berkas.md")
    commit(office, {})
    before = git(office, "for-each-ref")
    for more in ([], ["--tanpa-cabang"]):
        assert plan(office, *more) == 2
        assert "Hapus tautan itu" in capsys.readouterr().err
    assert git(office, "for-each-ref") == before
    assert list(outside.iterdir()) == []


@pytest.mark.parametrize("data", [b"\xff\xfe", b"", b"---\nrusak: [\n---\n"])
def test_a_plan_that_cannot_be_read_stays_as_it_is(office: Path, data: bytes) -> None:
    (office / DRAFT).parent.mkdir(parents=True)
    (office / DRAFT).write_bytes(data)
    commit(office, {})
    assert plan(office) == 2
    assert (office / DRAFT).read_bytes() == data
