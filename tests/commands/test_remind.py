"""``jdih remind``: one issue on what waits, written when there is something new."""

from __future__ import annotations

from pathlib import Path

import pytest

from jdih.cli import main
from jdih.publication.waiting import DONE, LABEL, MARK
from tests.forge.hub import Hub
from tests.forge.play import Play, opened
from tests.publishing import ITEM_ID, Office

WORDS = ("remind", "--forge", "github", "--target", "pages")


@pytest.fixture
def asked(outside: tuple[Office, Hub]) -> Play:
    """A pull request that waits for the head, since September."""
    return opened(*outside)


def remind(place: Path) -> None:
    assert main(["-C", str(place), *WORDS]) == 0


def test_the_terminal_shows_what_waits(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert office.run("remind") == 0
    told = capsys.readouterr().out
    assert "Pengelola JDIH\n" in told
    assert f"({ITEM_ID}): tautan unggahan di Instagram; pemberitahuan terkirim" in told
    assert "https://wa.me/?text=Yth.%20Pengelola%20JDIH" in told

    office.finish()
    capsys.readouterr()
    assert office.run("remind") == 0
    assert ITEM_ID not in capsys.readouterr().out


def test_a_pull_request_that_waits_is_told_in_one_issue(
    asked: Play, runner: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    remind(runner)
    (issue,) = asked.hub.issues.values()
    assert [label["name"] for label in issue["labels"]] == [LABEL]
    assert issue["body"].startswith(f"{MARK}\n### <code>Kepala Unit</code>\n")
    assert "Usulan #1." in issue["body"]
    assert capsys.readouterr().out.startswith("Pengingat: isu #")


def test_the_same_words_are_not_written_again(asked: Play, runner: Path) -> None:
    remind(runner)
    before = dict(asked.hub.issues)
    asked.hub.tracker.writes = 0
    remind(runner)
    assert asked.hub.issues == before
    assert asked.hub.tracker.writes == 0
    assert asked.hub.comments == []


def test_what_was_sent_back_waits_for_its_author(asked: Play, runner: Path) -> None:
    asked.do({"langkah": "nilai", "oleh": "kepala", "nilai": "CHANGES_REQUESTED"})
    remind(runner)
    (issue,) = asked.hub.issues.values()
    assert "Kepala Unit" not in issue["body"]
    assert "dikembalikan pemutus untuk diperbaiki" in issue["body"]


def test_what_was_agreed_to_waits_for_its_merge(asked: Play, runner: Path) -> None:
    asked.do({"langkah": "nilai", "oleh": "kepala"})
    remind(runner)
    (issue,) = asked.hub.issues.values()
    assert "### <code>Kepala Unit</code>" not in issue["body"]
    assert "menunggu digabungkan" in issue["body"]


def test_the_word_of_its_own_author_does_not_count(asked: Play, runner: Path) -> None:
    asked.do({"langkah": "tulis", "isi": "Ketik nomor dan tahunnya.", "oleh": "kepala"})
    asked.do({"langkah": "nilai", "oleh": "kepala"})
    remind(runner)
    (issue,) = asked.hub.issues.values()
    assert "menunggu digabungkan" not in issue["body"]


def test_an_approval_of_an_older_version_does_not_count(asked: Play, runner: Path) -> None:
    asked.do({"langkah": "nilai", "oleh": "kepala"})
    asked.do({"langkah": "tulis", "isi": "Ketik nomor dan tahunnya."})
    remind(runner)
    (issue,) = asked.hub.issues.values()
    assert "### <code>Kepala Unit</code>" in issue["body"]


def test_it_is_closed_when_nothing_waits_and_opened_again_for_something_new(
    asked: Play, runner: Path
) -> None:
    hub = asked.hub
    remind(runner)
    (number,) = hub.issues
    proposal = hub.proposals.pop()
    asked.office.git.git("--git-dir", str(hub.bare), "branch", "-D", asked.branch)
    asked.office.git.switch("main")
    asked.office.git.git("rm", "-r", "--quiet", "drafts/rancangan")
    asked.office.push({})
    hub.push("main", asked.people["kepala"])
    asked.office.git.git("-C", str(runner), "pull", "--quiet", "origin", "main")
    remind(runner)
    assert (hub.issues[number]["state"], hub.issues[number]["body"]) == (
        "closed", f"{MARK}\n{DONE}",
    )  # fmt: skip
    remind(runner)
    assert hub.issues[number]["state"] == "closed"

    hub.proposals.append(proposal)
    hub.push(asked.branch, asked.people["pengelola"])
    remind(runner)
    assert list(hub.issues) == [number]
    assert hub.issues[number]["state"] == "open"


def test_what_somebody_closed_stays_closed_until_there_is_something_new(
    asked: Play, runner: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    remind(runner)
    (number,) = asked.hub.issues
    asked.hub.issues[number]["state"] = "closed"
    capsys.readouterr()
    remind(runner)
    assert asked.hub.issues[number]["state"] == "closed"
    assert "ditutup orang" in capsys.readouterr().out

    asked.do({"langkah": "nilai", "oleh": "kepala", "nilai": "CHANGES_REQUESTED"})
    remind(runner)
    assert asked.hub.issues[number]["state"] == "open"
    assert len(asked.hub.issues) == 1


def test_an_issue_of_somebody_else_is_left_alone(asked: Play, runner: Path) -> None:
    mine = asked.hub.fill(asked.office.people["pengelola"], f"{MARK}\nmilik saya")
    remind(runner)
    assert asked.hub.issues[mine]["body"] == f"{MARK}\nmilik saya"
    assert len(asked.hub.issues) == 2


def test_a_forge_that_does_not_answer_is_told(
    asked: Play, runner: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked.hub.faults = [401] * 9
    assert main(["-C", str(runner), *WORDS]) == 2
    assert "GITHUB_TOKEN" in capsys.readouterr().err
    assert asked.hub.issues == {}
