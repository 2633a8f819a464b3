"""Work shared out among copies of this process, one for each processor.

A copy (fork) has everything that was read so far and hands back only what it makes, so that no
input travels and memory is shared. Results come in the order of the work, whoever was quicker.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection
from typing import Any, Generic, TypeVar

from jdih.errors import JdihError

MOST = 8
"""How many copies there are at most, whatever the machine: each has memory of its own, too."""

Part = TypeVar("Part")
Made = TypeVar("Made")


def hands() -> int:
    """Return how many copies can work at once: 1 where a process cannot safely be copied.

    A thread of this process (a server, a test runner) would be missing in the copy, with whatever
    it had locked; macOS does not let a copy go on by itself.
    """
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return min(len(os.sched_getaffinity(0)), MOST)


def portions(parts: Sequence[Part], size: int) -> tuple[Sequence[Part], ...]:
    """Return the parts by `size`, for a process to take so many at a time."""
    return tuple(parts[at : at + size] for at in range(0, len(parts), size))


def shared(work: Callable[[Part], Made], parts: Sequence[Part]) -> Iterator[Made]:
    """Yield what `work` makes of each part, in their order.

    What it makes, and what it raises, must be fit to be pickled; files may be written, nothing may
    be read through a door that another process holds (Git's). Raises what `work` raises, and
    JdihError when a copy was ended from outside.
    """
    count = min(hands(), len(parts))
    if count < 2:
        yield from map(work, parts)
        return
    copies = [_Copy(work, parts[number::count]) for number in range(count)]
    try:
        for number in range(len(parts)):
            yield copies[number % count].made()
    finally:
        for copy in copies:
            copy.end()


class _Copy(Generic[Part, Made]):
    """A copy of this process, at work."""

    def __init__(self, work: Callable[[Part], Made], parts: Sequence[Part]) -> None:
        context = multiprocessing.get_context("fork")
        self._answers, answers = context.Pipe(duplex=False)
        ends = (self._answers, answers)
        self._process = context.Process(target=_work, args=(work, parts, ends), daemon=True)
        self._process.start()
        answers.close()

    def made(self) -> Made:
        """Return what the copy made next."""
        try:
            done, made = self._answers.recv()
        except EOFError:
            raise JdihError(
                "Salah satu proses pembangunan berhenti sebelum selesai.",
                "Sediakan memori yang cukup, lalu jalankan lagi perintah yang sama.",
            ) from None
        if not done:
            raise made
        found: Made = made
        return found

    def end(self) -> None:
        """End the copy, whatever it is doing."""
        self._answers.close()
        self._process.terminate()
        self._process.join()
        self._process.close()


def _work(
    work: Callable[[Any], Any], parts: Sequence[Any], ends: tuple[Connection, Connection]
) -> None:
    """Work through the parts, within the copy."""
    # Only the first process tells of an interruption, and it ends the copies.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What was there before the copying lives to its end: looking through it would only copy it.
    gc.freeze()
    theirs, answers = ends
    theirs.close()
    try:
        for part in parts:
            answers.send((True, work(part)))
    except BrokenPipeError:
        return
    except Exception as error:  # noqa: BLE001 (raised again in the first process)
        answers.send((False, error))
