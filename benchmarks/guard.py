"""``python -m benchmarks.guard``: the small form, for continuous integration.

It fails on a ratio of seconds of processor, or of bytes, never on seconds: how fast a machine is
and what else it does falls on both sides. Nothing is installed: the peers are those of the lock.
Each command runs several times, and its best run counts.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks import browser, corpus, goals, peer_sites, works
from benchmarks.goals import Verdict
from benchmarks.measure import Failed, Result, Work, measure
from benchmarks.report import Section
from benchmarks.works import Desk

_PLACE = Path(__file__).parents[1] / "build" / "bench-kecil"
_NONE, _FEW, _MANY = 0, 250, 1_000
"""How many documents: without any, the sample office is left, and the start of the program."""
_ROUNDS = 3
_GROWING = ("jdih build", "jdih check")


def main() -> int:
    """Measure and judge; return 0, 1 when a goal is missed, or 2 when a command failed."""
    try:
        verdicts = list(_verdicts())
    except (Failed, subprocess.CalledProcessError) as error:
        print(error, file=sys.stderr)
        return 2
    return told(verdicts)


def told(verdicts: Sequence[Verdict]) -> int:
    """Say each verdict, what was missed on the error stream; return 1 when anything was, else 0.

    A goal that was not measured is missed too: here all of them are.
    """
    missed = [one for one in verdicts if not one.kept]
    for one in verdicts:
        if one.kept:
            print(f"kept: {one}")
    for one in missed:
        print(f"missed: {one}", file=sys.stderr)
    return int(bool(missed))


def _verdicts() -> Iterator[Verdict]:
    _PLACE.mkdir(parents=True, exist_ok=True)
    desks = {count: _desk(count) for count in (_NONE, _FEW, _MANY)}
    measured = _measured(desks)
    size = f"{_MANY:,} documents"
    last = tuple(result for (count, _), result in measured.items() if count == _MANY)
    yield from goals.judge(goals.SMALL, [Section("small", {size: last})], best=True)
    for name in _GROWING:
        none, few, many = (measured[count, name] for count in desks)
        yield goals.judge_marginal(size, none, few, many)
    desk = desks[_MANY]
    peer = browser.material_query(desk.site("mkdocs-search"))
    most = max(browser.queries(desk.site("jdih")), key=lambda query: query.bytes)
    yield from goals.judge_query(size, most.words, most.bytes, peer, goals.SMALL_QUERY_SHARE)


def _desk(count: int) -> Desk:
    office, copies = _PLACE / f"office-{count}", _PLACE / f"copies-{count}"
    for folder in (office, copies):
        shutil.rmtree(folder, ignore_errors=True)
    corpus.lay(office, count)
    peer_sites.lay(office, copies)
    return Desk(office, copies, Path(sys.prefix))


def _measured(desks: Mapping[int, Desk]) -> dict[tuple[int, str], Result]:
    """Return by size and name the results of ours and, at the largest, those of the peers.

    All sizes take part in each round, so that noise falls on all alike.
    """
    rows: dict[tuple[int, str], Work] = {}
    for count, desk in desks.items():
        names = {*_GROWING, *(goal.of for goal in goals.SMALL if count == _MANY)}
        for work in (*works.check(desk), *works.whole(desk)):
            if work.name in names:
                rows[count, work.name] = work
    results = measure(list(rows.values()), _ROUNDS, _PLACE / "log")
    return dict(zip(rows, results, strict=True))


if __name__ == "__main__":
    sys.exit(main())
