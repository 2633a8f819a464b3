"""Every job that does work, played twice on one event, with what its tokens may do and no more.

A job begins anew in a fresh clone, as after "Re-run jobs"; the second time changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from jdih.reading.form import INCIDENT, NUMBERS
from tests import test_workflows
from tests.forge import locks, test_races
from tests.forge.actions import rerun
from tests.forge.contract import PATHS, place
from tests.forge.hub import Hub
from tests.forge.jobs import Run
from tests.forge.pages import hosted
from tests.forge.permissions import ONLY_APPS, lacking, need, superfluous
from tests.forge.play import Play, opened
from tests.forge.stage import Stage
from tests.publishing import ITEM, Office
from tests.reading.test_form import ANSWERS, written
from tests.test_workflows import FOLDER, WORKFLOWS, form, read, said

DRAFT = "drafts/cara-mencari"

Begun = tuple[str, Any]
"""An event, and what GitHub tells of it."""


@dataclass
class World:
    """The small office on GitHub, and what its workflows run in."""

    office: Office
    stage: Stage

    @property
    def hub(self) -> Hub:
        return self.stage.hub

    def fill(self, text: str, label: str) -> Begun:
        """Let the clerk fill in a form."""
        return "issues", form(self.hub.fill(self.office.people["pengelola"], text), label)


@pytest.fixture
def world(outside: tuple[Office, Hub], tmp_path: Path) -> Iterator[World]:
    office, hub = outside
    with hosted(tmp_path / "pages") as pages:
        yield World(office, Stage(hub, pages, tmp_path))


def _form(world: World) -> Begun:
    return world.fill(written({**ANSWERS, "sop": "uji-1"}), "disposisi")


def _proposal(world: World) -> Begun:
    """Let a form be opened: what is said under it counts as well."""
    assert world.stage.run("disposisi", *_form(world)).result == "success"
    return "workflow_dispatch", {}


def _ready(world: World) -> Begun:
    opened(world.office, world.hub, folder=DRAFT)
    return "workflow_dispatch", {}


def _command(world: World) -> Begun:
    _ready(world)
    return said(world.hub.remark(world.office.people["pengelola"], 1, "/ajukan"), "/ajukan")


def _incident(world: World) -> Begun:
    """State something after the settings were changed, so that their approval is asked for."""
    play = Play(world.office, world.hub)
    play.do({"langkah": "atur", "ganti": [["nama: Unit", "nama: Kantor"]]})
    told = {"platform": "x", "alamat": "https://x.com/jdih/status/1", "keterangan": "Bukan kami."}
    return world.fill(written(told, INCIDENT), "insiden")


def _numbers(world: World) -> Begun:
    told = {"bulan": "2026-11", "platform": "x", "pengikut_akhir": "12,9 rb"}
    return world.fill(written(told, NUMBERS), "insight")


def _morning(world: World) -> Begun:
    opened(world.office, world.hub)
    return "schedule", {}


def _month(_: World) -> Begun:
    return "workflow_dispatch", {"inputs": {"bulan": "2026-11"}}


def _settings(world: World) -> Begun:
    """Set everything up, but let GitHub refuse what a job's own token can never see."""
    locks.lock(world.office, world.hub)
    world.hub.push("main", world.office.people["pengelola"])
    world.hub.refused = {where for where, name in _asked() if name in ONLY_APPS}
    assert "/keys" in world.hub.refused
    return "workflow_dispatch", {}


def _asked() -> Iterator[tuple[str, str]]:
    for path in PATHS:
        where, _ = place(path)
        told = need(where, writes=False, of_pull=False)
        yield where, told[0] if told else ""


def _pull(world: World) -> Begun:
    opened(world.office, world.hub)
    return "pull_request", {"action": "opened", "pull_request": {"number": 1}}


PLAYED: dict[tuple[str, str], Callable[[World], Begun]] = {
    ("ajukan", "ajukan"): _ready,
    ("catat", "catat"): _incident,
    ("disposisi", "disposisi"): _form,
    ("ingatkan", "ingatkan"): _morning,
    ("insight", "insight"): _numbers,
    ("laporan", "laporan"): _month,
    ("pengaturan", "pengaturan"): _settings,
    ("periksa", "periksa"): _pull,
    ("perintah", "perintah"): _command,
    ("persetujuan", "persetujuan"): _proposal,
}
ELSEWHERE: dict[tuple[str, str], Callable[..., None]] = {
    ("langkah", "jalan"): test_races.test_every_job_once_more,
    ("bagian", "bangun"): test_workflows.test_machines_that_share_a_site_build_its_very_bytes,
    ("bagian", "gabung"): test_workflows.test_machines_that_share_a_site_build_its_very_bytes,
}
"""Jobs that are played turn after turn; `tests.forge.test_races` looks at their permissions too,
and what shares a site asks GitHub for nothing."""
BEYOND = {"pengaturan": ["App: administration: read"]}
"""What only an App can be granted, and what is left out where there is none."""


def working() -> set[tuple[str, str]]:
    """Return every job, by its workflow, that runs our program."""
    jobs = ((path.stem, *one) for path in WORKFLOWS for one in read(path)["jobs"].items())
    return {(workflow, name) for workflow, name, job in jobs if "/jdih " in str(job)}


def left(run: Run) -> list[tuple[str, int | None, object]]:
    """Return with what each step ended, and what it handed on."""
    jobs = run.jobs.values()
    return [(step.name, step.code, step.outputs) for job in jobs for step in job.steps]


def test_every_job_that_does_work_is_played_twice() -> None:
    assert working() == PLAYED.keys() | ELSEWHERE.keys()


def test_whoever_calls_a_workflow_grants_what_its_jobs_are_granted() -> None:
    for path in WORKFLOWS:
        for job in read(path)["jobs"].values():
            if "uses" in job:
                called = read(FOLDER / Path(job["uses"]).name)["jobs"].values()
                assert job["permissions"] == {k: v for one in called
                                              for k, v in one["permissions"].items()}  # fmt: skip


@pytest.mark.parametrize(("workflow", "job"), PLAYED, ids=[name for name, _ in PLAYED])
def test_a_second_time_changes_nothing(world: World, workflow: str, job: str) -> None:
    hub = world.hub
    begun = PLAYED[workflow, job](world)
    before = hub.standing()
    hub.notice()
    hub.needs.clear()
    run = world.stage.run(workflow, *begun)
    assert run.result == "success", run.jobs[job].steps[-1].output
    hub.notice()
    if workflow == "periksa":
        place = world.stage.folder / f"klon-{world.stage.clones}"
        assert (place / ITEM).is_file(), "what is proposed is checked, not the main branch"
    once, needs, artifacts = hub.standing(), set(hub.needs), world.stage.artifacts[:]
    if workflow not in {"pengaturan", "periksa"}:
        assert once != before, "a job that changes nothing the first time shows nothing here"

    again = rerun(run, job)
    assert left(again) == left(run)
    assert hub.standing() == once
    assert world.stage.artifacts == artifacts * 2

    told = read(FOLDER / f"{workflow}.yml")["jobs"][job]
    assert lacking(told, needs) == []
    assert superfluous(told, needs) == BEYOND.get(workflow, [])
