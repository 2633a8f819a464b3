"""The whole of ``publish``, killed at random and at each kind of moment, then run again.

The model is the list of versions that were approved: after the next run the register holds each of
them once, in that order, the site shows the last one's number, and nothing lies about.
"""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.publishing import FOLDER, ITEM_ID, KEPT, NOW, PAGE, Office
from tests.torture.crew import Crew, End
from tests.torture.ledger import LONG, Tally, rounds


@dataclass
class Line:
    """An office that publishes one version after another, and the versions it had to record."""

    office: Office
    crew: Crew
    tally: Tally
    before: int = 0
    versions: list[str] = field(default_factory=list)

    @property
    def task(self) -> dict[str, Any]:
        return {"task": "publish", "repo": str(self.office.root), "now": NOW.isoformat()}

    def approve(self) -> None:
        """Let the next version be approved."""
        self.versions.append(self.office.bring(f"Versi {len(self.versions)}."))

    def after(self, end: End) -> None:
        """Look at what a run that was disturbed left: the beginning of the book, and at most one
        entry more, which is of the version that waits."""
        assert end.code in (0, 2, -signal.SIGKILL), end.said
        assert "Traceback" not in end.said
        self.tally.crashes += end.killed
        recorded = self.recorded()
        assert recorded in (self.versions, self.versions[:-1])

    def mend(self) -> None:
        """Run once more, undisturbed; the register is complete then (I1, I5).

        A child that the killed run had just begun may hold its lock for a moment: one is told to
        wait, and does.
        """
        end = self.crew.one(self.task)
        until = time.monotonic() + 30
        while "sedang berjalan" in end.said and time.monotonic() < until:
            time.sleep(0.2)
            end = self.crew.one(self.task)
        assert end.code == 0, end.said
        assert self.recorded() == self.versions
        assert self.office.entry().label in self.office.page(PAGE)
        left = {path.name for path in (self.office.root / "build").iterdir()}
        assert left <= {"situs", "pemberitahuan", *(f".situs.{one}" for one in KEPT)}

    def recorded(self) -> list[str]:
        return [entry.commit for entry in self.office.register.entries[self.before :]]

    def close(self) -> None:
        """Count, and see that one more run changes nothing."""
        head = self.office.register.head
        assert self.crew.one(self.task).code == 0
        register = self.office.register
        assert register.head == head
        first = [entry.id for entry in register.entries[: self.before]]
        self.tally.count(register, [*first, *[ITEM_ID] * len(self.versions)])
        self.tally.close()
        assert list((self.office.root / ".git").rglob("*.lock")) == []
        assert self.office.git.git("fsck", "--strict", "--no-dangling") == ""


def line(office: Office, crew: Crew, name: str) -> Line:
    (office.root / FOLDER).mkdir(exist_ok=True)
    return Line(office, crew, Tally(name), len(office.register.entries))


@pytest.mark.parametrize("part", range(rounds(1, 8)))
def test_killed_at_random(office: Office, crew: Crew, part: int) -> None:
    """SIGKILL after a random time, to the group or its leader alone: 200 in the long form.

    A run that came to its end before the signal did is no injection, and another one is made.
    """
    found = line(office, crew, f"publish, SIGKILL at random, {part + 1}")
    chance = found.tally.random
    found.approve()
    began = time.monotonic()
    found.mend()
    longest = time.monotonic() - began
    wanted = rounds(6, 25)
    for _ in range(3 * wanted):
        found.approve()
        end = crew.one(found.task, delay=chance.uniform(0, longest), group=chance.random() < 0.8)
        found.tally.injections += end.killed
        found.after(end)
        found.mend()
        if found.tally.injections == wanted:
            break
    assert found.tally.injections == wanted, "too few of the runs were killed"
    found.close()


MOMENTS = {"step": 5, "rename": 6, "connect": 3, "spawn": 60, "remove": 280, "mkdir": 160,
           "write": 320}  # fmt: skip
"""Kind of moment → how many of them a run has, or nearly."""


def numbers(kind: str, tries: int, tally: Tally) -> Iterator[int]:
    """Yield which moments of a kind are tried: one at random, or some `tries` up to the last."""
    stride = max(1, MOMENTS[kind] // tries)
    first = tally.random.randrange(stride)
    yield from (
        range(1 + first, 10_000, stride) if LONG else [tally.random.randint(1, MOMENTS[kind])]
    )


def disturb(found: Line, kind: str, do: str) -> None:
    """Disturb one run after another at a moment of a kind, until there is no such moment."""
    for number in numbers(kind, 12 if do == "kill" else 6, found.tally):
        found.approve()
        end, seen = found.crew.moment(found.task, kind, number, do)
        assert end.killed is (do == "kill" and seen == number), end.said
        found.after(end)
        assert found.office.site.exists() or (kind, do) == ("rename", "kill")
        if found.office.site.exists():
            assert (found.office.site / "terbitan.json").is_file(), "never a part of a site"
        found.mend()
        if seen < number:
            return
        found.tally.injections += 1


GROUPS = [[kind] for kind in MOMENTS] if LONG else [[*MOMENTS]]


@pytest.mark.parametrize("kinds", GROUPS, ids=",".join)
def test_killed_at_each_kind_of_moment(office: Office, crew: Crew, kinds: list[str]) -> None:
    found = line(office, crew, f"publish, SIGKILL at each {', '.join(kinds)}")
    for kind in kinds:
        disturb(found, kind, "kill")
    found.close()


@pytest.mark.parametrize("do", ["ENOSPC", "EIO", "EROFS"] if LONG else ["ENOSPC"])
def test_a_disk_that_fails_while_publishing(office: Office, crew: Crew, do: str) -> None:
    """Disk full, broken or read-only in the middle: the old site stands, whole, or the new one."""
    kinds = ("rename", "write", "mkdir", "spawn")
    found = line(office, crew, f"publish, {do} at each {', '.join(kinds)}")
    for kind in kinds:
        disturb(found, kind, do)
    found.close()


@pytest.mark.parametrize("limit", [2_000, 8_000, 20_000] if LONG else [20_000])
def test_a_disk_that_is_full_while_building(office: Office, crew: Crew, limit: int) -> None:
    """No file may grow beyond `limit` bytes: nothing is deployed, nothing recorded."""
    found = line(office, crew, f"publish, no file beyond {limit} bytes")
    found.approve()
    before = (office.site / "terbitan.json").read_bytes()

    end = crew.one({**found.task, "limit": limit})

    found.after(end)
    found.tally.injections += 1
    assert end.code == 2, end.said
    assert found.recorded() == []
    assert (office.site / "terbitan.json").read_bytes() == before
    found.mend()
    found.close()
