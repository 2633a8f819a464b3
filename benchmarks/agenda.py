"""``python -m benchmarks.agenda``: the agenda book of a busy year, read, verified and appended to.

Each sixth entry is a publication with the six steps of its SOP, the others are what comes after
one. Written to ``benchmarks/AGENDA.md``; the documents play no part.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.measure import Failed, Result, Work, measure
from benchmarks.report import Section, Table, machine, render
from jdih.model.entry import Activity, Event, Evidence
from jdih.register.book import Book, NewEntry, local_book
from jdih.repository.git import Repository, create
from jdih.workflow.digest import sha256

_ROOT = Path(__file__).parents[1]
_PLACE = _ROOT / "build" / "bench"
_WHEN = datetime(2026, 12, 30, 9, 0, tzinfo=UTC)
_COMMIT = 500
"""Entries that one run records, when the book is laid."""
_MORE = 10
_GOALS = (("reading and verifying all", 5.0), ("appending one to a book that was read", 1.0))
_ABOUT = """\
Every entry is read from Git and parsed, its key computed anew, its bytes compared with what would
be written, and the chain followed; *Git alone* prints the same objects and looks at none. A command
includes the start of Python. The book lies in loose objects, as the machine that publishes has it;
a fresh clone has one pack and is faster."""


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, or do what a measurement runs; return 1 when a goal is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.agenda", description=__doc__)
    parser.add_argument("--entries", type=int, default=1_000, metavar="N",
                        help="the size; ten times as many are measured too")  # fmt: skip
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="rounds of every command")
    parser.add_argument("--do", metavar="FOLDER", type=Path, help="append to the book there")
    parser.add_argument("--times", type=int, default=0, metavar="N", help="how often")
    args = parser.parse_args(argv)
    if args.do is not None:
        append(_book(args.do), args.times)
        return 0
    try:
        text, missed = _measured(args.entries, args.runs)
    except Failed as error:
        print(error, file=sys.stderr)
        return 2
    Path(__file__).with_name("AGENDA.md").write_text(text, encoding="utf-8")
    print("benchmarks/AGENDA.md written")
    for goal in missed:
        print(f"missed: {goal}", file=sys.stderr)
    return int(bool(missed))


def lay(folder: Path, entries: int) -> None:
    """Make a repository in `folder` whose book holds so many entries."""
    create(folder)
    book = _book(folder)
    for first in range(0, entries, _COMMIT):
        numbers = range(first, min(first + _COMMIT, entries))
        book.append([_fact(number) for number in numbers], _WHEN)


def append(book: Book, times: int) -> None:
    """Read the book whole, then append so many entries of their own, each in a run of its own."""
    book.read()
    for _ in range(times):
        book.append([_fact(time.time_ns())], _WHEN)


def _measured(size: int, rounds: int) -> tuple[str, list[str]]:
    _PLACE.mkdir(parents=True, exist_ok=True)
    facts = machine()
    sections: dict[str, tuple[Result, ...]] = {}
    for entries in (size, size * 10):
        folder = _PLACE / f"agenda-{entries}"
        shutil.rmtree(folder, ignore_errors=True)
        lay(folder, entries)
        print(f"{entries:,} entries", flush=True)
        sections[f"{entries:,} entries"] = tuple(measure(_works(folder), rounds, _PLACE / "log"))
    rows, missed = _rows(sections)
    table = Table(
        "What was asked, in seconds on the clock",
        ("", *sections, "goal at the larger"),
        rows,
        f"Appending to a book that was read: the time that {_MORE} more take, by {_MORE}.",
    )
    section = Section("The agenda book", sections)
    git = subprocess.run(["git", "--version"], check=True, capture_output=True, text=True)
    versions = {"Python": sys.version.split()[0], "Git": git.stdout.split()[2]}
    return render([section], [table], facts, versions, _ABOUT), missed


def _works(folder: Path) -> tuple[Work, ...]:
    ours = (sys.executable, "-m", "benchmarks.agenda", "--do", str(folder), "--times")
    everything = ("git", "-C", str(folder), "cat-file", "--batch-all-objects", "--batch")
    return (
        Work("read and verify all", ((*ours, "0"),), _ROOT),
        Work("read and verify all, append one", ((*ours, "1"),), _ROOT),
        Work(f"read and verify all, append {_MORE + 1}", ((*ours, str(_MORE + 1)),), _ROOT),
        Work("Git alone", (everything,), _ROOT, note="looks at nothing that it prints"),
    )


def _rows(sections: dict[str, tuple[Result, ...]]) -> tuple[list[tuple[str, ...]], list[str]]:
    figures = [
        (read.wall, (many.wall - one.wall) / _MORE) for read, one, many, _ in sections.values()
    ]
    rows = []
    missed = []
    for (name, goal), found in zip(_GOALS, zip(*figures, strict=True), strict=True):
        rows.append((name, *(f"{seconds:.2f}" for seconds in found), f"{goal:.0f}"))
        if found[-1] > goal:
            missed.append(f"{name}: {found[-1]:.2f} s, goal {goal:.0f}")
    return rows, missed


def _book(folder: Path) -> Book:
    return local_book(Repository.open(folder))


def _fact(number: int) -> NewEntry:
    identity = f"2026-{number // 6:05}"
    if number % 6:
        post = f"https://www.instagram.com/p/{number}/"
        details = (("oleh", "pengelola"), ("platform", "instagram"), ("tautan", post))
        return NewEntry(Event.LINKED, identity, Evidence.STATEMENT, details=details)
    digest = sha256(f"{number}".encode())
    moment = "2026-11-02T09:00:00+07:00"
    return NewEntry(
        event=Event.PUBLISHED,
        id=identity,
        evidence=Evidence.SIGNATURE,
        digest=digest,
        commit=digest[:40],
        files=(("01-sampul.png", digest), ("index.md", digest), ("pemberitahuan.md", digest)),
        address=f"konten/2026/butir-{number}/",
        activities=tuple(
            Activity(step, 1, "pengelola", moment, moment, 60, 60) for step in range(1, 7)
        ),
    )


if __name__ == "__main__":
    sys.exit(main())
