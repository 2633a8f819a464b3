"""Results to Markdown."""

from __future__ import annotations

import os
import platform
import re
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
) -> str:
    """Return the whole report."""
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
    ]
    for section in sections:
        lines += [f"## {section.title}", ""]
        for size, results in section.tables.items():
            lines += [f"### {size}", "", _HEAD, *_rows(results), ""]
        lines += _notes(section)
    for table in tables:
        rule = ["---"] + ["--:"] * (len(table.head) - 1)
        rows = (table.head, rule, *table.rows)
        lines += [f"## {table.title}", "", *(f"| {' | '.join(row)} |" for row in rows)]
        lines += ["", table.note, ""]
    lines += _growth(sections)
    return "\n".join(lines).rstrip() + "\n"


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


def _growth(sections: Sequence[Section]) -> list[str]:
    """Set each work's figures at the second size against those at the first."""
    pairs = [
        pair
        for section in sections
        for pair in zip(*section.tables.values(), strict=False)
        if len(pair) > 1
    ]
    return [
        "## Growth from N to ten times N",
        "",
        "| command | wall × | cpu × | peak × |",
        "|---|--:|--:|--:|",
        *(
            f"| {small.work.name} | {large.wall / small.wall:.1f} | {large.cpu / small.cpu:.1f} | "
            f"{large.peak / small.peak:.1f} |"
            for small, large in pairs
        ),
    ]


def _seconds(value: float) -> str:
    return f"{value:.2f}" if value < 10 else f"{value:.1f}"
