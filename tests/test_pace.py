"""How far long work is: counted whoever looks, shown where a person does, never in the way."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from jdih import pace
from jdih.pace import Tick, bars, counted, heard, telling

WORK = """
import sys, time
from jdih import hands, pace

def work(pause):
    for number in pace.counted("Membuat halaman", range(30), 30):
        time.sleep(pause)
    return hands.hands()

with pace.heard(pace.bars()):
    print("satu", work({pause}))
"""


def seen(pause: float) -> tuple[str, str]:
    """Return what a terminal shows of work, and what came out of it elsewhere."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", WORK.format(pause=pause)],
        stdout=subprocess.PIPE,
        stderr=theirs,
        text=True,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "80"},
    ) as running:
        os.close(theirs)
        shown = b"".join(iter(lambda: _read(ours), b""))
        assert running.stdout is not None
        out = running.stdout.read()
    os.close(ours)
    assert running.returncode == 0
    return shown.decode(), out


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65_536)
    except OSError:
        return b""  # the other end is closed


@pytest.mark.skipif(sys.platform != "linux", reason="a process is copied on Linux only")
def test_a_bar_tells_how_long_work_will_take_and_then_is_gone() -> None:
    shown, out = seen(0.04)
    assert "Membuat halaman" in shown
    assert "%" in shown
    assert "sisa" in shown
    assert re.search(r"0:00:0[01]", shown), "how long the rest will take"
    assert shown.rstrip().endswith("\x1b[2K"), "the line is wiped"
    assert out == f"satu {min(len(os.sched_getaffinity(0)), 8)}\n", "work may still be shared"


def test_quick_work_shows_nothing() -> None:
    assert seen(0.001)[0] == ""


def test_nobody_looks_at_a_stream_that_is_no_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert bars() is None
    with heard(bars()):
        assert list(counted("Membaca naskah", range(3), 3)) == [0, 1, 2]
    assert capsys.readouterr() == ("", "")


def test_each_piece_is_told_of_when_it_is_done() -> None:
    told: list[object] = []

    @contextmanager
    def listener(what: str, total: int) -> Iterator[Tick]:
        told.append((what, total))
        yield lambda pieces=1: told.append(pieces)
        told.append("end")

    with heard(listener):
        pieces = counted("Membaca naskah", "ab", 2)
        told.append(next(pieces))
        told.append(next(pieces))
        assert list(pieces) == []
        with telling("Menyusun indeks pencarian", 5) as tick:
            tick(5)
    assert told == [
        ("Membaca naskah", 2), "a", 1, "b", 1, "end",
        ("Menyusun indeks pencarian", 5), 5, "end",
    ]  # fmt: skip
    assert pace._listener.get() is None
