"""How many hands a piece of work gets, and what becomes of it when one of them fails."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from jdih.hands import hands, portions, shared

WORLD = """
import json, os, signal, sys, time
from jdih import hands
from jdih.errors import JdihError

hands.hands = lambda: 3

def tell(work, parts):
    try:
        found = list(hands.shared(work, parts))
    except BaseException as error:
        found = [type(error).__name__, str(error), getattr(error, "remedy", "")]
    try:
        os.waitpid(-1, os.WNOHANG)
        print("a copy is left", file=sys.stderr)
    except ChildProcessError:
        print(json.dumps(found))
"""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a process is copied on Linux only")


def told(script: str) -> Any:
    done = subprocess.run(
        [sys.executable, "-c", WORLD + script], capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    return json.loads(done.stdout)


def test_results_come_in_order_from_several_copies() -> None:
    slow = "tell(lambda n: (n, os.getpid(), time.sleep(0.02 * (n % 3 == 0))), range(20))"
    found = told(slow)
    assert [number for number, _, _ in found] == list(range(20))
    assert len({process for _, process, _ in found}) == 3


@pytest.mark.parametrize("count", [0, 1, 20, 61])
def test_no_part_is_left_out_of_the_portions(count: int) -> None:
    found = portions(range(count), 20)
    assert [number for portion in found for number in portion] == list(range(count))
    assert all(1 <= len(portion) <= 20 for portion in found)
    assert len(found) == -(-count // 20)


def test_what_is_large_does_not_stop_the_others() -> None:
    assert told("tell(lambda n: len('a' * 10**6 * n), range(6))") == [10**6 * n for n in range(6)]


def test_a_failure_comes_whole_and_ends_the_copies() -> None:
    fail = """
def work(part):
    if part == 4:
        raise JdihError("Rusak.", "Perbaiki.")
    time.sleep(0 if part < 4 else 60)
tell(work, range(100))
"""
    assert told(fail) == ["JdihError", "Rusak.", "Perbaiki."]


def test_a_failure_of_another_kind_stays_what_it_was() -> None:
    assert told("tell(lambda n: open('/tiada/x'), [1, 2])")[0] == "FileNotFoundError"
    refuse = """
from jdih.repository.failures import GitFailed
def work(part):
    raise GitFailed(("fetch",), 1, "fatal: rusak")
tell(work, [1, 2])
"""
    assert told(refuse)[:2] == ["GitFailed", "Perintah “git fetch” gagal: fatal: rusak"]


def test_a_copy_that_is_ended_from_outside_is_told() -> None:
    found = told("tell(lambda n: os.kill(os.getpid(), signal.SIGKILL), [1, 2])")
    assert found[:2] == ["JdihError", "Salah satu proses pembangunan berhenti sebelum selesai."]


def test_whoever_stops_early_leaves_no_copy() -> None:
    stop = """
def some():
    for made in hands.shared(lambda n: n, range(1000)):
        yield made
        return
tell(lambda part: next(some()), [1])
"""
    assert told(stop) == [0]


def test_beside_a_thread_no_copy_is_made() -> None:
    script = """
import threading
from importlib import reload
reload(hands)
threading.Thread(target=time.sleep, args=(1,), daemon=True).start()
tell(lambda n: hands.hands(), [1, 2])
"""
    assert told(script) == [1, 1]
    assert hands() >= 1
    assert list(shared(str, [1, 2])) == ["1", "2"]
