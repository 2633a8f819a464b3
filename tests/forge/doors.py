"""The ways into the fake GitHub with Git, and a clone of somebody who tries them."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests import gitrepo
from tests.forge.git_http import DEPLOY_SECRET, TOKEN_USER, GitHost, serve
from tests.forge.git_ssh import lay_ssh
from tests.forge.hub import NAME, TOKEN, Hub
from tests.forge.programs import DEPLOY_KEY
from tests.signing import Branching, Person, person

CAREFUL = ("-o", "IdentitiesOnly=yes", "-o", "StrictHostKeyChecking=yes")
"""What ``ssh`` has to be told besides the key."""
SSH_ADDRESS = f"git@github.example:{NAME}.git"
DOORS = ("token", "deploy-http", "deploy-ssh")


@dataclass
class Doors:
    """A served hub, a clone of its ``main`` and the deploy key."""

    hub: Hub
    host: GitHost
    clone: Path
    publisher: Person
    programs: Path

    def git(self, *args: str, **env: str) -> subprocess.CompletedProcess[str]:
        """Run Git in the clone, in English, and return how it ended."""
        path = f"{self.programs}{os.pathsep}{os.environ['PATH']}"
        ssh = " ".join(("ssh", "-i", str(self.publisher.key), *CAREFUL))
        surroundings = {"PATH": path, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0",
                        "GIT_SSH_COMMAND": ssh}  # fmt: skip
        return subprocess.run(
            ["git", *args],
            cwd=self.clone,
            env=os.environ | surroundings | env,
            check=False,
            capture_output=True,
            text=True,
            timeout=60,
        )

    def push(self, door: str, *refspecs: str) -> subprocess.CompletedProcess[str]:
        """Push by a door of DOORS."""
        return self.git("push", "--quiet", self.address(door), *refspecs)

    def address(self, door: str) -> str:
        """Return where a door of DOORS is, credentials included."""
        if door == "deploy-ssh":
            return SSH_ADDRESS
        user, secret = {
            "token": (TOKEN_USER, TOKEN),
            "deploy-http": (DEPLOY_KEY, DEPLOY_SECRET),
        }[door]
        return self.host.url.replace("://", f"://{user}:{secret}@")

    def commit(self, text: str = "isi\n") -> str:
        """Commit a change in the clone and return the commit."""
        return gitrepo.commit(self.clone, {"berkas.txt": text})

    def seed(self, branch: str) -> str:
        """Put a commit of its own on `branch`, past every protection; return it."""
        return self.host.overtake(f"refs/heads/{branch}")

    def tip(self, branch: str) -> str:
        """Return the commit that the hub has at `branch`, empty when it has none."""
        asked = ("rev-parse", "--verify", "--quiet", f"refs/heads/{branch}")
        return self.hub.work.git("--git-dir", str(self.hub.bare), *asked, check=False)

    def look_around(self) -> Path:
        """Let the hub's side note, at each push, every command line and its own environment.

        Returns the file, which holds what the last push showed.
        """
        hook = self.hub.bare / "hooks" / "post-receive"
        hook.write_text("#!/bin/sh\nps axww -o args= >seen\nenv >>seen\n", encoding="utf-8")
        hook.chmod(0o755)
        return self.hub.bare / "seen"


@contextmanager
def opened(folder: Path) -> Iterator[Doors]:
    """Open all doors of a small hub in `folder`."""
    work = Branching(folder / "kantor")
    work.commit({"berkas.txt": "awal\n"})
    hub = Hub(work)
    publisher = person(folder / "kunci", "penerbit", 7)
    lay_ssh(folder / "program", hub.bare, NAME, publisher.public)
    clone = gitrepo.make_repo(folder / "klon")
    gitrepo.git(clone, "pull", "--quiet", str(hub.bare), "main")
    with serve(hub) as host:
        gitrepo.git(clone, "remote", "add", "origin", host.url)
        yield Doors(hub, host, clone, publisher, folder / "program")
