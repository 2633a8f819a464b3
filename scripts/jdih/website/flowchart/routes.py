"""The arrows: from step to step, back after a refusal, and over the edge of a page.

An arrow to the next step leaves below and turns between the rows. Any other leaves at the side,
runs along the edge of a lane, where no symbol stands, and arrives at the side. Where it leads to
another page, a connector (*segilima*) with the same letter stands at either end.
"""

from __future__ import annotations

import string
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from jdih.model.sop import Sop, Step
from jdih.website.flowchart.chart import (
    CONNECTOR,
    SYMBOL,
    Column,
    Row,
    Shape,
    Sheet,
    Symbol,
)

BESIDE = 4.0
"""How far a label stands from its line."""

_MARGIN = 7.0
_CONNECTOR_WIDTH = 20.0

APPROVED, REFUSED = "Setuju", "Tidak"


@dataclass(frozen=True, slots=True)
class Arrow:
    """A line through `points` with a head at its end, and what is written at its beginning."""

    points: tuple[tuple[float, float], ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A way from a step to another, as the SOP has it. `way` is empty but for decisions."""

    source: int
    target: int
    way: str = ""


@dataclass(frozen=True, slots=True)
class Routes:
    """What a page shows besides its rows."""

    arrows: tuple[Arrow, ...]
    joints: tuple[Arrow, ...]
    connectors: tuple[Symbol, ...]


def links(sop: Sop) -> Iterator[Link]:
    """Yield every way from step to step, in order."""
    numbers = [step.number for step in sop.steps]
    following = dict(pairwise(numbers))
    for step in sop.steps:
        onward = following.get(step.number)
        for link in _ways(step, onward):
            if link.target in numbers:
                yield link


def _ways(step: Step, onward: int | None) -> Iterator[Link]:
    if step.decision is None:
        if onward is not None:
            yield Link(step.number, onward)
        return
    approve, refuse = step.decision.approve, step.decision.refuse
    yes = (approve.to if approve else None) or onward
    if yes is not None:
        yield Link(step.number, yes, APPROVED)
    if refuse and refuse.to is not None:
        yield Link(step.number, refuse.to, REFUSED)


def routes(sop: Sop, sheets: tuple[Sheet, ...]) -> tuple[Routes, ...]:
    """Return the arrows and connectors of each page."""
    place = {row.step.number: number for number, sheet in enumerate(sheets) for row in sheet.rows}
    letters = iter(string.ascii_uppercase)
    pages = [_Page(sheet) for sheet in sheets]
    for link in links(sop):
        source, target = place[link.source], place[link.target]
        if source == target:
            pages[source].within(link)
        else:
            letter = next(letters, "?")
            pages[source].leave(link, letter, down=target > source)
            pages[target].arrive(link, letter, down=target > source)
    return tuple(page.routes() for page in pages)


class _Page:
    """The arrows of one page as they come."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._rows = {row.step.number: row for row in sheet.rows}
        self._arrows: list[Arrow] = []
        self._connectors: list[Symbol] = []
        self._channels: dict[float, int] = {}

    def routes(self) -> Routes:
        """Return what came together."""
        joints = [
            Arrow(((left.right, left.y), (right.left, right.y)))
            for row in self._sheet.rows
            for left, right in pairwise(row.symbols)
        ]
        return Routes(tuple(self._arrows), tuple(joints), tuple(self._connectors))

    def within(self, link: Link) -> None:
        """Lead an arrow between two rows of this page."""
        source, target = self._rows[link.source], self._rows[link.target]
        if target.top == source.bottom:
            self._arrows.append(Arrow(_down(source.last, target.first, source.bottom), link.way))
        else:
            self._arrows.append(Arrow(self._around(source, target), link.way))

    def leave(self, link: Link, letter: str, *, down: bool) -> None:
        """Lead an arrow from a row to a connector."""
        row = self._rows[link.source]
        lowest = row is self._sheet.rows[-1]
        if down and lowest:
            y = self._sheet.height - CONNECTOR / 2
            end = _connector(row.last.x, y, letter)
            self._arrows.append(
                Arrow(((row.last.x, _foot(row.last)), (row.last.x, y - SYMBOL / 3)), link.way)
            )
        else:
            end = _connector(
                self._lane_edge(row.last.x) - _CONNECTOR_WIDTH / 2, row.bottom - 14, letter
            )
            self._arrows.append(
                Arrow(
                    ((row.last.right, row.last.y), (end.x, row.last.y), (end.x, end.y - 10)),
                    link.way,
                )
            )
        self._connectors.append(end)

    def arrive(self, link: Link, letter: str, *, down: bool) -> None:
        """Lead an arrow from a connector to a row."""
        row = self._rows[link.target]
        if down and row is self._sheet.rows[0]:
            y = row.top - CONNECTOR / 2
            self._connectors.append(_connector(row.first.x, y, letter))
            self._arrows.append(
                Arrow(((row.first.x, y + SYMBOL / 3), (row.first.x, _crown(row.first))))
            )
        else:
            x = self._lane_edge(row.last.x) - _CONNECTOR_WIDTH / 2
            self._connectors.append(_connector(x, row.bottom - 14, letter))
            self._arrows.append(
                Arrow(((x, row.bottom - 24), (x, row.last.y), (row.last.right, row.last.y)))
            )

    def _around(self, source: Row, target: Row) -> tuple[tuple[float, float], ...]:
        """Return a way along the edge of a lane, on the side where the target stands."""
        rightward = target.last.x >= source.last.x
        begin = source.last.right if rightward else source.first.left
        end = target.last.right if rightward else target.first.left
        edge = self._lane_edge(target.last.x) if rightward else self._lane(target.first.x).left
        slot = self._channels.setdefault(edge, 0)
        self._channels[edge] += 1
        inward = -1 if rightward else 1
        channel = edge + inward * (_MARGIN - slot * 3)
        return (
            (begin, source.last.y),
            (channel, source.last.y),
            (channel, target.last.y),
            (end, target.last.y),
        )

    def _lane_edge(self, x: float) -> float:
        lane = self._lane(x)
        return lane.left + lane.width

    def _lane(self, x: float) -> Column:
        return next(lane for lane in self._sheet.lanes if lane.left <= x < lane.left + lane.width)


def _down(source: Symbol, target: Symbol, border: float) -> tuple[tuple[float, float], ...]:
    """Return the way down over the border between two rows."""
    begin, end = (source.x, _foot(source)), (target.x, _crown(target))
    if source.x == target.x:
        return begin, end
    return begin, (source.x, border), (target.x, border), end


def _foot(symbol: Symbol) -> float:
    return symbol.y + SYMBOL / 2


def _crown(symbol: Symbol) -> float:
    return symbol.y - SYMBOL / 2


def _connector(x: float, y: float, letter: str) -> Symbol:
    return Symbol(Shape.CONNECTOR, x, y, _CONNECTOR_WIDTH, letter)
