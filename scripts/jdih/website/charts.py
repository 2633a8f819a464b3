"""Bar charts, drawn when the site is built: lengths and places, no script.

A chart is a value; the theme's ``_grafik.html`` writes it as SVG, and the same numbers stand in a
table beneath it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 640.0
HEIGHT = 200.0
_FOOT = 24.0
_HEAD = 16.0
_LARGEST_BAR = 46.0


@dataclass(frozen=True, slots=True)
class Table:
    """Numbers by category and series: `rows` are (category, one number per series)."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]

    @property
    def total(self) -> int:
        """The sum of all numbers."""
        return sum(sum(numbers) for _, numbers in self.rows)


@dataclass(frozen=True, slots=True)
class Bar:
    """A piece of a bar. `series` counts from 1 and gives it its colour."""

    x: float
    y: float
    width: float
    height: float
    series: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A word below or above a bar, around `x`."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A stacked bar chart of a table, `width` by `height`."""

    width: float
    height: float
    base: float
    bars: tuple[Bar, ...]
    names: tuple[Mark, ...]
    sums: tuple[tuple[Mark, int], ...]


def chart(table: Table) -> Chart:
    """Return the chart of a table, its categories from left to right in the order of the rows.

    Where there are many categories only some are named; each has its place in the table.
    """
    base = HEIGHT - _FOOT
    most = max((sum(numbers) for _, numbers in table.rows), default=0) or 1
    step = WIDTH / max(len(table.rows), 1)
    width = min(step * 0.7, _LARGEST_BAR)
    named = max(1, -(-len(table.rows) // 14))
    bars: list[Bar] = []
    names: list[Mark] = []
    sums: list[tuple[Mark, int]] = []
    for place, (name, numbers) in enumerate(table.rows):
        x = step * (place + 0.5)
        top = base
        for series, number in enumerate(numbers, start=1):
            height = (base - _HEAD) * number / most
            if number:
                top -= height
                bars.append(Bar(x - width / 2, top, width, height, series))
        if place % named == 0:
            names.append(Mark(x, HEIGHT - 7, name))
        if sum(numbers) and len(table.rows) <= 2 * 14:
            sums.append((Mark(x, top - 4, ""), sum(numbers)))
    return Chart(WIDTH, HEIGHT, base, tuple(bars), tuple(names), tuple(sums))


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart and the table that it draws."""

    chart: Chart
    table: Table


def drawn(*tables: Table) -> tuple[Figure, ...]:
    """Return each table with its chart."""
    return tuple(Figure(chart(table), table) for table in tables)


def tabulated(
    heads: Sequence[str], counted: Sequence[tuple[str, str]], order: Sequence[str]
) -> Table:
    """Return how often each (category, series) of `counted` occurs, categories in `order`.

    Series that never occur are left out, unless none does.
    """
    counts = Counter(counted)
    series = {head for _, head in counts}
    shown = tuple([head for head in heads if head in series] or heads[:1])
    rows = tuple((name, tuple(counts[name, head] for head in shown)) for name in order)
    return Table(shown, rows)
