"""The guide for editors: its table of rules and its skeleton are what the program holds."""

from __future__ import annotations

import re
from pathlib import Path

from jdih.commands.check import write_table
from jdih.model.finding import Severity
from jdih.repository.overlay import Overlay
from jdih.repository.tree import WorkTree
from jdih.rules.engine import check_tree
from tests.trees import ROOT

GUIDE = ROOT / "drafts" / "README.md"


def test_the_table_of_rules_is_the_programs(tmp_path: Path) -> None:
    copy = tmp_path / "README.md"
    copy.write_bytes(GUIDE.read_bytes())
    write_table(copy)
    remedy = "run: .venv/bin/jdih check --daftar drafts/README.md"
    assert copy.read_text(encoding="utf-8") == GUIDE.read_text(encoding="utf-8"), remedy


def test_the_skeleton_lacks_nothing_but_an_id_of_its_own() -> None:
    found = re.search(r"```yaml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    path = "drafts/kerangka/index.md"
    tree = Overlay(WorkTree(ROOT), (), {path: found[1].encode()})
    errors = [
        finding
        for finding in check_tree(tree).findings
        if finding.location.path == path and finding.severity is Severity.ERROR
    ]
    # Whoever copies it without choosing an id is told so: two items can never share one.
    assert [finding.code for finding in errors] == ["JD304"]
    assert errors[0].location.line == found[1].split("\n").index("id: 2026-GANTI") + 1
