"""Every rule against its examples: a folder each, bad input and the exact expected output."""

from __future__ import annotations

from pathlib import Path

import pytest

from jdih.commands.check import REPORTERS
from jdih.model.finding import Severity
from jdih.repository.tree import WorkTree
from jdih.rules.engine import check_tree
from jdih.rules.registry import RULES
from tests import trees

FINDINGS = trees.EXAMPLES / "findings"
CASES = sorted(path.name for path in FINDINGS.iterdir())


@pytest.mark.parametrize("case", CASES)
def test_example(case: str, tmp_path: Path) -> None:
    trees.lay_office(tmp_path)
    trees.apply(tmp_path, FINDINGS / case / "ops.json")
    found = check_tree(WorkTree(tmp_path)).findings
    expected = (FINDINGS / case / "expected.txt").read_text(encoding="utf-8")
    assert REPORTERS["text"](found) == expected


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
