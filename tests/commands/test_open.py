"""``jdih open``: from a form on GitHub to a draft pull request."""

from __future__ import annotations

from html import unescape
from pathlib import Path

import pytest

from jdih.cli import main
from tests.forge.hub import Hub
from tests.publishing import Office
from tests.reading.test_form import ANSWERS, written
from tests.signing import Person

FORM = written({**ANSWERS, "sop": "uji-1", "disposisi.dari": "kepala"})


def test_a_form_becomes_a_draft_pull_request(
    outside: tuple[Office, Hub], bot: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    begun, hub = outside
    number = hub.fill(begun.people["pengelola"], FORM)
    assert main(["-C", str(bot), "open", str(number)]) == 0
    (proposal,) = hub.proposals
    assert proposal.body.startswith(f"Closes #{number}\n")
    draft = f"{proposal.branch}:drafts/hak-anda-atas-informasi/index.md"
    text = begun.git.git("--git-dir", str(hub.bare), "show", draft)
    assert "judul: Hak Anda atas Informasi\n" in text
    assert "  dicatat_oleh: pengelola\n" in text
    assert "  isi: Jelaskan hak atas informasi. Tiga contoh.\n" in text
    said = begun.git.git("--git-dir", str(hub.bare), "log", "-1", "--format=%B", proposal.branch)
    assert f"Co-authored-by: pengelola <{begun.people['pengelola'].address}>" in said
    assert "usulan #1" in hub.comments[0]["body"]

    assert main(["-C", str(bot), "open", str(number)]) == 0
    assert len(hub.proposals) == 1
    assert "sudah dibuka sebagai usulan #1" in capsys.readouterr().out


def test_a_run_that_was_cut_after_the_push_is_taken_up(
    outside: tuple[Office, Hub], bot: Path, tmp_path: Path
) -> None:
    begun, hub = outside
    number = hub.fill(begun.people["pengelola"], FORM)
    assert main(["-C", str(bot), "open", str(number)]) == 0
    branch = hub.proposals.pop().branch
    again = tmp_path / "lagi"
    begun.git.git("clone", "--quiet", "--single-branch", "--branch=main", str(hub.bare), str(again))
    assert main(["-C", str(again), "open", str(number)]) == 0
    assert [proposal.branch for proposal in hub.proposals] == [branch]


def test_what_is_wrong_is_said_under_the_form(outside: tuple[Office, Hub], bot: Path) -> None:
    begun, hub = outside
    stranger = Person("tamu", 999, begun.people["kepala"].key)
    for who, text, word in (
        (stranger, FORM, "tidak sedang memegang jabatan"),
        (begun.people["pengelola"], "halo", "tidak dapat dibaca"),
        (begun.people["pengelola"], FORM.replace("uji-1", "../../x @semua"), "tidak ada"),
        (begun.people["pengelola"], FORM.replace("Hak Anda", "<b>"), "tidak dapat dipakai"),
    ):
        hub.comments.clear()
        number = hub.fill(who, text)
        assert main(["-C", str(bot), "open", str(number)]) == 2
        assert word in unescape(hub.comments[0]["body"])
        assert "@semua" not in hub.comments[0]["body"]
    assert hub.proposals == []
