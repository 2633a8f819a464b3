"""Standards against actual, against tables computed by hand, one a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from jdih.model.entry import Activity
from jdih.reading import strict_yaml
from jdih.workflow.standards import StepTimes, Taken, step_times
from tests.trees import EXAMPLES

CASES = sorted((EXAMPLES / "standards").glob("*.yml"))
BEGIN, END = "2026-11-23T08:00:00+07:00", "2026-11-23T09:00:00+07:00"


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case_computed_by_hand(path: Path) -> None:
    parsed = strict_yaml.parse(path.name, path.read_text(encoding="utf-8"))
    case = parsed.root
    assert case is not None
    assert parsed.findings == ()

    rows = step_times(map(taken, case.texts("langkah")))

    assert [line(row) for row in rows] == list(case.texts("hasil")), case.text("hitungan")


def test_there_are_cases() -> None:
    assert len(CASES) > 3


def taken(text: str) -> Taken:
    """Read ``7/2026 2026-aaaaa uji 2.1 180 450``."""
    entry, item, sop, which, used, standard = text.split()
    step, number = map(int, which.split("."))
    begin = "" if used == "tidak" else BEGIN
    end = END if used.isdigit() else ""
    minutes = int(used) if used.isdigit() else None
    allowed = None if standard == "–" else int(standard)
    return Taken(entry, item, sop, Activity(step, number, "", begin, end, minutes, allowed))


def line(row: StepTimes) -> str:
    def shown(number: int | None) -> object:
        return "–" if number is None else number

    over = "; ".join(
        f"{one.entry} {one.activity.step}.{one.activity.round} {one.over}" for one in row.breaches
    )
    return (
        f"{row.sop} {row.step} baku {shown(row.standard)}: {row.count} konten, "
        f"median {shown(row.median)}, terlama {shown(row.worst)}, lewat {over or '–'}, "
        f"berjalan {row.running}, tidak tercatat {row.unknown}"
    )
