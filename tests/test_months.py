"""What three months tell besides their report: times, evidence of work, the sheet of the book.

The months are those of ``tests/examples/report``; how every number comes about is told there, in
``hitungan.md``.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from jdih.cli import main
from jdih.register.book import local_book
from jdih.repository.git import Repository
from jdih.website import wording
from tests.months import CASE
from tests.paper.sheets import text_of

EXPECTED = CASE / "expected"
TIMES = sorted((EXPECTED / "waktu").glob("*.txt"))
SHEETS = sorted((EXPECTED / "lembar").glob("*.txt"))
EVIDENCE = sorted((EXPECTED / "skp").glob("*.txt"))


def run(office: Path, *words: str) -> None:
    assert main(["-C", str(office), *words]) == 0


@pytest.mark.parametrize("path", TIMES, ids=lambda path: path.stem)
def test_standards_against_actual(
    path: Path, three_months: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(three_months, "times", path.stem)
    assert capsys.readouterr().out == path.read_text(encoding="utf-8")


def test_a_breach_without_reason_gets_a_row_and_no_other(
    three_months: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written = three_months / "drafts/waktu/2026-11.yml"
    before = written.read_text(encoding="utf-8")
    run(three_months, "times", "2026-11", "--alasan")
    added = written.read_text(encoding="utf-8").removeprefix(before)
    written.write_text(before, encoding="utf-8")
    assert "→ Isi `alasan`" in capsys.readouterr().out
    assert added == (EXPECTED / "waktu" / "2026-11-baris.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", EVIDENCE, ids=lambda path: path.stem)
def test_evidence_of_an_officials_work(
    path: Path, three_months: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    month, office = path.stem[:7], path.stem[8:]
    run(three_months, "skp", month, "--pejabat", office)
    paper = Path(capsys.readouterr().out.splitlines()[0])
    assert text_of(paper.read_bytes()) + "\n" == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.stem)
def test_the_sheet_of_a_month(path: Path, three_months: Path, tmp_path: Path) -> None:
    out = tmp_path / "lembar.pdf"
    run(three_months, "sheet", path.stem, "--ke", str(out))
    assert printed(out, three_months) + "\n" == path.read_text(encoding="utf-8")


def printed(sheet: Path, office: Path) -> str:
    """Return what a sheet prints, with digests told by the numbers of their entries.

    They rest on commits, and so on keys made for the occasion.
    """
    text = text_of(sheet.read_bytes())
    register = local_book(Repository.open(office)).read()
    for entry in register.entries[1:]:
        text = text.replace(entry.previous, f"(sidik sebelum {entry.label})")
        if entry.digest:
            text = text.replace(wording.short_digest(entry.digest), f"(sidik {entry.label})")
    return text


def test_there_are_cases() -> None:
    assert len(TIMES) == 4
    assert SHEETS
    assert EVIDENCE
