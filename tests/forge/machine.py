"""The machine of one job: runs its steps one after another, as GitHub's runner does."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from tests.forge.expressions import Contexts, Engine, Refused

StandIn = Callable[[Mapping[str, str], Contexts], Mapping[str, str] | None]
"""What takes the place of an action or a command: inputs and contexts in, outputs out.

Raises Failed or Cancelled.
"""

_SHELLS = {
    # A step that names no shell runs without `pipefail`.
    "": ("bash", "-e"),
    "bash": ("bash", "--noprofile", "--norc", "-eo", "pipefail"),
    "sh": ("sh", "-e"),
}
_OURS = "$/.github/actions/"
_INSIDE = ("github", "runner", "env")
"""What an action sees of the job, besides its own inputs, steps and status."""
_FILES = ("output", "env", "path", "step_summary")
_PATIENCE = 600


class Failed(Exception):
    """A stand-in fails its step."""


class Cancelled(Exception):
    """A stand-in lets somebody cancel the run."""


class NotPlayed(AssertionError):
    """A workflow asks for what this runner does not do."""


@dataclass(frozen=True)
class Step:
    """What became of a step: `outcome` is before `continue-on-error`, `conclusion` after it.

    `code` is the exit code of a `run:` step.
    """

    id: str
    name: str
    outcome: str
    conclusion: str
    code: int | None = None
    output: str = ""
    outputs: Mapping[str, str] = field(default_factory=dict)
    summary: str = ""


@dataclass
class Machine:
    """Runs steps in `github.workspace`; `contexts` and `env` change with every step.

    `settings` are the defaults of `run`; `temp` is an empty folder outside the workspace; `actions`
    holds the repository's own composite actions.
    """

    engine: Engine
    contexts: Contexts
    env: dict[str, str]
    stand_ins: Mapping[str, StandIn]
    settings: Mapping[str, str]
    temp: Path
    actions: Path
    path: list[str] = field(default_factory=list)

    def run(self, told: Mapping[str, Any]) -> Step:
        """Run a step if its condition holds."""
        step = Step(told.get("id", ""), str(told.get("name", "")), "skipped", "skipped")
        # In the runner's order: a condition sees the step's own variables, and neither is forgiven.
        try:
            self.contexts["env"] = self.env
            own = self.engine.texts(told.get("env", {}), self.contexts)
            self.contexts["env"] = {**self.env, **own}
            if self.engine.holds(told.get("if", "success()"), self.contexts):
                step = self._forgiven(told, self._done(told, step))
        except Refused as error:
            step = replace(step, outcome="failure", conclusion="failure", output=str(error))
        self._remember(step)
        return step

    def _remember(self, step: Step) -> None:
        status = self.contexts["job"]
        if step.conclusion in {"failure", "cancelled"} and status["status"] != "cancelled":
            status["status"] = step.conclusion
        if step.id:
            self.contexts["steps"][step.id] = {
                "outputs": dict(step.outputs),
                "outcome": step.outcome,
                "conclusion": step.conclusion,
            }

    def _forgiven(self, told: Mapping[str, Any], step: Step) -> Step:
        forgives = self.engine.text(told.get("continue-on-error", False), self.contexts) == "true"
        forgiven = forgives and step.outcome == "failure"
        return replace(step, conclusion="success" if forgiven else step.outcome)

    def _done(self, told: Mapping[str, Any], step: Step) -> Step:
        try:
            step = replace(step, outcome="success", name=self._name(told))
            if str(told.get("uses", "")).startswith(_OURS):
                return self._composed(told, step)
            instead = self._stand_in(told)
            if instead is None:
                return self._commanded(told, step)
            inputs = self.engine.texts(told.get("with", {}), self.contexts)
            return replace(step, outputs=instead(inputs, self.contexts) or {})
        except (Refused, Failed) as error:
            return replace(step, outcome="failure", output=str(error))
        except Cancelled as error:
            return replace(step, outcome="cancelled", output=str(error))

    def _composed(self, told: Mapping[str, Any], step: Step) -> Step:
        """Run the steps of an action of ours; the variables and paths they leave are the job's."""
        name = str(told["uses"]).removeprefix(_OURS)
        action = self.engine.parse(self.actions / name / "action.yml")
        if action["runs"]["using"] != "composite" or "env" in told:
            raise NotPlayed(f"{name}: only a composite action, without variables of its own")
        preset = {key: one.get("default", "") for key, one in action.get("inputs", {}).items()}
        given = {**preset, **told.get("with", {})}
        if unknown := given.keys() - preset.keys():
            raise NotPlayed(f"{name}: {sorted(unknown)} are no inputs of it")
        contexts = {
            **{key: self.contexts[key] for key in _INSIDE},
            "inputs": self.engine.texts(given, self.contexts),
            "steps": {},
            "job": {"status": "success"},
        }
        inner = replace(self, contexts=contexts, settings={})
        steps = [inner.run(one) for one in action["runs"]["steps"]]
        values = {key: one["value"] for key, one in action.get("outputs", {}).items()}
        return replace(
            step,
            outcome=contexts["job"]["status"],
            output="".join(one.output for one in steps),
            outputs=self.engine.texts(values, contexts),
        )

    def _name(self, told: Mapping[str, Any]) -> str:
        told_name = told.get("name", told.get("uses", told.get("run")))
        return str(self.engine.text(told_name, self.contexts))

    def _stand_in(self, told: Mapping[str, Any]) -> StandIn | None:
        if "uses" not in told:
            return self.stand_ins.get(str(told["run"]).strip())
        action = str(told["uses"]).partition("@")[0]
        if action not in self.stand_ins:
            raise NotPlayed(f"{action}: no stand-in was given")
        return self.stand_ins[action]

    def _commanded(self, told: Mapping[str, Any], step: Step) -> Step:
        """Run the command of a step in its shell; what it wrote counts even where it failed."""
        how = {**self.settings, **told}
        shell, folder, script = (
            str(self.engine.text(how.get(key, ""), self.contexts))
            for key in ("shell", "working-directory", "run")
        )
        if shell not in _SHELLS:
            raise NotPlayed(f"shell: {shell}")
        files = {name: self.temp / name for name in _FILES}
        for file in files.values():
            file.write_text("", encoding="utf-8")
        # A file, as on GitHub: a command that reads its input does not read the script.
        (self.temp / "script.sh").write_text(script, encoding="utf-8")
        done = subprocess.run(
            [*_SHELLS[shell], self.temp / "script.sh"],
            cwd=Path(self.contexts["github"]["workspace"]) / folder,
            env=self._variables(files),
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=_PATIENCE,
        )
        said = {name: file.read_text(encoding="utf-8") for name, file in files.items()}
        step = replace(step, code=done.returncode, output=done.stdout, summary=said["step_summary"])
        if done.returncode:
            step = replace(step, outcome="failure")
        return self._listened(step, said)

    def _listened(self, step: Step, said: Mapping[str, str]) -> Step:
        """Take in what a command wrote into the files that GitHub gave it."""
        try:
            self.env |= pairs(said["env"])
            self.path[:0] = filter(None, reversed(said["path"].splitlines()))
            return replace(step, outputs=pairs(said["output"]))
        except ValueError as error:
            return replace(step, outcome="failure", output=f"{step.output}{error}")

    def _variables(self, files: Mapping[str, Path]) -> dict[str, str]:
        """Return the environment of a command: nothing of GitHub's comes from outside.

        The token least of all: a step has one only where its `env` says so.
        """
        outside = {key: value for key, value in os.environ.items() if not _is_github(key)}
        told = self.contexts["github"].items()
        return {
            **outside,
            "PATH": os.pathsep.join([*self.path, outside["PATH"]]),
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "RUNNER_TEMP": str(self.temp),
            **{f"GITHUB_{key.upper()}": value for key, value in told if _is_variable(key)},
            **{f"GITHUB_{name.upper()}": str(file) for name, file in files.items()},
            **self.contexts["env"],
        }


def _is_github(variable: str) -> bool:
    return variable.startswith(("GITHUB_", "RUNNER_", "ACTIONS_"))


def _is_variable(key: str) -> bool:
    return key not in {"token", "event"}


def pairs(text: str) -> dict[str, str]:
    """Read ``name=value`` and ``name<<END`` … ``END``. Raises ValueError."""
    found: dict[str, str] = {}
    lines = iter(text.split("\n"))
    for line in filter(None, lines):
        name, sign, rest = min(
            line.partition("="), line.partition("<<"), key=lambda parts: len(parts[0])
        )
        if not (name and sign) or (sign == "<<" and not rest):
            raise ValueError(f"Invalid format '{line}'")
        found[name] = _until(rest, lines) if sign == "<<" else rest
    return found


def _until(end: str, lines: Iterator[str]) -> str:
    """Return the lines before `end`. Raises ValueError."""
    taken: list[str] = []
    for line in lines:
        if line == end:
            return "\n".join(taken)
        taken.append(line)
    raise ValueError(f"Invalid value. Matching delimiter not found '{end}'")
