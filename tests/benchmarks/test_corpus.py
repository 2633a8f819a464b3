from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.corpus import CYCLE, MOST, documents, freeze, git, lay
from jdih.model.document import Kind
from jdih.model.finding import Severity
from jdih.model.verdict import State
from jdih.publication.state import read_state
from jdih.repository.git import Repository
from jdih.rules.engine import Checked, check_tree

COUNT = 2 * len(CYCLE)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bench") / "office"
    lay(folder, COUNT)
    return folder


@pytest.fixture(scope="module")
def checked(office: Path) -> Checked:
    return check_tree(Repository.open(office).work_tree())


def test_the_office_has_no_errors(checked: Checked) -> None:
    errors = [finding for finding in checked.findings if finding.severity is Severity.ERROR]
    assert [finding.as_text() for finding in errors] == []


def test_there_are_as_many_documents_as_asked_beside_the_sample(
    checked: Checked, tmp_path: Path
) -> None:
    lay(tmp_path / "empty", 0)
    sample = check_tree(Repository.open(tmp_path / "empty").work_tree())
    plans = {plan.path for plan in checked.corpus.of(Kind.PLAN)}
    added = {document.path for document in checked.corpus.documents} - {
        document.path for document in sample.corpus.documents
    }
    assert len(added - plans) == COUNT


def test_every_kind_is_there_with_relations_and_pictures(checked: Checked) -> None:
    generated = checked.corpus.documents
    kinds = {document.kind for document in generated}
    assert kinds >= {Kind.ITEM, Kind.REGULATION, Kind.MONOGRAPH, Kind.ARTICLE, Kind.RULING}
    acts = checked.corpus.of(Kind.REGULATION)
    assert any(act.header.mapping("hubungan").entries for act in acts)
    invented = [item for item in checked.corpus.of(Kind.ITEM) if item.slug.startswith("contoh-")]
    assert {item.header.text("sop") for item in invented} == {"kpu-2-2021", "mk-170-2022"}
    assert all(item.pictures and item.captions for item in invented)


def test_bodies_have_about_480_words() -> None:
    bodies = [
        data.decode().split("\n---\n", 1)[1]
        for files in documents(100)
        for path, data in files.items()
        if path.endswith("/index.md")
    ]
    mean = sum(len(body.split()) for body in bodies) / len(bodies)
    assert 450 <= mean <= 510


def test_the_same_seed_makes_the_same_commit(office: Path, tmp_path: Path) -> None:
    assert lay(tmp_path / "again", COUNT) == git(office, "rev-parse", "HEAD")
    assert lay(tmp_path / "other", COUNT, seed=1) != git(office, "rev-parse", "HEAD")


def test_a_small_office_is_the_beginning_of_a_large_one() -> None:
    assert list(documents(COUNT))[:7] == list(documents(7))


def test_the_work_tree_is_what_was_committed(office: Path) -> None:
    assert git(office, "status", "--porcelain") == ""
    assert git(office, "rev-list", "--count", "HEAD") == str(COUNT + 1)


def test_a_frozen_office_is_imported_whole(tmp_path: Path) -> None:
    folder = tmp_path / "office"
    lay(folder, len(CYCLE))
    commit = freeze(folder)
    state = read_state(Repository.open(folder))
    assert state.commit == commit
    assert {verdict.state for verdict in state.verdicts.values()} == {State.IMPORTED}


@pytest.mark.parametrize("count", [-1, MOST + 1])
def test_there_are_bounds(count: int) -> None:
    with pytest.raises(ValueError, match=f"0 to {MOST} documents"):
        next(documents(count))
