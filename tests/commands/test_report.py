"""``jdih report``: figures at hand, what is to be done next, nothing written twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from jdih.cli import main
from jdih.reading.report_header import TO_WRITE
from tests.forge.hub import Hub
from tests.gitrepo import git
from tests.offices import make_office
from tests.publishing import Office


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


@pytest.mark.parametrize("month", ["2026", "2026-13", "November"])
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


def propose(bot: Path) -> int:
    return main(["-C", str(bot), "report", "2026-11", "--usulan", "--target", "pages"])


def text_at(begun: Office, hub: Hub, branch: str) -> str:
    name = f"{branch}:content/laporan/2026-11.md"
    return begun.git.git("--git-dir", str(hub.bare), "show", name)


def test_a_report_is_proposed_once_and_renewed(
    outside: tuple[Office, Hub], bot: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    begun, hub = outside
    assert propose(bot) == 0
    (proposal,) = hub.proposals
    assert proposal.branch == "naskah/laporan-2026-11"
    assert "content/laporan/2026-11.md" in proposal.body
    first = text_at(begun, hub, proposal.branch)
    assert "periode: 2026-11\n" in first
    assert git(bot, "status", "--porcelain") == ""

    assert propose(bot) == 0
    assert capsys.readouterr().out.endswith("Usulan #1: masih sama\n")

    clerk = begun.people["pengelola"]
    begun.git.git("fetch", "--quiet", str(hub.bare), f"+{proposal.branch}:refs/hub/x")
    begun.git.git("switch", "--quiet", "--force-create", proposal.branch, "refs/hub/x")
    words = first.replace(TO_WRITE, "Ditulis orang.").replace("entri: 0", "entri: 7")
    words = words.replace("keadaan:\n", "keadaan:\n    sidik: " + "a" * 64 + "\n", 1)
    begun.git.commit({"content/laporan/2026-11.md": words}, clerk, message="Naskah: lengkapi")
    hub.push(proposal.branch, clerk)
    begun.git.git("switch", "--quiet", "main")
    insight = "bulan: 2026-11\nplatform:\n  instagram:\n    akun:\n      pengikut_akhir: 1,2 rb\n"
    begun.approve({"drafts/insight/2026-11/ketik.yml": insight})
    hub.push("main", clerk)
    git(bot, "pull", "--quiet", str(hub.bare), "main")

    assert propose(bot) == 0
    renewed = text_at(begun, hub, proposal.branch)
    assert "pengikut_akhir: 1200\n" in renewed
    assert "Ditulis orang." in renewed
    assert TO_WRITE not in renewed
    assert len(hub.proposals) == 1
