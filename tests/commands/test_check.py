"""`jdih check` as people, GitHub and programs call it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from jdih.cli import main
from jdih.rules.registry import RULES
from tests.gitrepo import commit, git, write
from tests.offices import DRAFT, ITEM, change, make_office

BROKEN: dict[str, str | bytes | None] = {
    "content/a.md": "rusak\n",
    "content/b/index.md": b"\xff",
    "drafts/c/index.md": "rusak\n",
}


@pytest.fixture
def office(tmp_path: Path) -> Path:
    return make_office(tmp_path / "kantor")


def check(root: Path, *args: str) -> int:
    return main(["-C", str(root), "check", *args])


def paths(capsys: pytest.CaptureFixture[str], root: Path, *args: str) -> list[str]:
    check(root, "--format", "json", *args)
    return [found["path"] for found in json.loads(capsys.readouterr().out)]


def test_a_sound_office(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(office) == 0
    assert capsys.readouterr().out == "Tidak ada temuan.\n"
    assert check(office, "--format", "json") == 0
    assert capsys.readouterr().out == "[]\n"
    assert check(office, "--format", "github") == 0
    assert capsys.readouterr().out == ""


def test_warnings_do_not_fail(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (office / DRAFT / "pemberitahuan.md").unlink()
    assert check(office) == 0
    assert capsys.readouterr().out.endswith("\n0 harus diperbaiki, 1 perlu dilihat.\n")


def test_one_broken_file_hides_no_other(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(office, BROKEN)
    assert check(office) == 1
    lines = capsys.readouterr().out.split("\n")
    assert [line.split(" ")[0] for line in lines if not line.startswith("    → ")] == [
        "content/a.md:1:1:", "content/b/index.md:1:1:", "drafts/c/index.md:1:1:", "3", "",
    ]  # fmt: skip


def test_json_has_the_agreed_keys_sorted_by_place(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(office, BROKEN)
    change(office, f"{ITEM}/index.md", "id: 2026-7f3kq", "id: x\nx: y\na: b")
    assert check(office, "--format", "json") == 1
    found = json.loads(capsys.readouterr().out)
    keys = ["path", "line", "column", "code", "slug", "severity", "message", "remedy"]
    assert all(list(entry) == keys for entry in found)
    assert {entry["severity"] for entry in found} <= {"galat", "peringatan"}
    places = [(entry["path"], entry["line"], entry["column"]) for entry in found]
    assert places == sorted(places)
    assert len(places) == 6


def test_github_annotations_are_one_line_each(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(office, f"{ITEM}/index.md", "id: 2026-7f3kq", 'id: "50%\\n::error::palsu"')
    assert check(office, "--format", "github") == 1
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith(f"::error file={ITEM}/index.md,line=3,col=1,title=JD304 pola-isian::")
    assert "50%25%0A::error::palsu" in line


def test_a_value_cannot_speak_to_the_runner_in_text_either(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(office, f"{ITEM}/index.md", "id: 2026-7f3kq", 'id: "a\\n::error::palsu"')
    write(office, {"content/a\n::error::palsu.md": "x"})
    check(office)
    assert not [x for x in capsys.readouterr().out.splitlines() if x.startswith("::")]


def test_paths_limit_what_is_told(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(office, BROKEN)
    assert paths(capsys, office, "content") == ["content/a.md", "content/b/index.md"]
    assert paths(capsys, office, "content/b/", "drafts") == [
        "content/b/index.md",
        "drafts/c/index.md",
    ]
    assert paths(capsys, office, "content/a.md") == ["content/a.md"]
    assert paths(capsys, office, f"{ITEM}/01-sampul.png") == []
    assert paths(capsys, office, str(office / "content" / "a.md")) == ["content/a.md"]
    assert len(paths(capsys, office, ".")) == 3
    assert check(office, ITEM) == 0


def test_a_folder_is_not_the_beginning_of_a_name(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(office, {"content/a/index.md": "rusak", "content/ab/index.md": "rusak"})
    assert paths(capsys, office, "content/a") == ["content/a/index.md"]


def test_from_a_folder_within(
    office: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(office, BROKEN)
    assert paths(capsys, office / "content", "b") == ["content/b/index.md"]
    assert paths(capsys, office / "content" / "b", "../a.md") == ["content/a.md"]
    assert len(paths(capsys, office / "content" / "b")) == 3
    monkeypatch.chdir(office / "content")
    assert main(["check", "b"]) == 1
    assert capsys.readouterr().out.startswith("content/b/index.md:1:1: JD102 ")


@pytest.mark.parametrize("path", ["tidak-ada.md", "../lain", "/etc"])
def test_a_path_that_cannot_be_meant(
    office: Path, path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(office, path) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("Galat: ")
    assert "\n    → " in said.err


def test_against_looks_only_at_what_changed(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commit(office, {"content/lama.md": "rusak\n"})
    git(office, "switch", "--quiet", "--create", "kerja")
    assert check(office, "--against", "main") == 0
    commit(office, {"content/tercatat.md": "rusak\n"})
    write(office, {"content/baru.md": "rusak\n"})
    capsys.readouterr()
    assert paths(capsys, office, "--against", "main") == ["content/baru.md", "content/tercatat.md"]
    assert paths(capsys, office, "--against", "main", "content/baru.md") == ["content/baru.md"]


def test_against_sees_a_name_that_is_no_utf8(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commit(office, {os.fsdecode(b"content/\xff.md"): "rusak"})
    assert paths(capsys, office, "--against", "HEAD~1") == ["content/\\udcff.md"]


def test_against_a_version_that_is_not_there(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(office, "--against", "tidak-ada") == 2
    assert "tidak-ada" in capsys.readouterr().err


def test_hostile_names_are_told_without_being_obeyed(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = [b"content/\xff.md", b"content/\x1b[31m.md", b"drafts/a\nb/index.md", b"content/%0A.md"]
    write(office, {os.fsdecode(name): "rusak" for name in names})
    for form in ("text", "github", "json"):
        assert check(office, "--format", form) == 1
        said = capsys.readouterr().out
        assert said.replace("\n", "").isprintable()
        assert said.encode("utf-8")


@pytest.mark.parametrize("code", RULES)
def test_explain_tells_rule_reason_and_way(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    rule = RULES[code]
    assert main(["check", "--explain", rule.slug]) == 0
    assert capsys.readouterr().out == (
        f"{code} {rule.slug} ({rule.severity.label})\n"
        f"  Aturan : {rule.must}\n  Sebab  : {rule.why}\n  Caranya: {rule.remedy}\n"
    )


def test_explain_of_no_rule(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--explain", "JD000"]) == 2
    assert "Aturan “JD000” tidak ada." in capsys.readouterr().err


def test_a_run_that_cannot_be_completed(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (office / "site_config/schema/konten.yml").write_bytes(b"\xff")
    assert check(office) == 2
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n    → ")) == ("", 2)


def test_outside_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    (tmp_path / "kosong").mkdir()
    assert check(tmp_path / "kosong") == 2
    assert check(tmp_path / "tidak-ada") == 2
