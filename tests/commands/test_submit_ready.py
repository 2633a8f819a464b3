"""``jdih submit --usulan``: what is marked ready on GitHub is moved to its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from jdih.cli import main
from tests.forge.hub import Hub
from tests.forge.play import BRANCH, Play, opened
from tests.publishing import FOLDER, Office, item

DRAFT = "drafts/cara-mencari"


def files(begun: Office, hub: Hub) -> list[str]:
    told = begun.git.git("--git-dir", str(hub.bare), "ls-tree", "-r", "--name-only", BRANCH)
    return [line for line in told.splitlines() if "cara-mencari" in line]


@pytest.fixture
def play(outside: tuple[Office, Hub]) -> Play:
    return opened(*outside, folder=DRAFT)


def test_a_draft_that_is_ready_is_moved_and_pushed(
    outside: tuple[Office, Hub], play: Play, bot: Path
) -> None:
    begun, hub = outside
    before = files(begun, hub)
    assert main(["-C", str(bot), "submit", "--usulan"]) == 0
    moved = files(begun, hub)
    assert moved == [name.replace(DRAFT, FOLDER) for name in before]
    assert "Diajukan" in hub.comments[0]["body"]
    # Nothing is left to be moved, and nothing was left behind.
    assert main(["-C", str(bot), "submit", "--usulan"]) == 0
    assert files(begun, hub) == moved
    assert begun.git.git("-C", str(bot), "worktree", "list").count("\n") == 0


def test_a_draft_pull_request_is_left_alone(
    outside: tuple[Office, Hub], play: Play, bot: Path
) -> None:
    begun, hub = outside
    before = files(begun, hub)
    hub.proposals[0].draft = True
    assert main(["-C", str(bot), "submit", "--usulan"]) == 0
    assert files(begun, hub) == before
    assert hub.comments == []


@pytest.mark.parametrize("writer", ["'@semua'", "@semua"], ids=["unknown", "unreadable"])
def test_what_is_not_complete_stays_and_is_told(
    outside: tuple[Office, Hub], play: Play, bot: Path, writer: str
) -> None:
    begun, hub = outside
    text = item(folder=DRAFT)[f"{DRAFT}/index.md"] or ""
    play.do({"langkah": "tulis", "berkas": {
        f"{DRAFT}/index.md": text.replace("penyusun: pengelola\n", f"penyusun: {writer}\n"),
        f"{DRAFT}/pemberitahuan.md": None,
    }})  # fmt: skip
    before = files(begun, hub)
    assert main(["-C", str(bot), "submit", "--usulan"]) == 1
    assert files(begun, hub) == before
    assert "belum dapat diajukan" in hub.comments[0]["body"]
    assert "@semua" not in hub.comments[0]["body"]
