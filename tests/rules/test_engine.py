"""What is found is the same, whoever looks for it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

CHECK = """
import json, sys
from pathlib import Path
from jdih import hands, resources
from jdih.repository.overlay import Overlay
from jdih.repository.tree import WorkTree
from jdih.rules import engine

engine._PORTION = 5
hands.hands = lambda: int(sys.argv[1])
home = "content/index.md"
tree = WorkTree(resources.folder())
faulty = tree.read(home) + b"\\n<b>x</b> [y](/content/tiada.md) 081234567890\\n"
checked = engine.check_tree(Overlay(tree, [home], {home: faulty}))
print(json.dumps([finding.as_text() for finding in checked.findings]))
"""


def found(copies: int) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", CHECK, str(copies)], stdout=subprocess.PIPE, check=True
    )
    told: list[str] = json.loads(done.stdout)
    return told


@pytest.mark.skipif(sys.platform != "linux", reason="a process is copied on Linux only")
def test_several_processes_find_what_one_finds() -> None:
    alone = found(1)
    assert any("JD404" in line for line in alone)
    assert any("JD423" in line for line in alone)
    assert found(3) == alone
