"""The command line as a program of its own: ``jdih``, or ``python -m jdih``."""

from __future__ import annotations

import atexit
import os
import sys
from contextlib import suppress
from typing import NoReturn

from jdih.cli import main


def run() -> NoReturn:
    """Run the command line and end at once.

    Python would take apart all that was read, object by object, before it ended: half a second for
    ten thousand documents. What has to be done at the end is done as ever.
    """
    code = main()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    atexit._run_exitfuncs()  # noqa: SLF001 (what Python itself would call)
    os._exit(code)


if __name__ == "__main__":
    run()
