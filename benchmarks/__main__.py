"""``python -m benchmarks``: lays the offices, installs the peers, measures, writes the table."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from benchmarks import goals, growth, peers, readers, works
from benchmarks.goals import Verdict
from benchmarks.measure import Failed, Work, measure
from benchmarks.report import Section, growing, machine, render
from benchmarks.works import Desk

_ROOT = Path(__file__).parents[1]
_PLACE = _ROOT / "build" / "bench"
_PICTURE = "GROWTH.svg"
_ABOUT = """\
The documents are invented by `benchmarks/corpus.py` (about 480 words each: items with picture and
captions under both SOPs, acts with relations, monographs, articles, rulings, pages), beside those
of the sample office. All programs read the same texts and headers; nothing is cached between
runs but where a table says so, and nothing is built in advance."""


def main(argv: Sequence[str] | None = None) -> int:
    """Measure everything; return 0, 1 when a goal is missed, or 2 when a command failed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--documents", type=int, default=1_000, metavar="N",
                        help="the size; a tenth and ten times of it are measured too")  # fmt: skip
    parser.add_argument("--small", action="store_true",
                        help="a tenth of it, written to build/bench only")  # fmt: skip
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="rounds of every command")
    args = parser.parse_args(argv)
    size = args.documents // 10 if args.small else args.documents
    try:
        text, picture, verdicts = _measured(size, args.runs)
    except (Failed, subprocess.CalledProcessError) as error:
        print(error, file=sys.stderr)
        return 2
    target = (_PLACE if args.small else Path(__file__).parent) / "RESULTS.md"
    target.write_text(text, encoding="utf-8")
    target.with_name(_PICTURE).write_text(picture, encoding="utf-8")
    print(f"{target.relative_to(_ROOT)} written")
    missed = goals.missed(verdicts)
    for goal in missed:
        print(f"missed: {goal}", file=sys.stderr)
    return 1 if missed else 0


def _measured(size: int, rounds: int) -> tuple[str, str, list[Verdict]]:
    """Return the report, the picture of the growth, and the verdict on each goal."""
    _PLACE.mkdir(parents=True, exist_ok=True)
    programs = _PLACE / "peers"
    print("installing the peers", flush=True)
    peers.install(programs)
    versions = peers.own_versions() | peers.versions(programs)
    facts = machine()
    sizes = (size // 10, size, size * 10)
    desks = {f"{count:,} documents": _desk(programs, count) for count in sizes}
    first = desks[f"{size:,} documents"]
    sections = [
        _section("Full build of the pages, without a search", works.pages, desks, rounds),
        _section("Full build, with the search", works.whole, desks, rounds),
        _section("Search index of the pages that were built", works.index, desks, rounds),
        _section("Build after one changed act", works.changed, desks, rounds),
        _section("Build again, nothing changed", works.unchanged, desks, rounds),
        _section("Check of all documents, cold", works.check, desks, rounds),
        _section("Check of what was checked before", works.checked, desks, rounds),
        _section("The day of an office that publishes", works.daily, desks, rounds),
        _section("Start", works.start, {"the program alone": first}, rounds),
    ]
    print("What a reader waits for", flush=True)
    tables, read = readers.tables(dict(list(desks.items())[1:]))
    # What is frozen is what was committed: a change of the last row would be held back.
    subprocess.run(works.PUT_BACK, cwd=first.office, check=True)
    _python("benchmarks.corpus", str(first.office), "--freeze")
    imported = {f"{size:,} imported documents, one commit each": first}
    merged = {f"{count:,} signed merges": _merged(programs, count) for count in (size, size * 10)}
    sections.append(_section("Approvals by signed merges", works.verify, merged, rounds))
    sections.append(_section("Audit of signed merges", works.audit, merged, rounds))
    sections.append(_section("Approvals of what was imported", works.verify, imported, rounds))
    verdicts = [*goals.judge(goals.GOALS, sections), *read, *goals.judge_growth(sections)]
    lines = {
        name: [(count, result.cpu) for count, result in points]
        for name, points in growing(sections).items()
    }
    text = render(
        *(sections, tables, facts, versions, _ABOUT),
        first=goals.table(verdicts),
        picture=_PICTURE,
    )
    return text, growth.draw(lines, ours="jdih"), verdicts


def _section(
    title: str,
    table: Callable[[Desk], Sequence[Work]],
    desks: Mapping[str, Desk],
    rounds: int,
) -> Section:
    results = {}
    for size, desk in desks.items():
        print(f"{title}: {size}", flush=True)
        results[size] = tuple(measure(table(desk), rounds, _PLACE / "log"))
    return Section(title, results)


def _desk(programs: Path, count: int) -> Desk:
    """Lay the office of `count` documents and the peers' copies of it, anew."""
    print(f"laying {count:,} documents", flush=True)
    office, copies = _PLACE / f"office-{count}", _PLACE / f"copies-{count}"
    desk = Desk(office, copies, programs)
    for folder in (office, copies, desk.publisher):
        shutil.rmtree(folder, ignore_errors=True)
    _python("benchmarks.corpus", str(office), "--documents", str(count))
    _python("benchmarks.peer_sites", str(office), str(copies))
    _python("benchmarks.publishing", str(desk.publisher), str(office))
    return desk


def _merged(programs: Path, count: int) -> Desk:
    """Lay the office in which people approved `count` documents, anew; no peer has a copy."""
    print(f"laying {count:,} signed merges", flush=True)
    office = _PLACE / f"merged-{count}"
    shutil.rmtree(office, ignore_errors=True)
    _python("benchmarks.merges", str(office), "--documents", str(count))
    return Desk(office, office, programs)


def _python(module: str, *args: str) -> None:
    command = [sys.executable, "-m", module, *args]
    subprocess.run(command, cwd=_ROOT, stdout=subprocess.DEVNULL, check=True)


if __name__ == "__main__":
    sys.exit(main())
