"""Lengths of texts: as X publishes them, and as a reader would count."""

from __future__ import annotations

import json
import time
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jdih.model.channel import Counting
from jdih.reading.text_length import excess, length
from tests.trees import EXAMPLES

X = Counting.WEIGHTED
PUBLISHED = json.loads((EXAMPLES / "text_length" / "twitter_text.json").read_text("utf-8"))
OURS = json.loads((EXAMPLES / "text_length" / "lengths.json").read_text("utf-8"))

letters = st.sampled_from([*"aZ9 .,/#@-?()\n", "é", "e\u0301", "\u200d", "\ufe0f", "🔥", "👨", "🇮",
                           "🇩", "🏽", "の", "http://", "jdih.go.id", "한", "\u20e3"])  # fmt: skip
texts = st.lists(letters, max_size=30).map("".join)


@pytest.mark.parametrize("case", PUBLISHED["tests"], ids=lambda case: case["description"])
def test_x_counts_as_its_own_library(case: dict[str, Any]) -> None:
    text = case["text"]
    assert length(text, X) == case["weightedLength"]
    fitting = text[: excess(text, X, 280)]
    assert len(fitting.encode("utf-16-le")) // 2 - 1 == case["validRangeEnd"]


@pytest.mark.parametrize("case", OURS, ids=lambda case: case["text"])
def test_lengths(case: dict[str, Any]) -> None:
    text = case["text"]
    assert {name: length(text, Counting(name)) for name in case["panjang"]} == case["panjang"]


@given(texts, st.sampled_from(Counting))
def test_what_fits_is_within_and_what_is_over_is_not(text: str, counting: Counting) -> None:
    whole = length(text, counting)
    assert excess(text, counting, whole) is None
    if whole:
        at = excess(text, counting, whole - 1)
        assert at is not None
        assert 0 <= at < len(text)


@given(texts, st.sampled_from(Counting))
def test_a_lower_limit_is_passed_no_later(text: str, counting: Counting) -> None:
    places = [excess(text, counting, limit) for limit in range(length(text, counting))]
    assert None not in places
    assert all(first <= then for first, then in pairwise(p for p in places if p is not None))


@given(texts)
def test_bytes_and_utf16_are_those_of_python(text: str) -> None:
    assert length(text, Counting.BYTES) == len(text.encode())
    assert length(text, Counting.UTF16) == len(text.encode("utf-16-le")) // 2


@pytest.mark.parametrize(
    "text",
    ["id." * 80_000, "-a." + "id." * 80_000, "http://a.id/" + "(" * 200_000, "a" * 250_000,
     "http://a.id/" + "(a" * 100_000, "http://a.id/" + "." * 200_000 + " ", "http://" * 30_000,
     "🔥\u200d" * 60_000, "e" + "\u0301" * 200_000],
    ids=lambda text: ascii(text[:12]),
)  # fmt: skip
@pytest.mark.parametrize("counting", Counting)
def test_no_text_takes_long(text: str, counting: Counting) -> None:
    began = time.monotonic()
    length(text, counting)
    assert time.monotonic() - began < 10
