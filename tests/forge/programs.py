"""What the fake GitHub starts on its side: programs of our own, and Git in clean surroundings.

Read by the programs themselves, which find the standard library and this folder alone.
"""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DEPLOY_KEY = "deploy-key"
"""The user that whoever holds a deploy key is."""
GIT = ("git", "-c", "gc.auto=0")
"""Git without a clean-up in the background, which would outlive its test."""


def lay(program: Path, module: str, *arguments: str) -> None:
    """Make `program` run `module` with `arguments` and then those it is started with."""
    python = (sys.executable, "-P", "-S", "-m", module)
    words = shlex.join(["env", f"PYTHONPATH={ROOT}", *python, *arguments])
    program.write_text(f'#!/bin/sh\nexec {words} "$@"\n', encoding="utf-8")
    program.chmod(0o755)


def surroundings(user: str, protocol: str | None) -> dict[str, str]:
    """Return the environment of Git that serves `user`, nobody when empty.

    Nothing of the caller's goes along but where programs are. `protocol` is what the client asks
    for (``version=2``).
    """
    return {
        "PATH": os.environ["PATH"],
        "LC_ALL": "C",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        **({"REMOTE_USER": user} if user else {}),
        **({"GIT_PROTOCOL": protocol} if protocol else {}),
    }
