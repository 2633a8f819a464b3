"""Who does the work that is tortured, and the `git` that fails when it is told to."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.publishing import environment

GIT = """\
#!/bin/sh
# Stands before Git on PATH: of the calls that hold $TORTURE_CALL, number $TORTURE_AT fails.
asked=$*
case " $asked " in *"${{TORTURE_CALL:+ $TORTURE_CALL }}"*) ;; *) exec '{real}' "$@" ;; esac
echo >>"$TORTURE_COUNT"
[ "$(wc -l <"$TORTURE_COUNT")" -eq "$TORTURE_AT" ] || exec '{real}' "$@"
: >"$TORTURE_FIRED"
case $TORTURE_DO in
  before) kill -9 $PPID; exit 137 ;;
  after) '{real}' "$@"; kill -9 $PPID; exit 137 ;;
  fails) echo "fatal: $TORTURE_WORDS" >&2; exit 128 ;;
  lost) '{real}' "$@" >/dev/null; echo "fatal: $TORTURE_WORDS" >&2; exit 128 ;;
  strace)
    rm "$TORTURE_FIRED"
    strace -f -q -o "$TORTURE_FIRED" -e trace="$TORTURE_SYSCALL" \\
      -e inject="$TORTURE_SYSCALL:$TORTURE_INJECT" '{real}' "$@"
    status=$?
    if [ $status -gt 128 ] && [ "$TORTURE_FALL" = all ]; then kill -9 $PPID; fi
    exit $status ;;
esac
"""
"""``before`` and ``after`` kill the program that called; ``lost`` does the work and denies it."""


@dataclass(frozen=True)
class Fault:
    """A call of Git that fails: the `at`-th whose words hold `call` (any when empty)."""

    do: str
    at: int = 1
    call: str = ""
    words: str = "unable to write file: No space left on device"
    syscall: str = ""
    inject: str = ""
    fall: str = "all"


@dataclass(frozen=True)
class End:
    """How a child ended: its exit code, negative for a signal, and what it said."""

    code: int
    said: str

    @property
    def killed(self) -> bool:
        return self.code < 0


class Crew:
    """A process that forks for each order; see `tests.torture.member`."""

    def __init__(self, process: subprocess.Popen[str], folder: Path) -> None:
        self._process = process
        self._folder = folder
        self._orders = 0

    def run(
        self, *tasks: Mapping[str, Any], delay: float | None = None, group: bool = True
    ) -> tuple[End, ...]:
        """Do all `tasks` at once; kill them after `delay` seconds."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        order = {"tasks": tasks, "delay": delay, "group": group}
        self._process.stdin.write(f"{json.dumps(order)}\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        return tuple(End(code, said) for code, said in answer)

    def one(self, task: Mapping[str, Any], **options: Any) -> End:
        """Do one task."""
        (end,) = self.run(task, **options)
        return end

    def moment(
        self, task: Mapping[str, Any], kind: str, number: int = 0, do: str = "kill"
    ) -> tuple[End, int]:
        """Do a task whose `number`-th moment of a kind ends in `do`; 0 lets all of them pass.

        Returns how many moments of that kind there were.
        """
        notes = self._new("moment")
        fault = {"at": (kind, number), "do": do, "fired": str(notes)}
        end = self.one({**task, "fault": fault})
        return end, notes.stat().st_size

    def with_git(self, task: Mapping[str, Any], fault: Fault) -> tuple[End, bool]:
        """Do a task with a Git that fails; say whether it did."""
        fired = self._new("git")
        env = {
            "PATH": f"{self._folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "TORTURE_COUNT": f"{fired}.count",
            "TORTURE_FIRED": str(fired),
            "TORTURE_AT": str(fault.at),
            "TORTURE_CALL": fault.call,
            "TORTURE_DO": fault.do,
            "TORTURE_WORDS": fault.words,
            "TORTURE_SYSCALL": fault.syscall,
            "TORTURE_INJECT": fault.inject,
            "TORTURE_FALL": fault.fall,
        }
        end = self.one({**task, "env": env})
        if fault.do == "strace":
            log = fired.read_text("utf-8", "replace") if fired.exists() else ""
            return end, "INJECTED" in log or "killed by SIGKILL" in log
        return end, fired.exists()

    def _new(self, name: str) -> Path:
        self._orders += 1
        return self._folder / f"{name}-{self._orders}"


@contextmanager
def hired(folder: Path) -> Iterator[Crew]:
    """Start a crew whose notes lie in `folder`."""
    real = shutil.which("git")
    program = folder / "bin" / "git"
    program.parent.mkdir(parents=True)
    program.write_text(GIT.format(real=real), encoding="utf-8")
    program.chmod(0o755)
    quiet = {"HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1"}
    with subprocess.Popen(
        [sys.executable, "-m", "tests.torture.member"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment() | quiet,
    ) as process:
        yield Crew(process, folder)
        assert process.stdin is not None
        process.stdin.close()
