"""How far long work has come, and how long it will take: told where it is done, shown to a person.

Whoever works through many things counts them here. That costs next to nothing while nobody looks;
a copy of this process (`jdih.hands`) tells nothing, its results are counted as they come in.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from rich.progress import Progress


class Tick(Protocol):
    """Told, from any thread, what is done."""

    def __call__(self, pieces: int = 1) -> None:
        """Say that so many pieces of the work are done."""


Listener = Callable[[str, int], AbstractContextManager[Tick]]
"""Hears of work by what it is called and how many pieces it has."""

Piece = TypeVar("Piece")

_PATIENCE = 0.5
"""Seconds that work may take before anything is shown of it."""
_PAUSE = 0.1
"""Seconds between two looks at how far it has come."""

_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


def counted(what: str, pieces: Iterable[Piece], total: int) -> Iterator[Piece]:
    """Yield the pieces, and tell of each when the next one is asked for."""
    with telling(what, total) as tick:
        for piece in pieces:
            yield piece
            tick()


@contextmanager
def telling(what: str, total: int) -> Iterator[Tick]:
    """Hand out what is to be called as `total` pieces of work are done."""
    listener = _listener.get()
    if listener is None:
        yield unheard
        return
    with listener(what, total) as tick:
        yield tick


@contextmanager
def heard(listener: Listener | None) -> Iterator[None]:
    """Let a listener hear of all work that is done meanwhile."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def bars() -> Listener | None:
    """Return what shows a bar on the error stream for work that lasts; None where nobody looks."""
    return _shown if sys.stderr is not None and sys.stderr.isatty() else None


def unheard(pieces: int = 1) -> None:
    """Tell nobody."""


@contextmanager
def _shown(what: str, total: int) -> Iterator[Tick]:
    bar = _Bar(what, total)
    try:
        yield bar.tick
    finally:
        bar.end()


class _Bar:
    """A line that shows how far work has come and how long the rest will take; then it is gone."""

    def __init__(self, what: str, total: int) -> None:
        self._what, self._total, self._done = what, total, 0
        self._next = time.monotonic() + _PATIENCE
        self._lock = threading.Lock()
        self._progress: Progress | None = None

    def tick(self, pieces: int = 1) -> None:
        with self._lock:
            self._done += pieces
            now = time.monotonic()
            if now >= self._next:
                self._next = now + _PAUSE
                self._draw()

    def end(self) -> None:
        if self._progress is not None:
            self._progress.stop()

    def _draw(self) -> None:
        if self._progress is None:
            self._progress = _progress()
            self._progress.start()
            self._progress.add_task(self._what, total=self._total, completed=self._done)
        for task in self._progress.task_ids:
            self._progress.update(task, completed=self._done, refresh=True)


def _progress() -> Progress:
    # It costs time that `--help` and quick commands must not pay.
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        Progress,
        TaskProgressColumn,
        TextColumn,
        TimeRemainingColumn,
    )

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=20),
        TaskProgressColumn(),
        TextColumn("sisa"),
        TimeRemainingColumn(),
        console=Console(stderr=True, highlight=False),
        # A thread that refreshes the bar would keep work from being shared (`jdih.hands`).
        auto_refresh=False,
        transient=True,
        # What the command prints goes where it was sent, not to the bar's terminal.
        redirect_stdout=False,
        redirect_stderr=False,
    )
