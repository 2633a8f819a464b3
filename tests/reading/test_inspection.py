from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jdih.reading.inspection import Heading, Inspection, Place, Target
from jdih.reading.markdown import inspect, render
from tests.reading.test_markdown import ATTACKS


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("<div>\nx\n</div>\n\n<p>\n\ny <b>z</b>", [(1, 1), (5, 1), (7, 3), (7, 7)]),
        ("é <u>a</u>", [(1, 3), (1, 7)]),
        ("`<b>` \\<b> a < b <i>", [(1, 18)]),
        ("[a <b>x</b>](<t>) <i>", [(1, 4), (1, 8), (1, 19)]),
        ("> - x <s>\n>\n> <div>", [(1, 7), (3, 3)]),
        ("|a <s>|\n|-|\n|b <u>|", [(1, 4), (3, 4)]),
        ("<!-- a\n\nb -->\n\n<script>\n\n</script>\n\n<i>", [(1, 1), (5, 1), (9, 1)]),
        ("x[^1]\n\n[^1]: kaki <b>", [(3, 12)]),
        ("<http://a.b> <a@b.c> &lt;b&gt;", []),
        ("```\n<b>\n```\n\n    <i>", []),
    ],
)
def test_raw_html_is_found_where_it_stands(text: str, places: list[tuple[int, int]]) -> None:
    assert inspect(text).raw_html == tuple(Place(*place) for place in places)


def test_links_and_images_with_their_resolved_targets() -> None:
    text = (
        'é [a](/content/a.md) ![b *c*](x.png "t")\n'
        "[![d](y.png)](z) <http://e.f> www.g.h i@j.k\n\n"
        "[l][R] [m](java&#115;cript:n)\n\n[R]: JavaScript:o\n"
    )
    found = inspect(text)
    assert found.links == (
        Target("/content/a.md", "", Place(1, 3), dangerous=False),
        Target("z", "", Place(2, 1), dangerous=False),
        Target("http://e.f", "", Place(2, 18), dangerous=False),
        Target("http://www.g.h", "", Place(2, 31), dangerous=False),
        Target("mailto:i@j.k", "", Place(2, 39), dangerous=False),
        Target("JavaScript:o", "", Place(4, 1), dangerous=True),
        Target("javascript:n", "", Place(4, 8), dangerous=True),
    )
    assert found.images == (
        Target("x.png", "b c", Place(1, 22), dangerous=False),
        Target("y.png", "d", Place(2, 2), dangerous=False),
    )


def test_links_within_footnotes_and_tables() -> None:
    found = inspect("x[^1]\n\n[^1]: [a](b)\n\n|c|\n|-|\n|é [d](e)|\n")
    assert [(link.url, link.place) for link in found.links] == [
        ("e", Place(7, 4)),
        ("b", Place(3, 7)),
    ]


def test_headings_of_both_forms() -> None:
    assert inspect("# A *b*\n\nC\n---\n\n> ### D <i>").headings == (
        Heading(1, "A b", Place(1, 1)),
        Heading(2, "C", Place(3, 1)),
        Heading(3, "D", Place(6, 3)),
    )


def test_a_costly_text_is_named_and_not_looked_into() -> None:
    assert inspect("a\n\n" + ">" * 60 + "<b>") == Inspection((), (), (), (), costly=3)


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(ATTACKS, max_size=40).map("".join))
def test_checker_and_builder_see_the_same(text: str) -> None:
    seen: list[str] = []

    def note(target: str) -> str:
        seen.append(target)
        return "/x"

    render(text, note)
    found = inspect(text)
    harmless = [
        target.url
        for target in (*found.links, *found.images)
        if not target.dangerous and not target.url.startswith("#")
    ]
    assert sorted(url for url in harmless if url) == sorted(url for url in seen if url)
    lines = text.count("\n") + 1
    assert all(1 <= place.line <= lines for place in found.raw_html)
