"""`terbit` when things happen at once, halfway, twice, or not at all: nothing lost, nothing twice.

The last step of every case is the hourly run, and after it the register is complete.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from jdih.register.book import PUBLIC, local_book
from jdih.register.chain import Register
from jdih.repository.git import Repository
from tests.forge.actions import rerun
from tests.forge.hub import Hub
from tests.forge.pages import at_home, hosted
from tests.forge.permissions import lacking, superfluous
from tests.forge.play import perform, proposed, steps_of
from tests.forge.stage import Stage
from tests.publishing import ITEM_ID, Office, item
from tests.test_workflows import FOLDER, read

OTHER_ID = "2026-p5t9w"
OTHER = "content/konten/2026/cara-meminta"
TURN = read(FOLDER / "langkah.yml")["jobs"]["jalan"]
"""The job that asks GitHub in every turn."""


@pytest.fixture
def stage(outside: tuple[Office, Hub], tmp_path: Path) -> Iterator[Stage]:
    """The small office with its site on Pages, and one approved item that is not yet published."""
    office, hub = outside
    with hosted(tmp_path / "pages") as pages:
        at_home(office, hub, pages)
        proposed(office, hub)
        yield Stage(hub, pages, tmp_path)


def second(office: Office, hub: Hub) -> None:
    """Bring another item to main, properly approved."""
    files = item("Mintalah.", identity=OTHER_ID, folder=OTHER, title="Cara Meminta Salinan")
    steps = [
        {**step, "folder": OTHER, "berkas": files} if step["langkah"] == "tulis" else step
        for step in steps_of("disetujui")
    ]
    perform(office, hub, steps, branch="kedua")


def register(stage: Stage) -> Register:
    """Read the public register from the hub itself."""
    work = stage.hub.work
    work.git("fetch", "--quiet", str(stage.hub.bare), f"+{PUBLIC}:refs/hub/{PUBLIC}")
    return local_book(Repository.open(work.root), f"refs/hub/{PUBLIC}").read()


def labels(stage: Stage) -> dict[str, tuple[str, ...]]:
    found = register(stage)
    return {identity: found.numbers(identity) for identity in found.by_id}


def complete(stage: Stage, *ids: str) -> None:
    """Say that the hourly run ends well, each of `ids` is recorded once, and its page says so."""
    assert stage.run("terbit", "schedule").result == "success"
    numbers = labels(stage)
    assert stage.run("terbit", "schedule").result == "success"
    assert labels(stage) == numbers, "a run with nothing to do changes nothing"
    for identity in ids:
        assert len(numbers[identity]) == 1
        latest = register(stage).latest(identity)
        assert latest is not None
        page = stage.pages.site / latest.address / "index.html"
        assert latest.label in page.read_text(encoding="utf-8")
    told = [one["issue_url"].rpartition("/")[2] for one in stage.hub.comments]
    assert sorted(told) == sorted(str(number) for number in range(1, len(ids) + 1))
    assert all(issue["state"] == "closed" for issue in stage.hub.issues.values())
    assert lacking(TURN, stage.hub.needs) == []


def test_two_merges_seconds_apart_and_one_run(begun: Office, stage: Stage) -> None:
    second(begun, stage.hub)
    assert stage.run("terbit", "push").result == "success"
    complete(stage, ITEM_ID, OTHER_ID)


def test_a_merge_while_publishing(begun: Office, stage: Stage) -> None:
    stage.meanwhile = [lambda: second(begun, stage.hub)]
    assert stage.run("terbit", "push").result == "success"
    complete(stage, ITEM_ID, OTHER_ID)


def test_a_deployment_that_failed_and_is_live(stage: Stage) -> None:
    stage.moods = ["gagal", "gagal"]
    assert stage.run("terbit", "push").result == "success"
    complete(stage, ITEM_ID)


def test_a_deployment_that_succeeded_and_is_not_live(stage: Stage) -> None:
    stage.moods = ["bohong", "bohong", "bohong"]
    stage.run("terbit", "push")
    assert stage.hub.comments == []
    (issue,) = stage.hub.issues.values()
    assert issue["state"] == "open"
    complete(stage, ITEM_ID)
    assert superfluous(TURN, stage.hub.needs) == [], "all of it is taken where there is trouble"


def test_numbers_that_did_not_get_live(stage: Stage) -> None:
    stage.moods = ["baik", "bohong", "bohong"]
    stage.run("terbit", "push")
    assert ITEM_ID in labels(stage)
    complete(stage, ITEM_ID)


def test_every_job_once_more(stage: Stage) -> None:
    run = stage.run("terbit", "push")
    shown = stage.hub.standing()
    for name in run.jobs:
        assert rerun(run, name).result == "success"
        assert stage.hub.standing() == shown
    complete(stage, ITEM_ID)


def test_a_dropped_run(begun: Office, stage: Stage) -> None:
    # Nothing runs for the first merge; the second one's run brings both.
    second(begun, stage.hub)
    complete(stage, ITEM_ID, OTHER_ID)
