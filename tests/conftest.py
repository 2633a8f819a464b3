"""What all tests share: no configuration and no clock of this machine leaks in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from jdih.publication.live import served
from jdih.website.site import Manifest
from tests import publishing
from tests.website import showcase


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give every test an empty home, so that no user's Git configuration is read."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / ".config"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_AUTHOR_DATE"):
        monkeypatch.delenv(name, raising=False)
    return home


@pytest.fixture(scope="session")
def prepared_office(tmp_path_factory: pytest.TempPathFactory) -> publishing.Office:
    """The example office as it stands before its first item; copy it, do not change it."""
    return publishing.prepare(tmp_path_factory.mktemp("kantor"))


@pytest.fixture(scope="session")
def published_office(
    prepared_office: publishing.Office, tmp_path_factory: pytest.TempPathFactory
) -> publishing.Office:
    """The same with its imported content published and recorded, and one approved item."""
    office = publishing.fresh(prepared_office, tmp_path_factory.mktemp("terbit") / "kantor")
    office.bring()
    office.publish()
    return office


@pytest.fixture
def begun(prepared_office: publishing.Office, tmp_path: Path) -> publishing.Office:
    """The office that has begun and published nothing yet, in a repository of this test's own."""
    return publishing.fresh(prepared_office, tmp_path / "kantor")


@pytest.fixture
def office(published_office: publishing.Office, tmp_path: Path) -> publishing.Office:
    """The office with one item published, in a repository of this test's own."""
    return publishing.fresh(published_office, tmp_path / "kantor")


@pytest.fixture(scope="session")
def peraga(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Manifest]:
    """The site with every kind of page: the folder to serve, and what was written."""
    return showcase.built(tmp_path_factory.mktemp("peraga"))


@pytest.fixture(scope="session")
def peraga_url(peraga: tuple[Path, Manifest]) -> Iterator[str]:
    """Where that site is served on this machine, under a sub-path."""
    with served(peraga[0]) as address:
        yield address + showcase.BASE


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> publishing.Example:
    """What ``jdih demo`` made and said, once a session; look, do not change it."""
    return publishing.perform(tmp_path_factory.mktemp("peragaan"))
