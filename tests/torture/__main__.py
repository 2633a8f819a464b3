"""``python -m tests.torture``: the long form of the tortures, and their table in ``RESULTS.md``."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.report import machine

_HERE = Path(__file__).parent
_COLUMNS = ("name", "seed", "injections", "crashes", "entries", "distinct", "lost", "double",
            "retries", "worst", "seconds")  # fmt: skip
_SUMS = ("injections", "crashes", "entries", "distinct", "lost", "double")
_ABOUT = """\
# Last run of `make torture`

Written by the program; not to be edited. *injections* are faults that came to pass, *crashes*
processes that did not end by themselves, *entries* and *distinct* what the registers held in the
end and how many different facts that were, *lost* and *double* how that differs from what had to
be there. *retries* and *worst s* are the most tries, and the most seconds, that one append took
where writers met. A row is repeated by `TORTURE_SEED=… TORTURE=panjang pytest tests/torture`.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Torture the register and write the table; return pytest's exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("words", nargs="*", help="further words for pytest")
    words = parser.parse_args(argv).words
    facts = machine()
    with tempfile.TemporaryDirectory() as ledger:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "--numprocesses=auto", str(_HERE), *words],
            check=False,
            cwd=_HERE.parents[1],
            env={**os.environ, "TORTURE": "panjang", "TORTURE_LEDGER": ledger},
        )
        rows = [json.loads(file.read_text("utf-8")) for file in Path(ledger).glob("*.json")]
    (_HERE / "RESULTS.md").write_text(render(rows, facts, done.returncode), encoding="utf-8")
    print("tests/torture/RESULTS.md written")
    return done.returncode


def render(rows: Sequence[Mapping[str, Any]], facts: Mapping[str, str], code: int) -> str:
    """Return the report: `rows` are tallies, `code` is pytest's word on the whole."""
    ordered = sorted(rows, key=lambda row: str(row["name"]))
    total = {name: sum(row[name] for row in ordered) for name in _SUMS}
    head = [name.replace("worst", "worst s") for name in _COLUMNS]
    table = [
        head,
        ["---", *["--:"] * (len(_COLUMNS) - 1)],
        *([_shown(row[name]) for name in _COLUMNS] for row in ordered),
        ["**all**", *(f"**{total[name]:,}**" if name in total else "" for name in _COLUMNS[1:])],
    ]
    lines = [
        _ABOUT,
        *(f"- {name}: {value}" for name, value in facts.items()),
        f"- tests: {'all passed' if code == 0 else f'NOT all passed (pytest ended with {code})'}",
        "",
        *(f"| {' | '.join(cells)} |" for cells in table),
    ]
    return "\n".join(lines) + "\n"


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return value
    return f"{value:.1f}" if isinstance(value, float) else str(value)


if __name__ == "__main__":
    sys.exit(main())
