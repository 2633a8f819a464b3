"""Results to Markdown."""

from __future__ import annotations

import os
import platform
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import attrgetter
from pathlib import Path

from benchmarks.measure import Result, ratio

_HEAD = (
    "| command | wall s | cpu s | peak MB | pages | output MB | ours ÷ this, wall | cpu | runs |\n"
    "|---|--:|--:|--:|--:|--:|--:|--:|--:|"
)
_MEGA = 1_000_000
_FIGURES = (attrgetter("wall"), attrgetter("cpu"))
_COUNT = re.compile(r"[\d,]+")
"""How many documents, at the beginning of a size."""


_READING = (
    "Written by the program; not to be edited. Seconds belong to one machine on one day; read "
    "the ratios. Each figure is the median of its runs. The commands of a table ran in turn, "
    "round by round, and a ratio is the median of the ratios within a round, so that a busy "
    "machine slows both sides. *wall* is seconds on the clock, *cpu* seconds of all "
    "processors together, *peak* the memory of the largest process. Below 1 ours is the "
    "faster one."
)


@dataclass(frozen=True, slots=True)
class Section:
    """One comparison: for each size its results, ours first, then the peers."""

    title: str
    tables: Mapping[str, tuple[Result, ...]]


@dataclass(frozen=True, slots=True)
class Table:
    """Figures of another kind: a row of words for each, `head` over them, `note` beneath."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str


def render(
    sections: Sequence[Section],
    tables: Sequence[Table],
    machine: Mapping[str, str],
    versions: Mapping[str, str],
    about: str,
    *,
    first: Table | None = None,
    picture: str = "",
) -> str:
    """Return the whole report, with the table `first` ahead of all others.

    `picture` is the name of a file that draws the growth.
    """
    lines = [
        "# Results of `make bench`",
        "",
        _READING,
        "",
        about,
        "",
        *(f"- {name}: {value}" for name, value in machine.items()),
        "- " + ", ".join(f"{name} {value}" for name, value in versions.items()),
        "",
        *(_table(first) if first else []),
    ]
    for section in sections:
        lines += [f"## {section.title}", ""]
        for size, results in section.tables.items():
            lines += [f"### {size}", "", _HEAD, *_rows(results), ""]
        lines += _notes(section)
    for table in tables:
        lines += _table(table)
    lines += _growth(sections, picture)
    return "\n".join(lines).rstrip() + "\n"


def growing(sections: Sequence[Section]) -> dict[str, list[tuple[int, Result]]]:
    """Return what was measured at two sizes or more, by name: how many documents, and the result.

    A command that stands in several sections is taken from the first.
    """
    found: dict[str, list[tuple[int, Result]]] = {}
    for section in sections:
        grown: dict[str, list[tuple[int, Result]]] = defaultdict(list)
        for size, results in section.tables.items():
            count = _COUNT.match(size)
            if count is None:
                continue
            for result in results:
                grown[result.work.name].append((int(count[0].replace(",", "")), result))
        for name, points in grown.items():
            if len(points) > 1:
                found.setdefault(name, points)
    return found


def _table(table: Table) -> list[str]:
    rule = ["---"] + ["--:"] * (len(table.head) - 1)
    rows = (table.head, rule, *table.rows)
    written = (f"| {' | '.join(row)} |" for row in rows)
    return [f"## {table.title}", "", *written, "", table.note, ""]


def machine() -> dict[str, str]:
    """Return what the figures depend on, without anything that names the machine."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load = os.getloadavg()[0]
    return {
        "date": f"{datetime.now(UTC):%Y-%m-%d}",
        "processor": f"{_processor()}, {os.cpu_count()} in use",
        "memory": f"{memory:.0f} GB",
        "system": f"{platform.system()} {platform.machine()}",
        "busy at the start": f"{load:.1f} processes on average over the last minute",
    }


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    text = info.read_text(encoding="utf-8") if info.exists() else ""
    found = re.search(r"^model name\s*:\s*(.+)$", text, re.MULTILINE)
    return found[1].strip() if found else platform.machine()


def _rows(results: Sequence[Result]) -> Iterator[str]:
    ours = results[0]
    for result in results:
        shares = (
            [""] * 2 if result is ours else [f"{ratio(ours, result, of):.2f}" for of in _FIGURES]
        )
        written = (f"{result.pages:,}", f"{result.size / _MEGA:.0f}") if result.pages else ("", "")
        cells = (
            result.work.name,
            _seconds(result.wall),
            _seconds(result.cpu),
            f"{result.peak / _MEGA:.0f}",
            *written,
            *shares,
            str(len(result.runs)),
        )
        yield f"| {' | '.join(cells)} |"


def _notes(section: Section) -> list[str]:
    last = list(section.tables.values())[-1]
    told = [result.work for result in last if result.work.note]
    lines = [f"- {work.name}: {work.note}." for work in told]
    return [*lines, ""] if lines else []


def _growth(sections: Sequence[Section], picture: str) -> list[str]:
    """Set each work's figures at the largest size against those at the one before."""
    grown = growing(sections)
    counts = sorted({count for points in grown.values() for count, _ in points})
    shown = [f"![Seconds of processor by number of documents]({picture})", ""] if picture else []
    return [
        "## Growth from N to ten times N",
        "",
        *shown,
        "| command | "
        + "".join(f"cpu s at {count:,} | " for count in counts)
        + "wall × | cpu × | peak × |",
        "|---|" + "--:|" * (len(counts) + 3),
        *(_grown(name, dict(points), counts) for name, points in grown.items()),
        "",
        "The last three columns: the largest size against a tenth of it.",
    ]


def _grown(name: str, points: Mapping[int, Result], counts: Sequence[int]) -> str:
    *_, small, large = (points[count] for count in sorted(points))
    cells = (
        name,
        *(_seconds(points[count].cpu) if count in points else "" for count in counts),
        *(f"{of(large) / of(small):.1f}" for of in (*_FIGURES, attrgetter("peak"))),
    )
    return f"| {' | '.join(cells)} |"


def _seconds(value: float) -> str:
    return f"{value:.2f}" if value < 10 else f"{value:.1f}"
