"""Every rule against its examples: a folder each, bad input and the exact expected output.

Where an example has ``dasar.json``, that is what readers know, and ``ops.json`` what follows it.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from jdih.commands.check import REPORTERS
from jdih.model.finding import Finding, Severity
from jdih.repository.tree import WorkTree
from jdih.rules.engine import check_change, check_tree
from jdih.rules.registry import RULES
from tests import trees

NOW = datetime(2026, 11, 23, tzinfo=UTC)
FINDINGS = trees.EXAMPLES / "findings"
CASES = sorted(path.name for path in FINDINGS.iterdir())


@pytest.mark.parametrize("case", CASES)
def test_example(case: str, tmp_path: Path) -> None:
    trees.lay_office(tmp_path)
    found: list[Finding] = []
    if (known := FINDINGS / case / "dasar.json").exists():
        trees.apply(tmp_path, known)
        before = check_tree(WorkTree(tmp_path))
        assert before.findings == ()
        trees.apply(tmp_path, FINDINGS / case / "ops.json")
        found += check_change(before, check_tree(WorkTree(tmp_path)), NOW)
    else:
        trees.apply(tmp_path, FINDINGS / case / "ops.json")
    found += check_tree(WorkTree(tmp_path)).findings
    expected = (FINDINGS / case / "expected.txt").read_text(encoding="utf-8")
    assert REPORTERS["text"](sorted(found)) == expected


def test_every_rule_has_an_example() -> None:
    shown = {
        code
        for case in CASES
        for code in RULES
        if f" {code} " in (FINDINGS / case / "expected.txt").read_text(encoding="utf-8")
    }
    assert shown == set(RULES)


def test_every_example_is_named_after_the_rule_it_shows() -> None:
    for case in CASES:
        code, _, rest = case.partition("-")
        assert rest, case
        if code in RULES:
            expected = (FINDINGS / case / "expected.txt").read_text(encoding="utf-8")
            assert f" {code} {RULES[code].slug} " in expected


def test_the_sound_office_has_no_finding(tmp_path: Path) -> None:
    trees.lay_office(tmp_path)
    assert check_tree(WorkTree(tmp_path)).findings == ()


def test_the_repository_itself_has_no_error() -> None:
    found = check_tree(WorkTree(trees.ROOT)).findings
    assert [finding.as_text() for finding in found if finding.severity is Severity.ERROR] == []
