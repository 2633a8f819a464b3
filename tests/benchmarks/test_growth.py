"""The picture of the growth: every command is in it by name, and its numbers in the table."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from benchmarks.growth import draw, spread
from benchmarks.report import growing, render
from tests.benchmarks.test_goals import result, section

SVG = "{http://www.w3.org/2000/svg}"
LINES = {
    "jdih check": [(100, 0.6), (1000, 1.5), (10000, 12.0)],
    "a & b <peer>": [(1000, 8.0), (10000, 80.0)],
}


@pytest.fixture(scope="module")
def picture() -> ET.Element:
    return ET.fromstring(draw(LINES, ours="jdih"))


def test_each_command_has_a_line_and_its_name(picture: ET.Element) -> None:
    lines = [one for one in picture.iter(f"{SVG}polyline") if one.get("class") in {"ours", "peer"}]
    names = [one for one in picture.iter(f"{SVG}text") if one.get("class") in {"ours", "peer"}]

    assert {(one.get("class"), (one.get("points") or "").count(",")) for one in lines} == {
        ("ours", 3),
        ("peer", 2),
    }
    assert {(one.get("class"), one.text) for one in names} == {
        ("ours", "jdih check, 12 s"),
        ("peer", "a & b <peer>, 80 s"),
    }


def test_more_documents_are_to_the_right_and_more_seconds_above(picture: ET.Element) -> None:
    drawn = {one.get("class"): one.get("points") or "" for one in picture.iter(f"{SVG}polyline")}
    places = [tuple(map(float, place.split(","))) for place in drawn["ours"].split()]
    assert all(left[0] < right[0] and left[1] > right[1] for left, right in pairwise(places))
    (x, y), (then, above) = (tuple(map(float, p.split(","))) for p in drawn["peer"].split())
    # Ten times of both: a line as steep as the one that shows what is linear.
    guide = [tuple(map(float, p.split(","))) for p in drawn["patokan"].split()]
    slope = (guide[1][1] - guide[0][1]) / (guide[1][0] - guide[0][0])
    assert (above - y) / (then - x) == pytest.approx(slope, abs=0.01)


def test_it_can_be_read_light_and_dark_and_aloud(picture: ET.Element) -> None:
    style = picture.findtext(f"{SVG}style") or ""
    light, dark = style.split("@media (prefers-color-scheme:dark)")
    for part in ("text{", ".dasar{", ".kisi{", ".ours{", ".peer{", "text.ours{", "text.peer{"):
        assert part in light
        assert part in dark
    told = picture.findtext(f"{SVG}desc") or ""
    assert "jdih check: 0.60 s at 100, 1.50 s at 1,000, 12 s at 10,000" in told


def test_names_never_lie_on_each_other() -> None:
    places = spread([60, 61, 62, 300, 588, 589, 590, 590])
    assert all(below - above >= 19 for above, below in pairwise(places))
    assert places[3] == 300
    assert max(places) <= 590
    crowded = spread([400.0] * 40)
    assert all(below > above for above, below in pairwise(crowded))
    assert min(crowded) >= 56
    assert max(crowded) <= 590


def test_without_two_sizes_there_is_no_picture() -> None:
    with pytest.raises(ValueError, match="two sizes"):
        draw({}, ours="jdih")


def test_the_table_beside_it_holds_the_same_numbers() -> None:
    whole = section(result("jdih check", 24), few=(result("jdih check", 3),))
    later = section(result("jdih check", 99), few=(result("jdih check", 1),))
    alone = section(result("jdih --help", 1))

    assert {
        name: [(count, one.cpu) for count, one in points]
        for name, points in growing([whole, alone, later]).items()
    } == {"jdih check": [(1000, 3), (10000, 24)]}
    text = render([whole, alone], [], {}, {}, "About", picture="GROWTH.svg")
    grown = text[text.index("## Growth") :]
    assert "(GROWTH.svg)" in grown
    assert re.search(r"\| jdih check \| 3\.00 \| 24\.0 \| 8\.0 \| 8\.0 \|", grown)
