"""Writes the pages of a flowchart as SVG. Colours come from the theme, by class."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from jdih.model.sop import Sop
from jdih.website.flowchart.chart import (
    LEADING,
    PAD,
    SIZE,
    SMALL,
    SYMBOL,
    WIDTH,
    Row,
    Shape,
    Sheet,
    Symbol,
    sheets,
)
from jdih.website.flowchart.routes import BESIDE, Arrow, Routes, routes

_HEAD_ROW = SIZE * LEADING + 2 * PAD
_POINT = 5.0


def flowchart(sop: Sop) -> tuple[str, ...]:
    """Return one SVG for each page of the SOP's matrix."""
    pages = sheets(sop)
    drawn = zip(pages, routes(sop, pages), strict=True)
    return tuple(
        _page(sop, sheet, way, number, len(pages)) for number, (sheet, way) in enumerate(drawn, 1)
    )


def _page(sop: Sop, sheet: Sheet, way: Routes, number: int, count: int) -> str:
    name = f"Diagram alir {sop.title}" + (f", lembar {number} dari {count}" if count > 1 else "")
    root = ET.Element(
        "svg",
        {
            "class": "jdih-alir",
            "viewBox": f"-1 -1 {_n(WIDTH + 2)} {_n(sheet.height + 2)}",
            "role": "img",
            "aria-label": f"{name}. Isi yang sama ada pada tabel matriks kegiatan.",
        },
    )
    _frame(root, sheet)
    for row in sheet.rows:
        _cells(root, sheet, row)
    for joint in way.joints:
        _line(root, joint, "jdih-alir__sambung")
    for arrow in way.arrows:
        _line(root, arrow, "jdih-alir__panah")
        _head(root, arrow)
    for row in sheet.rows:
        for symbol in row.symbols:
            _symbol(root, symbol)
    for symbol in way.connectors:
        _symbol(root, symbol)
    for arrow in way.arrows:
        _label(root, arrow)
    return ET.tostring(root, encoding="unicode")


def _frame(root: ET.Element, sheet: Sheet) -> None:
    """Draw the heads of the columns and the lines between them."""
    group = ET.SubElement(root, "g", {"class": "jdih-alir__rangka"})
    _box(group, 0, 0, WIDTH, sheet.head, "jdih-alir__kepala")
    first, last = sheet.lanes[0], sheet.lanes[-1]
    standards = sheet.columns[sheet.columns.index(last) + 1 :][:3]
    for title, left, right in (
        ("Pelaksana", first.left, last.left + last.width),
        ("Mutu baku", standards[0].left, standards[-1].left + standards[-1].width),
    ):
        _text(group, [title], (left + right) / 2, _HEAD_ROW / 2, SMALL, bold=True)
        _rule(group, left, _HEAD_ROW, right, _HEAD_ROW)
    grouped = {*sheet.lanes, *standards}
    for column in sheet.columns:
        low = _HEAD_ROW if column in grouped else 0.0
        middle = (low + sheet.head) / 2
        _text(group, list(column.head), column.middle, middle, SMALL, bold=True)
        starts_group = column in (first, standards[0])
        _rule(group, column.left, 0 if starts_group or low == 0 else low, column.left, sheet.height)
    for row in sheet.rows:
        _rule(group, 0, row.top, WIDTH, row.top)
    bottom = sheet.rows[-1].bottom
    _rule(group, 0, bottom, WIDTH, bottom)
    _box(group, 0, 0, WIDTH, sheet.height, "jdih-alir__tepi")


def _cells(root: ET.Element, sheet: Sheet, row: Row) -> None:
    for column, text in zip(sheet.columns, row.cells, strict=True):
        if text:
            centred = column.width < 80
            x = column.middle if centred else column.left + PAD
            _text(root, list(text), x, row.top + row.height / 2, SIZE, centred=centred)


def _text(
    parent: ET.Element,
    words: list[str],
    x: float,
    y: float,
    size: float,
    *,
    bold: bool = False,
    centred: bool = True,
) -> None:
    """Write lines around the middle `y`."""
    attributes = {"font-size": _n(size)}
    if bold:
        attributes["font-weight"] = "600"
    if centred:
        attributes["text-anchor"] = "middle"
    text = ET.SubElement(parent, "text", attributes)
    top = y - (len(words) - 1) * size * LEADING / 2 + size * 0.35
    for number, line in enumerate(words):
        ET.SubElement(
            text, "tspan", {"x": _n(x), "y": _n(top + number * size * LEADING)}
        ).text = line


def _symbol(root: ET.Element, symbol: Symbol) -> None:
    left, right, x, y = symbol.left, symbol.right, symbol.x, symbol.y
    half = SYMBOL / 2
    if symbol.shape in {Shape.PROCESS, Shape.TERMINATOR}:
        round_ = half if symbol.shape is Shape.TERMINATOR else 0
        box = _box(root, left, y - half, symbol.width, SYMBOL, "jdih-alir__simbol")
        if round_:
            box.set("rx", _n(round_))
    elif symbol.shape is Shape.DECISION:
        _polygon(root, ((x, y - half), (right, y), (x, y + half), (left, y)))
    else:
        points = ((left, y - 10), (right, y - 10), (right, y + 2), (x, y + 10), (left, y + 2))
        _polygon(root, points)
        _text(root, [symbol.text], x, y - 2.5, SMALL, bold=True)


def _polygon(root: ET.Element, points: tuple[tuple[float, float], ...]) -> None:
    ET.SubElement(root, "polygon", {"class": "jdih-alir__simbol", "points": _points(points)})


def _line(root: ET.Element, arrow: Arrow, kind: str) -> None:
    ET.SubElement(root, "polyline", {"class": kind, "points": _points(arrow.points)})


def _head(root: ET.Element, arrow: Arrow) -> None:
    """Draw the point of an arrow: a triangle of its own, so that no page shares an id."""
    (from_x, from_y), (x, y) = arrow.points[-2:]
    length = max(abs(x - from_x), abs(y - from_y)) or 1
    along = ((x - from_x) / length, (y - from_y) / length)
    back = (x - along[0] * _POINT * 1.6, y - along[1] * _POINT * 1.6)
    side = (-along[1] * _POINT * 0.8, along[0] * _POINT * 0.8)
    triangle = (
        (x, y),
        (back[0] + side[0], back[1] + side[1]),
        (back[0] - side[0], back[1] - side[1]),
    )
    ET.SubElement(root, "polygon", {"class": "jdih-alir__ujung", "points": _points(triangle)})


def _label(root: ET.Element, arrow: Arrow) -> None:
    if not arrow.label:
        return
    (x, y), (to_x, to_y) = arrow.points[:2]
    downward = x == to_x and to_y > y
    anchor = "start" if downward or to_x > x else "end"
    at = (x + BESIDE, y + SMALL) if downward else (x + BESIDE * (1 if to_x > x else -1), y - BESIDE)
    text = ET.SubElement(
        root,
        "text",
        {
            "class": "jdih-alir__jalan",
            "font-size": _n(SMALL),
            "text-anchor": anchor,
            "x": _n(at[0]),
            "y": _n(at[1]),
        },
    )
    text.text = arrow.label


def _box(
    parent: ET.Element, x: float, y: float, width: float, height: float, kind: str
) -> ET.Element:
    return ET.SubElement(
        parent,
        "rect",
        {"class": kind, "x": _n(x), "y": _n(y), "width": _n(width), "height": _n(height)},
    )


def _rule(parent: ET.Element, x1: float, y1: float, x2: float, y2: float) -> None:
    ET.SubElement(parent, "line", {"x1": _n(x1), "y1": _n(y1), "x2": _n(x2), "y2": _n(y2)})


def _points(points: tuple[tuple[float, float], ...]) -> str:
    return " ".join(f"{_n(x)},{_n(y)}" for x, y in points)


def _n(value: float) -> str:
    """Write a length with one decimal at most, the same on every machine."""
    return f"{value:.1f}".removesuffix(".0")
