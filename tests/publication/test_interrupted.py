"""SIGKILL at every step and every rename of a run, then again: nothing lost, nothing double."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from jdih.model.entry import Event
from tests.publishing import ITEM_ID, KEPT, PAGE, Office, environment, read_site

PROGRAM = """
import os, signal, sys
from datetime import datetime, timezone
from pathlib import Path
from jdih.publication.run import publish
from jdih.publication.targets import target_of
from jdih.repository.git import Repository

root, kind, point = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
seen = {"step": 0, "rename": 0, "ref": 0}

def reached(what):
    seen[what] += 1
    if (what, seen[what]) == (kind, point):
        os.kill(os.getpid(), signal.SIGKILL)

def watch(event, args):
    if event == "os.rename":
        reached("rename")
    if event == "subprocess.Popen" and "update-ref" in args[1]:
        reached("ref")

sys.addaudithook(watch)
repository = Repository.open(root)
publish(repository, target_of("lokal", repository, {}),
        lambda: datetime.now(timezone.utc), report=lambda step: reached("step"))
print(seen)
"""

POINTS = (
    ("rename", 1),  # built, not yet where it is swapped from
    ("rename", 3),  # between the two renames: no site at all
    ("step", 3),  # deployed, not looked at
    ("ref", 1),  # seen live, the entry written but not yet in the register
    ("step", 4),  # recorded, pages without their number
    ("rename", 6),  # the second swap, between its renames
    ("step", 5),  # only the notices are missing
)


def killed(office: Office, kind: str, point: int) -> bool:
    """Publish in a process of its own that kills itself at a point; say whether it came there."""
    command = [sys.executable, "-c", PROGRAM, str(office.root), kind, str(point)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=environment())
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    return done.returncode != 0


def leftovers(office: Office) -> set[str]:
    """Return what lies in build/ besides the site, what is kept of it, and the notices."""
    kept = {"situs", "pemberitahuan", *(f".situs.{one}" for one in KEPT)}
    return {path.name for path in (office.root / "build").iterdir()} - kept


def locks(office: Office) -> list[Path]:
    return list((office.root / ".git").rglob("*.lock"))


def test_killed_anywhere_the_next_run_mends_it(office: Office) -> None:
    before = office.register.entries
    for number, (kind, point) in enumerate(POINTS):
        merge = office.bring(f"Versi {number}.")
        recorded = len(office.register.entries)

        assert killed(office, kind, point), f"{kind} {point} never came"

        entries = office.register.entries
        assert entries[: len(before)] == before
        assert len(entries) - recorded in (0, 1)
        assert len(entries) == recorded or entries[-1].commit == merge
        assert office.site.exists() or (kind, point) in {("rename", 3), ("rename", 6)}

        office.publish()

        assert [entry.commit for entry in office.register.entries[recorded:]] == [merge]
        assert office.entry().label in office.page(PAGE)
        assert (leftovers(office), locks(office)) == (set(), [])

    entries = office.register.entries
    assert [entry.id for entry in entries[len(before) :]] == [ITEM_ID] * len(POINTS)
    assert {entry.event for entry in entries[len(before) :]} == {Event.CORRECTED}
    site = read_site(office.site)
    assert office.publish().recorded == ()
    assert read_site(office.site) == site
    assert office.git.git("status", "--porcelain") == ""
    assert office.git.git("fsck", "--strict", "--no-dangling") == ""


@pytest.mark.parametrize("signals", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_asked_to_stop_leaves_the_old_site(
    office: Office, signals: signal.Signals
) -> None:
    office.bring("Versi baru.")
    site, head = read_site(office.site), office.register.head
    command = [sys.executable, "-m", "jdih", "-C", str(office.root), "publish"]

    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment()) as process:
        assert process.stderr is not None
        line = process.stderr.readline()
        assert line.startswith("Memeriksa")
        process.send_signal(signals)
        process.communicate(timeout=60)

    assert process.returncode in (130, -signals)
    assert read_site(office.site) == site
    assert office.register.head == head
    office.publish()
    assert leftovers(office) == set()
