"""A header as plain values."""

from __future__ import annotations

from jdih.reading.plain_values import plain, typed
from jdih.reading.strict_yaml import parse


def test_plain_leaves_out_what_was_left_blank_and_strips() -> None:
    root = parse("a.md", "a:\nb: ''\nc: [' x ']\nd:\n  e:\nf: >\n  teks\n").root
    assert root is not None
    assert plain(root) == {"b": "", "c": ["x"], "f": "teks"}


def test_typed_knows_numbers_and_truth_only_unquoted() -> None:
    root = parse("a.yml", "a: 7\nb: '7'\nc: true\nd: 'true'\ne: 007\nf: 1.5\ng: -3\n").root
    assert root is not None
    assert typed(root) == {
        "a": 7, "b": "7", "c": True, "d": "true", "e": 7, "f": "1.5", "g": -3,
    }  # fmt: skip
