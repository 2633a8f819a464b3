"""Who does the work, and small repositories to do it on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import gitrepo
from tests.torture.crew import Crew, hired


@pytest.fixture(scope="session")
def crew(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crew]:
    """A process that forks for each order."""
    with hired(tmp_path_factory.mktemp("regu") / "kerja") as found:
        yield found


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """A repository with one commit, whose register is empty."""
    path = gitrepo.make_repo(tmp_path / "kantor")
    gitrepo.commit(path, {"content/index.md": "one\n"})
    return path


@pytest.fixture
def remote(tmp_path: Path) -> Path:
    """An empty repository elsewhere."""
    gitrepo.git(tmp_path, "init", "--quiet", "--bare", "asal.git")
    return tmp_path / "asal.git"
