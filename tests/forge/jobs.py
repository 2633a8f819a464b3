"""A run's jobs: whether each may run, on a machine or as a call, and what it hands on."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from tests.forge.expressions import Contexts, Engine, Refused
from tests.forge.machine import Machine, NotPlayed, Step
from tests.forge.plan import Environment, Plan, trigger

_KEYS = {"name", "needs", "if", "runs-on", "permissions", "environment", "concurrency", "outputs",
         "env", "defaults", "steps", "timeout-minutes", "continue-on-error",
         "uses", "with", "secrets"}  # fmt: skip
_NO_VALUE = {"number": 0, "boolean": False, "string": ""}


@dataclass(frozen=True)
class Job:
    """What became of a job: `outcome` is before `continue-on-error`, `result` what others see.

    `attempt` is the one that it last ran in; `said` is why it could not begin or end; `called` is
    the run of the workflow that it calls.
    """

    id: str
    attempt: int
    outcome: str
    result: str
    steps: tuple[Step, ...] = ()
    outputs: Mapping[str, str] = field(default_factory=dict)
    url: str = ""
    said: str = ""
    called: Run | None = None

    def step(self, name: str) -> Step:
        """Return the step of this id or name."""
        return next(step for step in self.steps if name in {step.id, step.name})


@dataclass(frozen=True)
class Run:
    """A run of a workflow: what it does, and what became of its `jobs`, by id."""

    plan: Plan
    jobs: Mapping[str, Job] = field(default_factory=dict)

    @property
    def attempt(self) -> int:
        """`github.run_attempt`, from 1."""
        return int(self.plan.github["run_attempt"])

    @property
    def result(self) -> str:
        """What the run is marked with."""
        results = {job.result for job in self.jobs.values()}
        return next((one for one in ("cancelled", "failure") if one in results), "success")

    def kept(self, jobs: Iterable[str] = ()) -> dict[str, Job]:
        """Return what stays when `jobs`, or all that failed, and what needs them, run again."""
        failed = (job.id for job in self.jobs.values() if job.outcome in {"failure", "cancelled"})
        again = set(jobs or failed)
        return {
            name: job
            for name, job in self.jobs.items()
            if again.isdisjoint({name, *self.plan.ancestors(name)})
        }

    def finished(self, engine: Engine, before: Mapping[str, Job]) -> Run:
        """Play the jobs that are not there yet; `before` are those of the last attempt."""
        done = dict(self.jobs)
        while missing := [name for name in self.plan.workflow["jobs"] if name not in done]:
            ready = next(name for name in missing if done.keys() >= set(self.plan.needs(name)))
            with tempfile.TemporaryDirectory() as temp:
                turn = _Turn(self.plan, engine, done, Path(temp), ready, before.get(ready))
                done[ready] = turn.take()
        return replace(self, jobs={name: done[name] for name in self.plan.workflow["jobs"]})


@dataclass(frozen=True)
class _Turn:
    """A job's turn: `done` are the jobs before it, `temp` an empty folder.

    `before` is what became of it in the last attempt.
    """

    plan: Plan
    engine: Engine
    done: Mapping[str, Job]
    temp: Path
    name: str
    before: Job | None

    def take(self) -> Job:
        """Run the job if its condition holds."""
        if unknown := self._told.keys() - _KEYS:
            raise NotPlayed(f"{sorted(unknown)} of the job {self.name}")
        job = Job(self.name, int(self.plan.github["run_attempt"]), "skipped", "skipped")
        contexts = self._contexts()
        try:
            if self.engine.holds(self._told.get("if", "success()"), contexts):
                go = self._call if "uses" in self._told else self._placed
                job = go(job, contexts)
            return self._forgiven(job, contexts)
        except Refused as error:
            return replace(job, outcome="failure", result="failure", said=str(error))

    @property
    def _told(self) -> Mapping[str, Any]:
        told: Mapping[str, Any] = self.plan.workflow["jobs"][self.name]
        return told

    def _contexts(self) -> Contexts:
        """Return what is known before the job has a machine."""
        return {
            "github": {**self.plan.github, "job": self.name},
            "vars": dict(self.plan.settings.vars),
            "inputs": dict(self.plan.inputs),
            "needs": _results(self.done[name] for name in self.plan.needs(self.name)),
            "job": {"status": self._status()},
        }

    def _status(self) -> str:
        """Return what `success()` and its like answer before the job: all its ancestors count."""
        if any(job.result == "cancelled" for job in self.done.values()):
            return "cancelled"
        before = {self.done[name].result for name in self.plan.ancestors(self.name)}
        return next((one for one in ("failure", "skipped") if one in before), "success")

    def _call(self, job: Job, contexts: Contexts) -> Job:
        """Play the workflow that the job calls; what failed in it before is all that runs again."""
        path = self.plan.path.with_name(Path(self._told["uses"]).name)
        workflow = self.engine.parse(path)
        asked = trigger(workflow, "workflow_call") or {}
        plan = replace(
            self.plan,
            path=path,
            workflow=workflow,
            inputs=self._given(asked.get("inputs", {}), contexts),
            handed=self._handed(contexts),
        )
        old = self.before.called if self.before else None
        kept = old.kept() if old and old.result != "success" else {}
        run = Run(plan, kept).finished(self.engine, old.jobs if old else {})
        values = {name: one["value"] for name, one in asked.get("outputs", {}).items()}
        inside = {**contexts, "inputs": plan.inputs, "jobs": _results(run.jobs.values())}
        outputs = self.engine.texts(values, inside)
        return replace(job, outcome=run.result, outputs=outputs, called=run)

    def _given(self, asked: Mapping[str, Any], contexts: Contexts) -> dict[str, Any]:
        given = self.engine.texts(self._told.get("with", {}), contexts)
        return {
            name: json.loads(given[name])
            if name in given and one["type"] != "string"
            else given.get(name, one.get("default", _NO_VALUE[one["type"]]))
            for name, one in asked.items()
        }

    def _handed(self, contexts: Contexts) -> Mapping[str, str] | None:
        told = self._told.get("secrets", {})
        if told == "inherit":
            return self.plan.handed
        mine = {**contexts, "secrets": self.plan.secrets(Environment())}
        return self.engine.texts(told, mine)

    def _placed(self, job: Job, contexts: Contexts) -> Job:
        """Ask the job's environment, if it names one, and give it what that holds."""
        told = self._told.get("environment", "")
        place = told if isinstance(told, dict) and "name" in told else {"name": told}
        name = self.engine.text(place["name"], contexts)
        environment = self.plan.settings.environments.get(name, Environment())
        if name and not environment.admits(self.plan.github["ref"]):
            said = f"{self.plan.github['ref']} is not allowed to deploy to {name}"
            return replace(job, outcome="failure", said=said)
        return self._worked(job, self._with_keys(contexts, environment), place.get("url", ""))

    def _with_keys(self, contexts: Contexts, environment: Environment) -> Contexts:
        event = self.temp / "event.json"
        event.write_text(json.dumps(self.plan.github["event"]), encoding="utf-8")
        return {
            **contexts,
            "github": {**contexts["github"], "event_path": str(event)},
            "vars": {**self.plan.settings.vars, **environment.vars},
            "secrets": self.plan.secrets(environment),
            "steps": {},
            "env": {},
            "job": {"status": "success"},
            "runner": {"os": "Linux", "temp": str(self.temp)},
        }

    def _worked(self, job: Job, contexts: Contexts, url: Any) -> Job:
        env: dict[str, str] = {}
        preset: dict[str, Any] = {}
        for told in (self.plan.workflow, self._told):
            env |= self.engine.texts(told.get("env", {}), contexts)
            preset |= told.get("defaults", {}).get("run", {})
        # An action of ours is looked for beside the folder of the workflows.
        actions = self.plan.path.parent.parent / "actions"
        stand_ins = self.plan.stand_ins
        machine = Machine(self.engine, contexts, env, stand_ins, preset, self.temp, actions)
        steps = tuple(machine.run(told) for told in self._told["steps"])
        contexts["env"] = machine.env
        outputs = self.engine.texts(self._told.get("outputs", {}), contexts)
        return replace(
            job,
            outcome=contexts["job"]["status"],
            steps=steps,
            outputs=dict(_without(contexts["secrets"].values(), outputs)),
            url=self.engine.text(url, contexts),
        )

    def _forgiven(self, job: Job, contexts: Contexts) -> Job:
        forgives = self.engine.text(self._told.get("continue-on-error", False), contexts) == "true"
        forgiven = forgives and job.outcome == "failure"
        return replace(job, result="success" if forgiven else job.outcome)


def _results(jobs: Iterable[Job]) -> dict[str, Any]:
    """Return what other jobs see of `jobs`."""
    return {job.id: {"result": job.result, "outputs": dict(job.outputs)} for job in jobs}


def _without(secrets: Iterable[str], outputs: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Leave out what may hold a secret: GitHub does not hand it to other jobs."""
    hidden = [secret for secret in secrets if secret]
    for name, value in outputs.items():
        if not any(secret in value for secret in hidden):
            yield name, value
