"""What a run of a workflow is about to do, and what the repository's settings let its jobs see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.forge.machine import StandIn


@dataclass(frozen=True)
class Environment:
    """What an environment holds, and the branches that may use it (none named: any)."""

    secrets: Mapping[str, str] = field(default_factory=dict)
    vars: Mapping[str, str] = field(default_factory=dict)
    branches: tuple[str, ...] = ()

    def admits(self, ref: str) -> bool:
        """Return whether a run of `ref` may have it."""
        return not self.branches or ref in {f"refs/heads/{branch}" for branch in self.branches}


@dataclass(frozen=True)
class Settings:
    """What the repository's settings hold for its workflows."""

    secrets: Mapping[str, str] = field(default_factory=dict)
    vars: Mapping[str, str] = field(default_factory=dict)
    environments: Mapping[str, Environment] = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """A workflow, read from `path`, and what it is run with.

    `github` and `inputs` are the contexts of that name. `handed` are the secrets that a calling
    workflow hands on; None where all are there: nobody called, or with ``secrets: inherit``.
    """

    path: Path
    workflow: Mapping[str, Any]
    github: Mapping[str, Any]
    inputs: Mapping[str, Any]
    settings: Settings
    stand_ins: Mapping[str, StandIn]
    handed: Mapping[str, str] | None = None

    def needs(self, name: str) -> list[str]:
        """Return the jobs that a job needs."""
        told: str | list[str] = self.workflow["jobs"][name].get("needs", [])
        return [told] if isinstance(told, str) else told

    def ancestors(self, name: str) -> Iterator[str]:
        """Yield those, and all that they need."""
        for one in self.needs(name):
            yield one
            yield from self.ancestors(one)

    def secrets(self, environment: Environment) -> dict[str, str]:
        """Return what the context `secrets` holds in a job that has `environment`.

        A called workflow sees no secret whose name it was not handed, not even one of an
        environment that its own job names (actions/runner#1490 and #4453).
        """
        token = {"GITHUB_TOKEN": self.github["token"]}
        if self.handed is None:
            return {**token, **self.settings.secrets, **environment.secrets}
        named = {name: environment.secrets.get(name, own) for name, own in self.handed.items()}
        return {**token, **named}


def trigger(workflow: Mapping[str, Any], event: str) -> dict[str, Any] | None:
    """Return what a workflow says of an event under `on`; None where that does not start it."""
    triggers = workflow["on"]
    if event not in ([triggers] if isinstance(triggers, str) else triggers):
        return None
    told = triggers[event] if isinstance(triggers, dict) else None
    return told if isinstance(told, dict) else {}
