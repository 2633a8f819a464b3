from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from benchmarks.corpus import CYCLE, git
from benchmarks.merges import lay
from jdih.forge.witness import Nobody
from jdih.model.entry import Event
from jdih.model.unit import Unit
from jdih.model.verdict import State
from jdih.publication.audit.inspection import Question, inspect
from jdih.publication.state import read_state, unit_of
from jdih.register.book import LOCAL, local_book
from jdih.repository.git import Repository

COUNT = len(CYCLE)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bench") / "office"
    lay(folder, COUNT)
    return folder


def test_every_document_came_by_a_merge_and_is_approved(office: Path) -> None:
    state = read_state(Repository.open(office))
    mainline = state.facts.history.mainline
    states = [verdict.state for verdict in state.verdicts.values()]

    # The plan came together with its first item.
    assert states.count(State.APPROVED) == COUNT + 1
    assert set(states) == {State.APPROVED, State.IMPORTED}
    assert [len(commit.parents) for commit in mainline] == [0, 1] + [2] * COUNT


def test_the_register_holds_what_is_registered_and_all_of_it_is_proven(office: Path) -> None:
    book = local_book(Repository.open(office))
    events = [entry.event for entry in book.read().entries]
    steps = [entry for entry in book.read().entries if entry.activities]

    audit = inspect(book, Question(), Nobody(), lambda _: None)

    # A fixed page is no entry.
    assert events.count(Event.PUBLISHED) == COUNT + 1 - CYCLE.count("halaman")
    assert len(steps) == sum(kind.startswith("konten") for kind in CYCLE)
    assert audit.faults == ()
    assert audit.count == len(events)
    assert audit.changes == COUNT + 1


def test_git_itself_finds_every_signature_good(office: Path, tmp_path: Path) -> None:
    signers = tmp_path / "signers"
    unit: Unit = unit_of(Repository.open(office).tree("HEAD"))
    keys = [key for one in unit.offices for holder in one.holders for key in holder.keys]
    signers.write_text("".join(f"* {key}\n" for key in keys), encoding="ascii")
    listed = f"gpg.ssh.allowedSignersFile={signers}"

    told = git(office, "-c", listed, "log", "--first-parent", "--merges", "--format=%G?")

    assert told.split() == ["G"] * COUNT
    subprocess.run(["git", "fsck", "--strict", "--no-dangling"], cwd=office, check=True)


def test_the_same_seed_makes_the_same_history_and_register(office: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    assert lay(again, COUNT) == git(office, "rev-parse", "HEAD")
    assert git(again, "rev-parse", LOCAL) == git(office, "rev-parse", LOCAL)
    assert lay(tmp_path / "other", COUNT, seed=1) != git(office, "rev-parse", "HEAD")


def test_the_work_tree_is_what_was_merged(office: Path) -> None:
    assert git(office, "status", "--porcelain") == ""
    assert git(office, "branch", "--format=%(refname)") == "refs/heads/main"


def test_an_office_without_documents_only_begins(tmp_path: Path) -> None:
    lay(tmp_path / "office", 0)
    assert git(tmp_path / "office", "rev-list", "--count", "HEAD") == "2"
