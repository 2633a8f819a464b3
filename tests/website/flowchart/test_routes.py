"""The chart itself: symbols, arrows and connectors of the SOPs as they are and may be."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from jdih.model.sop import Decision, Exit, Sop
from jdih.website.flowchart.chart import PAGE_HEIGHT, WIDTH, Shape, Sheet, sheets
from jdih.website.flowchart.drawing import flowchart
from jdih.website.flowchart.routes import Arrow, Link, links, routes
from jdih.workflow.sop_reader import parse_sop
from tests.website.sites import sop


def read(name: str = "kpu-2-2021") -> Sop:
    return parse_sop(sop(name), 450)


def longer(times: int) -> Sop:
    """Return the KPU's SOP with its steps repeated, so that it fills several pages."""
    own = read()
    count = len(own.steps)
    steps = [
        replace(
            step,
            number=step.number + count * turn,
            decision=step.decision
            and Decision(Exit("", step.number + count * turn + 1), Exit("", 3)),
        )
        for turn in range(times)
        for step in own.steps
    ]
    return replace(own, steps=tuple(steps))


def test_first_and_last_are_capsules_decisions_are_diamonds() -> None:
    (page,) = sheets(read())
    assert [row.first.shape for row in page.rows] == [
        Shape.TERMINATOR,
        Shape.PROCESS,
        Shape.PROCESS,
        Shape.PROCESS,
        Shape.DECISION,
        Shape.TERMINATOR,
    ]


def test_a_symbol_stands_in_the_lane_of_each_performer() -> None:
    (page,) = sheets(read())
    lanes = {lane.middle: lane for lane in page.lanes}
    assert [len(row.symbols) for row in page.rows] == [1, 2, 1, 2, 1, 1]
    assert all(symbol.x in lanes for row in page.rows for symbol in row.symbols)


def test_every_way_of_the_sop_is_drawn() -> None:
    assert list(links(read())) == [
        Link(1, 2),
        Link(2, 3),
        Link(3, 4),
        Link(4, 5),
        Link(5, 6, "Setuju"),
        Link(5, 3, "Tidak"),
    ]
    assert [link.way for link in links(read("mk-170-2022"))].count("Tidak") == 2


@pytest.mark.parametrize("own", [read(), read("mk-170-2022"), longer(4)], ids=["kpu", "mk", "4x"])
def test_pages_hold_what_fits_and_steps_stay_in_order(own: Sop) -> None:
    pages = sheets(own)
    assert [row.step.number for page in pages for row in page.rows] == [
        step.number for step in own.steps
    ]
    for page in pages:
        assert page.height <= PAGE_HEIGHT
        for above, below in pairwise(page.rows):
            assert above.bottom == below.top
        assert page.columns[-1].left + page.columns[-1].width == pytest.approx(WIDTH)


def crosses(arrow: Arrow, page: Sheet) -> list[int]:
    """Return the steps whose symbols an arrow runs through, its two ends apart."""
    found = []
    for (x1, y1), (x2, y2) in pairwise(arrow.points):
        for row in page.rows:
            for symbol in row.symbols:
                inside_x = min(x1, x2) < symbol.right - 1 and max(x1, x2) > symbol.left + 1
                inside_y = min(y1, y2) < symbol.y + 14 and max(y1, y2) > symbol.y - 14
                if inside_x and inside_y:
                    found.append(row.step.number)
    return found


@pytest.mark.parametrize("own", [read(), read("mk-170-2022"), longer(4)], ids=["kpu", "mk", "4x"])
def test_no_arrow_runs_through_a_symbol(own: Sop) -> None:
    pages = sheets(own)
    for page, way in zip(pages, routes(own, pages), strict=True):
        for arrow in way.arrows:
            assert crosses(arrow, page) == []
            for (x1, y1), (x2, y2) in pairwise(arrow.points):
                assert x1 == x2 or y1 == y2, "arrows run straight"


def test_over_a_page_edge_two_connectors_share_a_letter() -> None:
    own = longer(4)
    pages = sheets(own)
    assert len(pages) > 2
    letters = [connector.text for way in routes(own, pages) for connector in way.connectors]
    assert letters
    assert sorted(letters) == sorted([*set(letters)] * 2)


def test_a_decision_without_a_way_back_or_with_unknown_goals_is_drawn_all_the_same() -> None:
    own = read()
    steps = [
        replace(step, decision=step.decision and Decision(None, Exit("Tidak", 99)))
        for step in own.steps
    ]
    assert Link(5, 6, "Setuju") in list(links(replace(own, steps=tuple(steps))))
    assert flowchart(replace(own, steps=tuple(steps)))


def test_the_drawing_names_itself_and_carries_no_style_or_script() -> None:
    first, second = flowchart(read("mk-170-2022"))
    assert 'aria-label="Diagram alir Pengelolaan Media Sosial, lembar 1 dari 2.' in first
    assert "lembar 2 dari 2" in second
    for svg in (first, second):
        assert 'role="img"' in svg
        assert "style" not in svg
        assert "id=" not in svg
        assert ">Setuju<" in svg
        assert ">Tidak<" in svg


def test_words_of_the_sop_cannot_break_out() -> None:
    own = read()
    evil = replace(own.steps[0], text="</text><script>pwned=1</script>")
    (svg,) = flowchart(replace(own, steps=(evil, *own.steps[1:])))
    assert "<script" not in svg
