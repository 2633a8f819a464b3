"""A program that does what a torture test orders, in children that may be killed at any moment.

It imports everything once and forks for each order, so that a crash costs what the work costs and
not the start of Python. An order is a line of JSON on standard input, the answer one on standard
output; `tests.torture.crew` writes and reads them.
"""

from __future__ import annotations

import errno
import json
import os
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from jdih.errors import JdihError
from jdih.publication.run import publish
from jdih.publication.targets import Target, target_of
from jdih.register.book import PUBLIC, Book, local_book
from jdih.repository.git import Repository
from jdih.repository.remote import Remote
from jdih.repository.shelf import RemoteShelf, Shelf
from tests.register.facts import fact

EVENTS = {
    "rename": {"os.rename"},
    "remove": {"os.remove", "os.rmdir", "shutil.rmtree"},
    "mkdir": {"os.mkdir"},
    "write": {"open"},
    "spawn": {"subprocess.Popen"},
    "connect": {"socket.connect"},
    "step": {"jdih.step"},
}
"""Kind of moment → Python's audit events; ``write`` is a file opened to be written."""
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


def shelf(repository: Repository, remote: str) -> Shelf:
    """Return the register on the branch of `remote`, by Git as it is set up here."""
    door = Remote(repository, remote)
    return RemoteShelf(repository, PUBLIC, door, door)


class Counting:
    """A shelf that counts how often it is written to."""

    def __init__(self, shelf: Shelf) -> None:
        self.repository, self.name, self.tip = shelf.repository, shelf.name, shelf.tip
        self._shelf = shelf
        self.writes = 0

    def write(self, *args: Any) -> None:
        """Write as the shelf does."""
        self.writes += 1
        self._shelf.write(*args)


def do_append(order: dict[str, Any]) -> None:
    """Append one fact for each of ``ids``, each in a run of its own.

    Says the most tries beyond the first, and the most seconds, that one of them took.
    """
    repository = Repository.open(Path(order["repo"]))
    remote, patience = order.get("remote"), order.get("patience", 60.0)
    counting = Counting(shelf(repository, remote) if remote else local_book(repository).shelf)
    book = Book(counting, patience)
    tries, longest = 0, 0.0
    for identity in order["ids"]:
        before, begin = counting.writes, time.monotonic()
        book.append([fact(identity)], datetime.fromisoformat(order["now"]))
        tries = max(tries, counting.writes - before - 1)
        longest = max(longest, time.monotonic() - begin)
    os.write(1, f"{tries} {longest:.2f}".encode())


def do_publish(order: dict[str, Any]) -> None:
    """Publish the office at ``repo``, to a site and a register elsewhere when they are named."""
    repository = Repository.open(Path(order["repo"]))
    target = target_of("lokal", repository, {})
    if remote := order.get("remote"):
        # A folder of a web server that several clones publish to.
        target = Target("folder", Path(order["site"]), shelf(repository, remote))
    now = datetime.fromisoformat(order["now"])
    publish(repository, target, lambda: now, report=lambda step: sys.audit("jdih.step", step))


TASKS: dict[str, Callable[[dict[str, Any]], None]] = {"append": do_append, "publish": do_publish}


def watch(kind: str, number: int, do: str, fired: Path) -> None:
    """Let the `number`-th moment of a kind end in `do`: ``kill``, or the name of an errno.

    The file `fired` holds a byte for each such moment until then; `number` 0 only counts.
    """
    seen, mine = 0, os.getpid()
    note = os.open(fired, os.O_CREAT | os.O_WRONLY | os.O_APPEND)

    def hook(event: str, args: tuple[Any, ...]) -> None:
        nonlocal seen
        # Copies that the work is shared with count for themselves; they end with their group.
        if (
            os.getpid() != mine
            or event not in EVENTS[kind]
            or (kind == "write" and not _writes(args))
        ):
            return
        seen += 1
        os.write(note, b".")
        if seen != number:
            return
        if do == "kill":
            os.killpg(0, signal.SIGKILL)
        code = getattr(errno, do)
        raise OSError(code, os.strerror(code))

    sys.addaudithook(hook)


def _writes(args: tuple[Any, ...]) -> bool:
    path, _, flags = args
    return bool(flags & _WRITING) and path != os.devnull


def child(order: dict[str, Any], said: Path) -> None:
    """Carry out one task and end; never returns."""
    code = 3
    try:
        os.setsid()
        out = os.open(said, os.O_CREAT | os.O_WRONLY | os.O_APPEND)
        for place in (1, 2):
            os.dup2(out, place)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.environ.update(order.get("env", {}))
        if fault := order.get("fault"):
            kind, number = fault["at"]
            watch(kind, number, fault["do"], Path(fault["fired"]))
        if limit := order.get("limit"):
            # A disk that is full for every file beyond so many bytes; what we say stays below.
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        TASKS[order["task"]](order)
        code = 0
    except JdihError as error:
        os.write(2, f"{error.message} -> {error.remedy}".encode())
        code = 2
    except BaseException:  # noqa: BLE001 (whatever it is, it is told and judged by the test)
        os.write(2, traceback.format_exc().encode())
    finally:
        os._exit(code)


def carry_out(orders: list[dict[str, Any]], delay: float | None, *, group: bool) -> list[Any]:
    """Do all orders at once, killing them after `delay` seconds; return (status, words) of each.

    The whole group of each is killed, or only its leader, whose Git then goes on without it.
    """
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / str(number) for number in range(len(orders))]
        pids = []
        for order, said in zip(orders, files, strict=True):
            pid = os.fork()
            if pid == 0:
                child(order, said)
            pids.append(pid)
        if delay is not None:
            time.sleep(delay)
            for pid in pids:
                with suppress(ProcessLookupError):
                    (os.killpg if group else os.kill)(pid, signal.SIGKILL)
        codes = [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in pids]
        words = [said.read_text("utf-8", "replace") if said.exists() else "" for said in files]
        return list(zip(codes, words, strict=True))


def main() -> None:
    """Carry out orders until there are no more."""
    for line in sys.stdin:
        order = json.loads(line)
        answer = carry_out(order["tasks"], order["delay"], group=order["group"])
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
