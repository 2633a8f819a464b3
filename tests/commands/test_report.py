"""``jdih report``: figures at hand, what is to be done next, nothing written twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from jdih.cli import main
from tests.gitrepo import git
from tests.offices import make_office


@pytest.fixture
def office(tmp_path: Path) -> Path:
    return make_office(tmp_path / "kantor")


def run(office: Path, *words: str) -> int:
    return main(["-C", str(office), "report", *words])


def test_a_month_without_anything_is_reported_as_it_is(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(office, "2026-10") == 0

    assert capsys.readouterr().out.splitlines() == [
        "Tidak ada rencana yang disetujui untuk Oktober 2026.",
        "Tidak ada konten yang terbit.",
        "Tidak ada ralat, penarikan, atau insiden.",
        "Laporan: content/laporan/2026-10.md",
        "Cabang: naskah/laporan-2026-10",
        "    → Lengkapi bagian yang ditulis orang, lalu ajukan usulannya untuk disetujui.",
    ]
    assert git(office, "status", "--porcelain") == ""

    assert run(office, "2026-10") == 0
    assert "tidak ada yang diubah" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (["--triwulan"], "2026-triwulan-4"),
        (["--semester"], "2026-semester-2"),
    ],
)
def test_a_longer_period_is_named_by_a_month_of_it(
    office: Path, words: list[str], name: str
) -> None:
    assert run(office, "2026-11", "--tanpa-cabang", *words) == 0
    text = (office / f"content/laporan/{name}.md").read_text(encoding="utf-8")
    assert f"periode: {name}\n" in text
    assert git(office, "branch", "--show-current").strip() == "main"


@pytest.mark.parametrize("month", ["2026", "2026-13", "November", ""])
def test_what_is_no_month_is_refused(
    office: Path, month: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(office, month) == 2
    assert "bukan bulan" in capsys.readouterr().err


def test_an_sop_that_asks_for_no_report_is_refused(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(office, "2026-11", "--sop", "uji-1") == 2
    assert "tidak meminta laporan bulanan" in capsys.readouterr().err
    assert not (office / "content/laporan").exists()
    assert git(office, "branch", "--list", "naskah/*") == ""
