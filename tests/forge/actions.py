"""GitHub Actions for tests: plays one run of a workflow file in a folder, job after job.

Conditions and expressions are evaluated by GitHub's own engine, commands run for real, and what
the workflow `uses` is played by stand-ins.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.forge.expressions import Contexts, engine
from tests.forge.jobs import Run
from tests.forge.machine import NotPlayed, StandIn
from tests.forge.plan import Plan, Settings, trigger


def play(
    path: Path,
    event: str,
    payload: Mapping[str, Any],
    place: Path,
    *,
    settings: Settings | None = None,
    stand_ins: Mapping[str, StandIn] | None = None,
    github: Mapping[str, str] | None = None,
) -> Run:
    """Play the run that `event` starts of the workflow at `path`, in the folder `place`.

    A stand-in is known by the name of its action without ``@…``, or by the command it stands
    for; `github` is what the context of that name holds besides or instead. Raises Refused where
    GitHub would not read the file, and NotPlayed where it asks for what is not played here.
    """
    with engine() as asked:
        workflow = asked.parse(path)
        told, action = trigger(workflow, event), payload.get("action")
        # Branches and paths are not looked at.
        if told is None or (action and action not in told.get("types", [action])):
            raise NotPlayed(f"{event} {action or ''} does not start {path.name}")
        known = {**_github(workflow, event, payload, place), **(github or {})}
        known["ref_name"] = known["ref"].removeprefix("refs/heads/").removeprefix("refs/pull/")
        asked_for = told.get("inputs", {}).items()
        preset = {key: one["default"] for key, one in asked_for if "default" in one}
        inputs = {**preset, **(payload.get("inputs") or {})}
        played = {**OURS, **(stand_ins or {})}
        plan = Plan(path, workflow, known, inputs, settings or Settings(), played)
        return Run(plan).finished(asked, {})


def rerun(run: Run, *jobs: str) -> Run:
    """Run `jobs`, or all that failed, once more, and those that need them; the rest stays."""
    assert run.jobs.keys() >= set(jobs)
    github = {**run.plan.github, "run_attempt": str(run.attempt + 1)}
    with engine() as asked:
        return Run(replace(run.plan, github=github), run.kept(jobs)).finished(asked, run.jobs)


def _github(
    workflow: Mapping[str, Any], event: str, payload: Mapping[str, Any], place: Path
) -> dict[str, Any]:
    proposal = payload.get("pull_request", {}).get("number")
    head = ["git", "-C", str(place), "rev-parse", "--verify", "--quiet", "HEAD"]
    tip = subprocess.run(head, check=False, capture_output=True, text=True)
    return {
        "event": dict(payload),
        "event_name": event,
        "ref": f"refs/pull/{proposal}/merge" if proposal else "refs/heads/main",
        "sha": tip.stdout.strip(),
        "repository": "unit/jdih",
        "run_id": "1",
        "run_number": "1",
        "run_attempt": "1",
        "actor": "pengelola",
        "workflow": workflow.get("name", ""),
        "workspace": str(place),
        "server_url": "https://github.com",
        "api_url": "http://127.0.0.1:9",  # nobody listens: a test that forgets its hub goes nowhere
        "token": "ghs_job",
    }


def nothing(_: Mapping[str, str], __: Contexts) -> None:
    """Stand in for what the folder of a run has already."""


def installed(_: Mapping[str, str], contexts: Contexts) -> None:
    """Put our program where ``.ci/venv.sh`` would."""
    program = Path(contexts["github"]["workspace"]) / ".venv" / "bin" / "jdih"
    program.parent.mkdir(parents=True, exist_ok=True)
    if not program.exists():
        program.symlink_to(Path(sys.executable).parent / "jdih")


OURS: Mapping[str, StandIn] = {
    "actions/checkout": nothing,
    "actions/setup-python": nothing,
    "sh .ci/venv.sh": installed,
}
"""What stands in for the steps that only prepare a machine."""
