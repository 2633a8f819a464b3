"""Pictures in a text on GitHub are found in both forms, and nothing else is."""

from __future__ import annotations

import time

import pytest

from jdih.reading.picture_links import pictures_in, without_pictures


@pytest.mark.parametrize(
    ("text", "addresses", "rest"),
    [
        ("a ![image](https://x/1) b", ["https://x/1"], "a  b"),
        ('<img width="9" alt="[1]" src="https://x/1?a&amp;b" />', ["https://x/1?a&b"], ""),
        ("![Foto [1].png](https://x/1)![b](https://x/2 'c')", ["https://x/1", "https://x/2"], ""),
        ("![a](https://x/1)\n![a](https://x/1)", ["https://x/1"], "\n"),
        ("[a.pdf](https://x/1) https://x/2", [], "[a.pdf](https://x/1) https://x/2"),
        ("<IMG SRC='https://x/1'>", ["https://x/1"], ""),
        ("![a](", [], "![a]("),
        ('<img src="https://x/1"', [], '<img src="https://x/1"'),
        ("", [], ""),
    ],
)  # fmt: skip
def test_pictures_are_told_from_words(text: str, addresses: list[str], rest: str) -> None:
    assert list(pictures_in(text)) == addresses
    assert without_pictures(text) == rest


@pytest.mark.parametrize("piece", ["![", "![a](", "<img ", "<img src=", '<img src="a" '])
def test_no_text_takes_long(piece: str) -> None:
    begun = time.monotonic()
    pictures_in(piece * (65_536 // len(piece)))
    assert time.monotonic() - begun < 3
