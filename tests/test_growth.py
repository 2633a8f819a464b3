"""No command may cost more than in proportion to what the office holds: counted, never timed.

Three offices hold 20, 40 and 80 documents, each item recorded as published or none of them.
A command may start no more processes of Git in a larger one, and no function of ours may run more
than in proportion: from 40 to 80 it may grow about twice as much as from 20 to 40. Whoever looks
for one thing by going through all of them, or compares each with each, grows four times as much.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest

from benchmarks.corpus import CYCLE, git, lay
from jdih.cli import main
from jdih.model.document import Document, Kind
from jdih.model.entry import Activity, Approval, Event, Evidence
from jdih.model.sop import Sop
from jdih.register.book import NewEntry, local_book
from jdih.repository.git import Repository
from jdih.rules import documents
from jdih.rules.engine import check_tree
from jdih.website import address
from jdih.workflow.digest import document_sidik
from tests.trees import ROOT

SIZES = (len(CYCLE), 2 * len(CYCLE), 4 * len(CYCLE))
MOST = 2.6
"""How many times the first step of growth the second one may be; in proportion it is two."""
FEW = 100
"""Lines that tell nothing yet."""
PROCESSES = 3
WIB = timezone(timedelta(hours=7))
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=WIB)
OURS = (str(ROOT / "scripts"), "<string>")
"""Where code of ours lies; methods of dataclasses lie nowhere."""

Lines = Counter[CodeType]


def record(root: Path) -> None:
    """Record everything of the office as published this month, posted and told."""
    repository = Repository.open(root)
    checked = check_tree(repository.work_tree())
    kinds = (Kind.ITEM, Kind.REGULATION, Kind.PLAN)
    commit = repository.head() or ""
    drafts = [
        entry
        for document in checked.corpus.of(*kinds)
        for entry in _entries(document, checked.context.sops, commit)
    ]
    local_book(repository).append(drafts, NOW)


def _entries(document: Document, sops: Mapping[str, Sop], commit: str) -> list[NewEntry]:
    digest, time = document_sidik(document), NOW.isoformat()
    approval = Approval("kepala-biro", "Kepala Biro", commit, time, Evidence.SIGNATURE)
    sop = sops.get(document.header.text("sop"))
    item = document.kind is Kind.ITEM
    steps = sop.item_steps if sop and item else ()
    shown = NewEntry(
        Event.PUBLISHED, document.id, Evidence.SIGNATURE, digest, commit, document.digests,
        address.of_document(document), approval=approval, activities=tuple(
            Activity(step.number, 1, "kepala-biro", time, time, 0, step.minutes) for step in steps
        ),
    )  # fmt: skip
    if not item:
        return [shown]
    link = f"https://www.instagram.com/p/{document.id}/"
    posted = (("oleh", "kepala-biro"), ("platform", "instagram"), ("tautan", link))
    return [
        shown,
        NewEntry(Event.LINKED, document.id, Evidence.STATEMENT, digest,
                 platform="instagram", details=posted),
        NewEntry(Event.NOTIFIED, document.id, Evidence.STATEMENT, digest,
                 details=(("oleh", "kepala-biro"), ("sidik_teks", "a" * 64))),
    ]  # fmt: skip


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    offices = _offices(tmp_path_factory.mktemp("published"))
    for root in offices:
        record(root)
    return offices


@pytest.fixture(scope="module")
def waiting(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return _offices(tmp_path_factory.mktemp("waiting"))


def _offices(folder: Path) -> list[Path]:
    for size in SIZES:
        lay(folder / str(size), size)
    return [folder / str(size) for size in SIZES]


def counted(run: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> tuple[int, Lines]:
    """Return how many processes of Git `run` starts, and how often lines of each function ran."""
    calls: list[tuple[str, ...]] = []
    lines: Lines = Counter()
    real = Repository._call

    def call(self: Repository, args: tuple[str, ...], *more: Any) -> tuple[int, bytes, str]:
        calls.append(args)
        return real(self, args, *more)

    def inside(frame: FrameType, event: str, _: object) -> Any:
        if event == "line":
            lines[frame.f_code] += 1
        return inside

    def enter(frame: FrameType, _: str, __: object) -> Any:
        return inside(frame, "line", None) if frame.f_code.co_filename.startswith(OURS) else None

    before = sys.gettrace()
    with monkeypatch.context() as patched:
        patched.setattr(Repository, "_call", call)
        # What another process does is not counted here.
        patched.setattr(documents, "_PORTION", sys.maxsize)
        sys.settrace(enter)
        try:
            run()
        finally:
            sys.settrace(before)
    return len(calls), lines


def steep(small: Lines, middle: Lines, large: Lines) -> list[str]:
    """Return the functions that grow more than in proportion."""
    return sorted(
        f"{Path(code.co_filename).name} {code.co_qualname}: {small[code]}, {middle[code]}, {runs}"
        for code, runs in large.items()
        if runs - middle[code] > MOST * (middle[code] - small[code]) + FEW
    )


COMMANDS = {
    "announce": ("announce", "2022-2222b"),
    "bundle": ("bundle", "2026-11"),
    "check": ("check",),
    "doctor": ("doctor",),
    "insight": ("insight", "show", "--bulan", "2026-11"),
    "new": ("new", "--sop", "kpu-2-2021", "--judul", "Uji", "--tanpa-cabang"),
    "plan": ("plan", "new", "2027-01", "--sop", "mk-170-2022", "--tanpa-cabang"),
    "remind": ("remind",),
    "report": ("report", "2026-11", "--sop", "mk-170-2022", "--tanpa-cabang"),
    "sheet": ("sheet", "2026-11"),
    "skp": ("skp", "2026-11"),
    "status": ("status",),
    "times": ("times", "2026-11"),
    "verify": ("verify",),
}


WAITING = ("check", "remind", "status", "verify")
"""What an office in which nothing was published yet is asked too."""
CASES = [("published", name) for name in COMMANDS] + [("waiting", name) for name in WAITING]


@pytest.mark.parametrize(("state", "name"), CASES)
def test_a_command_grows_no_more_than_the_office(
    state: str, name: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    offices: list[Path] = request.getfixturevalue(state)

    def run(root: Path) -> tuple[int, Lines]:
        found = counted(lambda: main(["-C", str(root), *COMMANDS[name]]), monkeypatch)
        git(root, "reset", "--quiet", "--hard")
        git(root, "clean", "--quiet", "--force", "-d")
        return found

    run(offices[0])  # whatever is loaded or looked up only once
    (few, small), (_, middle), (many, large) = map(run, offices)

    assert many <= few + PROCESSES
    assert steep(small, middle, large) == []


def test_who_goes_through_everything_for_each_thing_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def found(count: int) -> Lines:
        entries = [Named(f"{number}") for number in range(count)]
        return counted(lambda: [one for one in reversed(entries) if one in entries], monkeypatch)[1]

    (named,) = steep(*map(found, SIZES))

    assert "__eq__" in named


@dataclass(frozen=True)
class Named:
    """Something that is compared by what it says."""

    name: str
