"""The tables name tests that are there, all 13 invariants and all 23 faults."""

from __future__ import annotations

import re
from pathlib import Path

from tests.torture.__main__ import render
from tests.trees import ROOT

README = (Path(__file__).parent / "README.md").read_text(encoding="utf-8")


def test_every_named_test_is_there() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", README)
    assert len(named) > 50
    for path, test in named:
        source = (ROOT / path).read_text(encoding="utf-8")
        assert not test or f"def {test}(" in source, f"{path}::{test}"


def test_nothing_is_left_out() -> None:
    rows = re.findall(r"^\| (I?\d+) \|", README, re.MULTILINE)
    assert rows == [f"I{n}" for n in range(1, 14)] + [f"{n}" for n in range(1, 24)]


def test_the_report_adds_up_and_says_when_it_failed() -> None:
    row = {"name": "a", "seed": 7, "injections": 2, "crashes": 1, "entries": 3, "distinct": 3,
           "lost": 0, "double": 0, "retries": 4, "worst": 0.25, "seconds": 1.0}  # fmt: skip
    text = render([row, {**row, "name": "b"}], {"date": "2026-11-27"}, 1)
    assert "| a | 7 | 2 | 1 | 3 | 3 | 0 | 0 | 4 | 0.2 | 1.0 |" in text
    assert "| **all** |  | **4** | **2** | **6** | **6** | **0** | **0** |  |  |  |" in text
    assert "NOT all passed" in text
