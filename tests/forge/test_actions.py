"""Our runner of workflows does what GitHub documents, example by example.

An example is a workflow; its lines ``#:`` say how it is run and what becomes of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.forge.actions import play, rerun
from tests.forge.expressions import Contexts, Refused
from tests.forge.jobs import Job
from tests.forge.machine import Cancelled, Failed, NotPlayed, Step
from tests.forge.plan import Environment, Settings
from tests.trees import EXAMPLES

CASES = sorted(path for path in (EXAMPLES / "actions").glob("*.yml") if "#: " in path.read_text())
"""Not those that are only called by others."""


def told(path: Path) -> dict[str, Any]:
    """Return how an example is run and what is expected."""
    lines = path.read_text(encoding="utf-8").splitlines()
    said: dict[str, Any] = yaml.safe_load(
        "\n".join(line[3:] for line in lines if line.startswith("#: "))
    )
    return said


def gives(inputs: Mapping[str, str], _: Contexts) -> Mapping[str, str]:
    return inputs


def fails(inputs: Mapping[str, str], _: Contexts) -> None:
    raise Failed(inputs["karena"])


def cancels(_: Mapping[str, str], __: Contexts) -> None:
    raise Cancelled


STAND_INS = {"uji/beri": gives, "uji/gagal": fails, "uji/batal": cancels}


def settings(said: dict[str, Any]) -> Settings:
    environments = {
        name: Environment(**{**one, "branches": tuple(one.get("branches", ()))})
        for name, one in said.get("environments", {}).items()
    }
    return Settings(**{**said, "environments": environments})


def word(step: Step, like: str) -> str:
    """Say what became of a step, with what it printed where `like` does."""
    said = step.outcome
    if step.conclusion != step.outcome:
        said += f" but {step.conclusion}"
    return f"{said}: {step.output.strip()}" if ": " in like else said


def seen(job: Job, expected: Any) -> Any:
    """Return of a job what an expectation speaks of."""
    if not isinstance(expected, dict):
        return job.result
    words = expected.get("steps", {})
    calls = expected.get("called", {})
    inner = job.called.jobs if job.called else {}
    whole = {
        **vars(job),
        "called": {name: seen(one, calls.get(name)) for name, one in inner.items()},
        "outputs": dict(job.outputs),
        "summary": "".join(step.summary for step in job.steps),
        "steps": {step.id: word(step, words.get(step.id, "")) for step in job.steps if step.id},
    }
    return {key: whole[key] for key in expected}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_workflow_runs_as_github_documents(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", "from outside")
    case = told(path)

    def outcome() -> tuple[Any, str]:
        run = play(
            path,
            case.get("event", "workflow_dispatch"),
            case.get("payload", {}),
            tmp_path,
            settings=settings(case.get("settings", {})),
            stand_ins=STAND_INS,
            github=case.get("github"),
        )
        for jobs in case.get("reruns", ()):
            run = rerun(run, *jobs)
        expected = case["expected"]
        return {name: seen(job, expected[name]) for name, job in run.jobs.items()}, run.result

    for key, error in (("refused", Refused), ("not-played", NotPlayed)):
        if key in case:
            with pytest.raises(error, match=case[key]):
                outcome()
            return
    jobs, result = outcome()
    assert jobs == case["expected"]
    assert result == case.get("result", result)
