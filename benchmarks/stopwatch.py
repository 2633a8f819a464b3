"""Times one command: ``python -I -S stopwatch.py LOG FOLDER COMMAND…`` prints one JSON object.

A program of its own, and a small one: a child begins with the peak memory of the process that
starts it, so a large one would hide what the command itself needs. Nothing of ours is imported.
"""

from __future__ import annotations

import json
import os
import sys
import time

_KILO = 1 if sys.platform == "darwin" else 1024


def main() -> None:
    """Run the command in FOLDER with its output in LOG; print seconds, bytes and exit status."""
    log, folder, *command = sys.argv[1:]
    to_log = (os.POSIX_SPAWN_OPEN, 1, log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    os.chdir(folder)
    begin = time.perf_counter()
    process = os.posix_spawnp(
        command[0], command, os.environ, file_actions=[to_log, (os.POSIX_SPAWN_DUP2, 1, 2)]
    )
    _, status, used = os.wait4(process, 0)
    wall = time.perf_counter() - begin
    print(
        json.dumps(
            {
                "wall": wall,
                "cpu": used.ru_utime + used.ru_stime,
                "peak": used.ru_maxrss * _KILO,
                "status": os.waitstatus_to_exitcode(status),
            }
        )
    )


if __name__ == "__main__":
    main()
