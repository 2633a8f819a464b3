from __future__ import annotations

import pytest

from jdih.reading import effort

WIDE = effort.MAX_CELLS


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\n\n" + "> " * 51 + "b", 3),
        ("- " * 51 + "b", 1),
        ("1. " * 51 + "b", 1),
        ("|a" * 1000 + "\n" + "|-" * 1000 + "\n" + "|a\n" * 200, 1),
        ("a\n\n" + ("|a" * 300 + "\n" + "|-" * 300 + "\n" + "|a\n" * 100 + "\n") * 9, 106),
        ("> |a" + "|a" * 1000 + "\n> |-" + "|-" * 1000 + "\n" + "> |a\n" * 200, 1),
    ],
    ids=["quotes", "bullets", "numbers", "one table", "many tables", "quoted table"],
)
def test_what_would_blow_up_is_told_with_its_line(text: str, line: int) -> None:
    assert effort.too_costly(text) == line


@pytest.mark.parametrize(
    "text",
    [
        "> " * 50 + "b",
        "- - -\n\n* * *",
        "a > b > c\n" * 100,
        "| a | b |\n|---|---|\n" + "| 1 | 2 |\n" * 5000,
        "|" * 100_000,
        "",
    ],
    ids=["nested", "rules", "words", "long table", "bars", "empty"],
)
def test_what_people_write_is_not_too_costly(text: str) -> None:
    assert effort.too_costly(text) is None


def test_depth_is_counted_without_void_tags() -> None:
    assert not effort.nests_deeply("<p>" + "<br />" * 500 + "</p>")
    assert not effort.nests_deeply("<em>a</em>" * 500)
    assert effort.nests_deeply("<em>" * 101)


def test_few_marks_cannot_nest_deeply() -> None:
    assert not effort.may_nest_deeply("**a** [b](c)")
    assert effort.may_nest_deeply("*" * 51)
