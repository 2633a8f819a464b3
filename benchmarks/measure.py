"""Works and what they take: whole commands, taken in turn so that noise falls on all alike."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

_STOPWATCH = Path(__file__).with_name("stopwatch.py")
_ENVIRONMENT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "NO_COLOR": "1",
    # Programs are installed: nobody compiles their sources at each start.
    "PYTHONDONTWRITEBYTECODE": "",
    "PYTHONHASHSEED": "0",
    "SOURCE_DATE_EPOCH": "1793600000",
}
_LAST_WORDS = 2_000
ONCE = 45
"""Seconds from which a command is not run again: the noise is small beside that."""


class Failed(Exception):
    """A command ended badly; the message holds its last words."""


@dataclass(frozen=True, slots=True)
class Work:
    """One row of the table: commands that run one after another in `folder`.

    `before` are commands that run ahead of each run and do not count. `output` is removed before
    each run and weighed after the last. `note` says what a peer does not do, compared with ours.
    """

    name: str
    commands: tuple[tuple[str, ...], ...]
    folder: Path
    output: Path | None = None
    note: str = ""
    before: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds on the clock, seconds of processor, and the peak memory of the largest process."""

    wall: float
    cpu: float
    peak: int


@dataclass(frozen=True, slots=True)
class Result:
    """All runs of one work, in order, and what it wrote: HTML pages and bytes."""

    work: Work
    runs: tuple[Run, ...]
    pages: int = 0
    size: int = 0

    @property
    def wall(self) -> float:
        """The median of seconds on the clock."""
        return statistics.median(run.wall for run in self.runs)

    @property
    def cpu(self) -> float:
        """The median of seconds of processor."""
        return statistics.median(run.cpu for run in self.runs)

    @property
    def peak(self) -> float:
        """The median of peak memory, in bytes."""
        return statistics.median(run.peak for run in self.runs)


def ratio(ours: Result, peer: Result, of: Callable[[Run], float]) -> float:
    """Return how much of the peer's figure ours is: the median over the rounds both took part in.

    Within a round the two ran one right after the other, so a busy machine slowed both.
    """
    pairs = zip(ours.runs, peer.runs, strict=False)
    return statistics.median(of(own) / of(other) for own, other in pairs)


def measure(works: Sequence[Work], rounds: int, log: Path) -> list[Result]:
    """Run all `works` in turn, `rounds` times over. Raises Failed when a command ends badly."""
    runs: list[list[Run]] = [[] for _ in works]
    for _ in range(rounds):
        for work, own in zip(works, runs, strict=True):
            if not own or own[0].wall < ONCE:
                own.append(_run(work, log))
                print(f"  {work.name}: {own[-1].wall:.1f} s", flush=True)
    return [
        Result(work, tuple(own), *_weigh(work.output))
        for work, own in zip(works, runs, strict=True)
    ]


def _run(work: Work, log: Path) -> Run:
    if work.output is not None:
        shutil.rmtree(work.output, ignore_errors=True)
    for command in work.before:
        _timed(command, work, log)
    runs = [_timed(command, work, log) for command in work.commands]
    return Run(
        sum(run.wall for run in runs), sum(run.cpu for run in runs), max(run.peak for run in runs)
    )


def _timed(command: tuple[str, ...], work: Work, log: Path) -> Run:
    start = [sys.executable, "-I", "-S", str(_STOPWATCH), str(log), str(work.folder), *command]
    done = subprocess.run(
        start, env={**os.environ, **_ENVIRONMENT}, stdout=subprocess.PIPE, check=True
    )
    figures = json.loads(done.stdout)
    if figures.pop("status"):
        words = log.read_text(encoding="utf-8", errors="replace")[-_LAST_WORDS:]
        raise Failed(f"{work.name}: {' '.join(command[:6])} failed:\n{words}")
    return Run(**figures)


def _weigh(output: Path | None) -> tuple[int, int]:
    """Return how many HTML pages a folder holds, and how many bytes in all."""
    files = [path for path in output.rglob("*") if path.is_file()] if output else []
    return (
        sum(path.suffix == ".html" for path in files),
        sum(path.stat().st_size for path in files),
    )
