"""Where everything stands: columns, rows, symbols, pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from jdih.model.sop import Sop, Step
from jdih.website.flowchart.measure import lines

WIDTH = 1040.0
PAGE_HEIGHT = 690.0
"""Room of a page of A4 landscape at this width, margins of 12 mm and the page's number left out."""

SIZE = 11.0
SMALL = 9.5
LEADING = 1.28
PAD = 6.0
SYMBOL = 30.0
"""Height of a symbol."""

GAP = 26.0
"""Room above and below a symbol, where arrows turn."""

CONNECTOR = 34.0
"""Height of the strip at a page's edge that holds its connectors."""

_NUMBER_ROOM = 30.0
_TIME_ROOM = 62.0
_LANE = (58.0, 92.0)
_LANES_ROOM = 470.0


class Shape(StrEnum):
    """The five symbols of the form but the arrow, which is a line."""

    TERMINATOR = "kapsul"
    PROCESS = "kotak"
    DECISION = "belah-ketupat"
    CONNECTOR = "segilima"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the matrix: its head, broken into lines, and where it stands."""

    head: tuple[str, ...]
    left: float
    width: float

    @property
    def middle(self) -> float:
        """The x of its middle."""
        return self.left + self.width / 2


@dataclass(frozen=True, slots=True)
class Symbol:
    """A symbol around its middle."""

    shape: Shape
    x: float
    y: float
    width: float
    text: str = ""

    @property
    def left(self) -> float:
        """The x of its left end."""
        return self.x - self.width / 2

    @property
    def right(self) -> float:
        """The x of its right end."""
        return self.x + self.width / 2


@dataclass(frozen=True, slots=True)
class Row:
    """A step on a page: the cells of its row in the order of the columns, and its symbols.

    `cells` has one group of lines per column, empty for lanes. `first` and `last` are the symbols
    at which arrows arrive and from which they leave.
    """

    step: Step
    top: float
    height: float
    cells: tuple[tuple[str, ...], ...]
    symbols: tuple[Symbol, ...]

    @property
    def bottom(self) -> float:
        """The y of its lower edge."""
        return self.top + self.height

    @property
    def first(self) -> Symbol:
        """The symbol at which arrows arrive."""
        return self.symbols[0]

    @property
    def last(self) -> Symbol:
        """The symbol from which arrows leave."""
        return self.symbols[-1]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: its columns, the height of their heads, its rows, and its own height."""

    columns: tuple[Column, ...]
    lanes: tuple[Column, ...]
    head: float
    rows: tuple[Row, ...]
    height: float


def sheets(sop: Sop) -> tuple[Sheet, ...]:
    """Return the pages of an SOP's matrix, each with as many steps as it has room for."""
    remarks = any(step.remark for step in sop.steps)
    columns, lanes = _columns(sop, remarks=remarks)
    head = 2 * _height(1) + max(_height(len(lane.head), SMALL) for lane in lanes)
    pages: list[list[tuple[Step, float]]] = [[]]
    used = head
    room = PAGE_HEIGHT - 2 * CONNECTOR
    for step in sop.steps:
        tall = _row_height(step, columns, remarks=remarks)
        if pages[-1] and used + tall > room:
            pages.append([])
            used = head
        pages[-1].append((step, tall))
        used += tall
    count = len(pages)
    return tuple(
        _sheet(sop, columns, lanes, head, page, before=place > 0, after=place < count - 1)
        for place, page in enumerate(pages)
        if page
    )


def _columns(sop: Sop, *, remarks: bool) -> tuple[tuple[Column, ...], tuple[Column, ...]]:
    least, most = _LANE
    lane = max(least, min(most, _LANES_ROOM / max(len(sop.roles), 1)))
    rest = WIDTH - _NUMBER_ROOM - _TIME_ROOM - lane * len(sop.roles)
    shares = (0.36, 0.22, 0.2, 0.22) if remarks else (0.46, 0.27, 0.27)
    kegiatan, *standards = (rest * share for share in shares)
    rooms = [_NUMBER_ROOM, kegiatan, *(lane for _ in sop.roles), standards[0], _TIME_ROOM]
    rooms += standards[1:]
    heads = ["No", "Kegiatan", *(role.name for role in sop.roles), "Kelengkapan", "Waktu", "Output"]
    heads += ["Keterangan"] * remarks
    columns: list[Column] = []
    left = 0.0
    for head, room in zip(heads, rooms, strict=True):
        columns.append(Column(lines(head, room - PAD, SMALL), left, room))
        left += room
    return tuple(columns), tuple(columns[2 : 2 + len(sop.roles)])


def _texts(step: Step, *, remarks: bool) -> tuple[str, ...]:
    """Return what a row says outside its lanes."""
    several = [_bullets(step.requirements), step.time, _bullets(step.outputs)]
    return (str(step.number), step.text, *several, *([step.remark] if remarks else []))


def _bullets(values: tuple[str, ...]) -> str:
    return "\n".join(f"•\u00a0{value}" for value in values) if len(values) > 1 else "".join(values)


def _broken(text: str, column: Column) -> tuple[str, ...]:
    room = column.width - 2 * PAD
    return tuple(line for part in text.split("\n") for line in lines(part, room, SIZE))


def _outside(columns: tuple[Column, ...], *, remarks: bool) -> tuple[Column, ...]:
    """Return the columns that are no lanes."""
    return (*columns[:2], *columns[-4 if remarks else -3 :])


def _height(count: int, size: float = SIZE) -> float:
    return count * size * LEADING + 2 * PAD


def _row_height(step: Step, columns: tuple[Column, ...], *, remarks: bool) -> float:
    texts = _texts(step, remarks=remarks)
    outside = _outside(columns, remarks=remarks)
    counts = (len(_broken(text, at)) for text, at in zip(texts, outside, strict=True))
    return max(_height(max(counts)), SYMBOL + 2 * GAP)


def _sheet(
    sop: Sop,
    columns: tuple[Column, ...],
    lanes: tuple[Column, ...],
    head: float,
    page: list[tuple[Step, float]],
    *,
    before: bool,
    after: bool,
) -> Sheet:
    remarks = len(columns) == len(lanes) + 6
    top = head + CONNECTOR * before
    rows: list[Row] = []
    for step, tall in page:
        told = iter(
            _broken(text, at)
            for text, at in zip(
                _texts(step, remarks=remarks), _outside(columns, remarks=remarks), strict=True
            )
        )
        cells = tuple(() if column in lanes else next(told) for column in columns)
        symbols = tuple(_symbols(sop, step, lanes, top + tall / 2))
        rows.append(Row(step, top, tall, cells, symbols))
        top += tall
    return Sheet(columns, lanes, head, tuple(rows), top + CONNECTOR * after)


def _symbols(sop: Sop, step: Step, lanes: tuple[Column, ...], y: float) -> Iterator[Symbol]:
    """Yield the symbols of a step from left to right, one in each lane that has a part in it."""
    codes = (*step.deciders, *step.performers)
    shape = _shape(sop, step)
    own = [lane for lane, role in zip(lanes, sop.roles, strict=True) if role.code in codes]
    for lane in own or lanes[:1]:
        yield Symbol(shape, lane.middle, y, lane.width - 26)


def _shape(sop: Sop, step: Step) -> Shape:
    if step.decision is not None:
        return Shape.DECISION
    ends = {sop.steps[0].number, sop.steps[-1].number}
    return Shape.TERMINATOR if step.number in ends else Shape.PROCESS
