"""What all tests share: no configuration and no clock of this machine leaks in."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from jdih.publication.live import served
from jdih.website.site import Manifest
from tests import months, publishing
from tests.forge import locks, play
from tests.forge.contract import prism
from tests.forge.hub import NAME, TOKEN, Desk, Hub
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


@pytest.fixture(scope="module")
def own_loop() -> Iterator[None]:
    """Hide the event loop of a browser that an earlier test of this worker has left open.

    Code that starts a loop of its own (pyHanko's) cannot run beside it. Not for a module that uses
    the browser itself.
    """
    sleeping = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(sleeping)


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


@pytest.fixture(scope="session")
def three_months(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository of the office whose three months are an example; copy it."""
    root = tmp_path_factory.mktemp("bulan") / "kantor"
    months.play(root)
    return root


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


@pytest.fixture(scope="session")
def github_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, str]]:
    """What answers, and Prism's address before it."""
    desk = Desk()
    with (
        desk.served() as upstream,
        prism(upstream, tmp_path_factory.mktemp("prism")) as address,
    ):
        yield desk, address


@pytest.fixture
def hub(begun: publishing.Office, github_desk: tuple[Desk, str]) -> Hub:
    """A GitHub that holds the office's repository."""
    hub = Hub(begun.git)
    github_desk[0].hub = hub
    return hub


@pytest.fixture
def outside(
    begun: publishing.Office,
    hub: Hub,
    github_desk: tuple[Desk, str],
    monkeypatch: pytest.MonkeyPatch,
) -> tuple[publishing.Office, Hub]:
    """The office as Actions finds it: what the environment says of the repository on GitHub."""
    monkeypatch.setenv("GITHUB_REPOSITORY", NAME)
    monkeypatch.setenv("GITHUB_TOKEN", TOKEN)
    monkeypatch.setenv("GITHUB_API_URL", github_desk[1])
    return begun, hub


@pytest.fixture
def locked(outside: tuple[publishing.Office, Hub]) -> tuple[publishing.Office, Hub]:
    """The office on GitHub, set up as it should be."""
    locks.lock(*outside)
    return outside


@pytest.fixture
def runner(outside: tuple[publishing.Office, Hub], tmp_path: Path) -> Path:
    """A clone of the office on GitHub as a workflow has it."""
    return play.checked_out(*outside, tmp_path / "klon")


@pytest.fixture
def bot(runner: Path, begun: publishing.Office) -> Path:
    """The same, under the name that a bot commits by."""
    for key, value in (("name", "alur"), ("email", "41+alur[bot]@users.noreply.github.com")):
        begun.git.git("-C", str(runner), "config", f"user.{key}", value)
    return runner
