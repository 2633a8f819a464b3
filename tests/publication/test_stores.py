"""Whose word the record of a build is."""

from __future__ import annotations

from pathlib import Path

import pytest

from jdih.publication.stores import store_of
from jdih.repository.git import Repository
from tests import gitrepo
from tests.publishing import PAGE, Office


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository.open(gitrepo.make_repo(tmp_path / "klon"))


def key(repository: Repository, secret: str = "") -> bytes:
    store = store_of(repository, repository.root / "build/situs", {"ALUR_REGISTER_KEY": secret})
    assert store is not None
    return store.key


def test_the_key_of_a_clone_stays_and_is_its_own(repository: Repository, tmp_path: Path) -> None:
    first = key(repository)
    assert key(repository) == first
    assert len(first) == 32
    (held,) = (repository.root / ".git/jdih").iterdir()
    assert held.stat().st_mode & 0o077 == 0

    gitrepo.git(tmp_path, "clone", "--quiet", str(repository.root), "lain")
    assert key(Repository.open(tmp_path / "lain")) != first


def test_between_runs_the_key_of_the_register_seals(repository: Repository, tmp_path: Path) -> None:
    gitrepo.git(tmp_path, "clone", "--quiet", str(repository.root), "lain")
    other = Repository.open(tmp_path / "lain")

    assert key(repository, "rahasia") == key(other, "rahasia") != key(other, "rahasia lain")
    assert b"rahasia" not in key(other, "rahasia")
    assert not (other.root / ".git/jdih").exists()


def test_where_no_key_can_be_kept_nothing_is(repository: Repository) -> None:
    (repository.root / ".git/jdih").write_text("bukan folder")
    assert store_of(repository, repository.root / "build/situs", {}) is None


def test_without_git_nothing_is_kept(tmp_path: Path) -> None:
    assert store_of(Repository(tmp_path / "tiada"), tmp_path / "situs", {}) is None


def test_a_publication_leaves_its_record_and_believes_no_altered_page(office: Office) -> None:
    office.publish()
    whole = office.page(PAGE)
    record = office.root / "build/.situs.catatan"
    assert record.is_file()
    (office.root / "build/situs" / PAGE).write_text("<h1>Palsu</h1>")

    office.publish()

    assert office.page(PAGE) == whole
