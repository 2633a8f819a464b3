"""The program ``ssh`` for tests: GitHub's door for deploy keys, without a network.

Git starts it like the real one. It lets in whoever holds a registered key and has said, as a
careful caller does, that no other key is tried and no unknown host believed.
"""

from __future__ import annotations

import getopt
import os
import shlex
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.forge.programs import DEPLOY_KEY, GIT, lay, surroundings
from tests.forge.protection import protect

_OPTIONS = "1246AaCfGgKkMNnqsTtVvXxYyB:b:c:D:E:e:F:I:i:J:L:l:m:O:o:p:Q:R:S:W:w:"
_SERVICES = {"git-receive-pack": "receive-pack", "git-upload-pack": "upload-pack"}
_ENDED = 255
"""The exit code of ssh itself; any other is the distant command's."""


def lay_ssh(folder: Path, bare: Path, name: str, *keys: str) -> None:
    """Lay ``ssh`` into `folder`, to stand first on PATH.

    It leads ``git@ANY-HOST:NAME.git`` to `bare`, which is protected; `keys` are the public parts
    (``ssh-ed25519 AAAA…``) of the deploy keys.
    """
    folder.mkdir(parents=True, exist_ok=True)
    protect(bare)
    registered = folder / "deploy_keys"
    registered.write_text("".join(f"{key}\n" for key in keys), encoding="ascii")
    lay(folder / "ssh", __name__, str(bare), name, str(registered))


def _public(key: str) -> str:
    """Return the public part of a private key's file; empty when ssh would not take it."""
    command = ["ssh-keygen", "-y", "-P", "", "-f", key]
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, stdin=subprocess.DEVNULL
    )
    return " ".join(done.stdout.split()[:2])


def _setting(options: Sequence[tuple[str, str]], name: str) -> str:
    """Return what ``-o name=…`` says; the first one counts, as with ssh."""
    for option, value in options:
        key, _, said = value.strip().replace("=", " ", 1).partition(" ")
        if option == "-o" and key.lower() == name.lower():
            return said.strip()
    return ""


def _end(words: str, status: int = _ENDED) -> int:
    print(words, file=sys.stderr)
    return status


def connect(bare: str, name: str, registered: str, *words: str) -> int:
    """Do what ``ssh words…`` asks; return its exit code."""
    options, (place, *command) = getopt.getopt(list(words), _OPTIONS)
    user = place.rpartition("@")[0]
    if _setting(options, "StrictHostKeyChecking") != "yes":
        return _end("Host key verification failed.")
    keys = Path(registered).read_text(encoding="ascii").splitlines()
    shown = [_public(key) for option, key in options if option == "-i"]
    alone = _setting(options, "IdentitiesOnly") == "yes"
    if user != "git" or not alone or not set(shown) & set(keys):
        return _end(f"{place}: Permission denied (publickey).")
    service, path = shlex.split(" ".join(command))
    if path.removeprefix("/").removesuffix(".git") != name:
        return _end("ERROR: Repository not found.", 1)
    sent = _setting(options, "SendEnv") == "GIT_PROTOCOL"
    protocol = os.environ.get("GIT_PROTOCOL") if sent else None
    served = [*GIT, _SERVICES[service], bare]
    return subprocess.call(served, env=surroundings(DEPLOY_KEY, protocol))


if __name__ == "__main__":
    sys.exit(connect(*sys.argv[1:]))
