"""GitHub's own workflow parser and expressions, as one Node process that answers questions."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from tests import audit

Contexts = dict[str, Any]
"""What expressions can see, by name: `github`, `needs`, `steps` …; `job.status` is always there."""


class Refused(Exception):
    """GitHub would not read the workflow, or could not evaluate an expression of it."""


class Engine:
    """Answers for one process; see ``actions.mjs``."""

    def __init__(self, questions: IO[str], answers: IO[str]) -> None:
        self._questions = questions
        self._answers = answers

    def parse(self, path: Path) -> dict[str, Any]:
        """Return a workflow or action with expressions unevaluated and conditions whole."""
        read: dict[str, Any] = self._ask("parse", **_file(path))
        return read

    def lint(self, path: Path) -> list[str]:
        """Return what GitHub's language service finds in either, as ``name:line: why``."""
        found: list[str] = self._ask("lint", **_file(path))
        return found

    def text(self, node: Any, contexts: Contexts) -> Any:
        """Return a part of a workflow with its expressions filled in; every leaf is a string."""
        return self._ask("text", node=node, contexts=contexts)

    def texts(self, node: Mapping[str, Any], contexts: Contexts) -> dict[str, str]:
        """Return the same for a plain mapping: `env`, `with`, `outputs`."""
        filled: dict[str, str] = self.text(node, contexts)
        return filled

    def holds(self, condition: str, contexts: Contexts) -> bool:
        """Return whether an `if` lets its job or step run."""
        return bool(self._ask("holds", node=condition, contexts=contexts))

    def _ask(self, do: str, **asked: Any) -> Any:
        self._questions.write(json.dumps({"do": do, **asked}) + "\n")
        self._questions.flush()
        line = self._answers.readline()
        assert line, "Node ended, and says above why"
        answer = json.loads(line)
        if "error" in answer:
            raise Refused(answer["error"])
        return answer["value"]


def _file(path: Path) -> dict[str, str]:
    text = path.read_text(encoding="utf-8")
    return {"name": path.name, "folder": str(path.parent.resolve()), "text": text}


@contextmanager
def engine() -> Iterator[Engine]:
    """Start Node; the packages are looked for from where they are installed."""
    audit.required()
    program = Path(__file__).with_name("actions.mjs").read_text(encoding="utf-8")
    command = [str(audit.NODE), "--input-type=module", "--eval", program]
    with subprocess.Popen(
        command,
        cwd=audit.HOME,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as running:
        assert running.stdin
        assert running.stdout
        yield Engine(running.stdin, running.stdout)
