"""What is to be reached, in one place, and the judgement of a run by it.

A goal names rows of the tables. One whose rows were not measured is told, neither kept nor missed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from benchmarks.measure import Result, ratio
from benchmarks.report import Section, Table

_KILO = 1_000
_MEGA = 1_000_000
_FIGURES: dict[str, attrgetter[float]] = {
    "wall": attrgetter("wall"),
    "cpu": attrgetter("cpu"),
    "peak": attrgetter("peak"),
}
_UNITS = {"wall": ("s", 1), "cpu": ("s of processor", 1), "peak": ("MB", _MEGA)}
_OURS = "jdih"
"""What the names of our rows begin with."""


@dataclass(frozen=True, slots=True)
class Goal:
    """`figure` of the row `row` is at most `most` times that of the row `of` beside it.

    Without `of`, at most `most` itself: seconds, or bytes of memory. `figure` is ``wall``, ``cpu``
    or ``peak``.
    """

    row: str
    most: float
    of: str = ""
    figure: str = "wall"

    def __str__(self) -> str:
        if self.of:
            words = "" if self.figure == "wall" else f", {self.figure}"
            return f"{self.row} ≤ {_number(self.most)} × {self.of}{words}"
        unit, size = _UNITS[self.figure]
        return f"{self.row} ≤ {_number(self.most / size)} {unit}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was asked, at which size, what was reached, and whether that is enough.

    `kept` is None for what was not measured.
    """

    asked: str
    size: str
    reached: str
    kept: bool | None

    def __str__(self) -> str:
        return f"{self.asked}; at {self.size}: {self.reached}"


_HUGO = "Hugo, small cached template"
_SCHEMA = "check-jsonschema, headers as YAML files"
_LOG = "two bare `git log` passes"

GOALS = (
    Goal("jdih build, without a search", 1.0, _HUGO),
    Goal("jdih build, without a search", 1 / 8, "MkDocs Material, short menu, no search"),
    Goal("jdih build", 1 / 8, "MkDocs Material, short menu, search"),
    Goal("jdih build", 700 * _MEGA, figure="peak"),
    Goal("jdih build, its search index alone", 1.1, "Pagefind on the folder"),
    Goal("jdih build, one act changed", 1 / 5, _HUGO),
    Goal("jdih check", 1 / 8, _SCHEMA),
    Goal("jdih check, nothing changed", 1.0),
    Goal("jdih check FILE, which changed", 0.3),
    Goal("jdih verify", 3.0, _LOG),
    Goal("jdih verify, cold", 3.0, _LOG),
    Goal("jdih audit", 3.0, _LOG),
    Goal("jdih audit, cold", 3.0, _LOG),
    Goal("jdih status", 1.0),
    Goal("jdih publish, one item changed", 8.0),
    Goal("jdih --help", 0.2),
)
"""What ``make bench`` asks, each of the largest size at which its row was measured."""

MOST_GROWTH = 11.0
"""How many times as much processor ten times the documents may take: for each row of ours."""

MOST_QUERY = 300_000
"""What a first query may download, compressed, in bytes."""
QUERY_SHARE = 1 / 20
"""How much of Material's index that may be, at the larger size."""
LEAST_SCORE = 0.95
"""What Lighthouse has to say of every page's performance."""

SMALL = (
    Goal("jdih check", 0.7, _SCHEMA, "cpu"),
    Goal("jdih build", 2.0, "MkDocs Material, short menu, search", "cpu"),
)
"""What continuous integration asks: about twice what was measured on a machine with much to do."""
SMALL_QUERY_SHARE = 1 / 4
"""How much of Material's index a first query may be, at the size of the small form."""
SMALL_GROWTH = 5.5
"""How many times as much four times the documents may take, the start of the program apart.

Linear work is at 4, quadratic work at 16: a quadratic step fails this once it is two fifths of all.
"""


def judge(
    goals: Iterable[Goal], sections: Sequence[Section], *, best: bool = False
) -> Iterator[Verdict]:
    """Yield the verdict on each goal, at the largest size of the section that holds its rows.

    A ratio is the median of those within a round, or that of the `best` runs of either: the most
    steady one where other work disturbs single runs.
    """
    for goal in goals:
        size, reached = _reached(goal, sections, best)
        if reached is None:
            yield Verdict(str(goal), "–", "not measured", None)
            continue
        unit, scale = ("×", 1) if goal.of else _UNITS[goal.figure]
        words = f"{_number(reached / scale)} {unit}"
        yield Verdict(str(goal), size, words, reached <= goal.most)


def judge_growth(sections: Sequence[Section]) -> Iterator[Verdict]:
    """Yield the verdict on how our rows grow to the largest size from the one a tenth of it.

    Only the worst is told; nothing is yielded when no row was measured at two sizes.
    """
    grown = [
        (large.cpu / small.cpu, large.work.name, size)
        for section in sections
        for size, small, large in _last_two(section)
        if large.work.name.startswith(_OURS)
    ]
    if grown:
        most, name, size = max(grown)
        asked = f"each row of ours ≤ {_number(MOST_GROWTH)} × its processor at a tenth"
        yield Verdict(asked, size, f"{_number(most)} × at worst: {name}", most <= MOST_GROWTH)


def judge_marginal(size: str, none: Result, few: Result, many: Result) -> Verdict:
    """Return the verdict on how a command grows to `size`, four times as many documents as few.

    The best run of each counts, and what the command takes without documents is taken off.
    """
    start = _best(none)
    grown = (_best(many) - start) / max(_best(few) - start, 0.001)
    limit = f"≤ {_number(SMALL_GROWTH)} × its processor at a quarter"
    asked = f"{many.work.name}, start apart {limit}"
    return Verdict(asked, size, f"{_number(grown)} ×", grown <= SMALL_GROWTH)


def judge_query(size: str, words: str, ours: int, peer: int, share: float) -> Iterator[Verdict]:
    """Yield the verdicts on the bytes of a first query, and on those beside Material's index."""
    asked, found = "first query", f"“{words}”, the most of all"
    whole = f"{ours / _KILO:.0f} kB, {found}"
    yield Verdict(f"{asked} ≤ {MOST_QUERY / _KILO:.0f} kB", size, whole, ours <= MOST_QUERY)
    part = f"{_number(ours / peer)} ×, {found}"
    told = f"{asked} ≤ {_number(share)} × Material's index"
    yield Verdict(told, size, part, ours <= share * peer)


def judge_score(size: str, page: str, score: float) -> Verdict:
    """Return the verdict on the slowest page, as Lighthouse scores it."""
    asked = f"Lighthouse, each page ≥ {LEAST_SCORE}"
    return Verdict(asked, size, f"{score:.2f} at worst: {page}", score >= LEAST_SCORE)


def table(verdicts: Sequence[Verdict]) -> Table:
    """Return the table of goals with which a report begins."""
    said = {True: "yes", False: "**no**", None: "–"}
    return Table(
        "Goals",
        ("goal", "at", "reached", ""),
        [(one.asked, one.size, one.reached, said[one.kept]) for one in verdicts],
        "Seconds on the clock where nothing else is said. The list is `benchmarks/goals.py`.",
    )


def missed(verdicts: Iterable[Verdict]) -> list[str]:
    """Return in words what was missed."""
    return [str(one) for one in verdicts if one.kept is False]


def _reached(goal: Goal, sections: Sequence[Section], best: bool) -> tuple[str, float | None]:
    for section in sections:
        for size, results in reversed(list(section.tables.items())):
            rows = {result.work.name: result for result in results}
            if goal.row in rows and (not goal.of or goal.of in rows):
                return size, _figure(goal, rows, best)
    return "", None


def _figure(goal: Goal, rows: dict[str, Result], best: bool) -> float:
    of = _FIGURES[goal.figure]
    ours = rows[goal.row]
    if not goal.of:
        return of(ours)
    peer = rows[goal.of]
    return _best(ours, of) / _best(peer, of) if best else ratio(ours, peer, of)


def _last_two(section: Section) -> Iterator[tuple[str, Result, Result]]:
    if len(section.tables) < 2:
        return
    (_, small), (size, large) = list(section.tables.items())[-2:]
    for before, after in zip(small, large, strict=True):
        yield size, before, after


def _best(result: Result, of: attrgetter[float] = _FIGURES["cpu"]) -> float:
    return min(of(run) for run in result.runs)


def _number(value: float) -> str:
    return f"{value:.3g}" if value < 100 else f"{value:.0f}"
