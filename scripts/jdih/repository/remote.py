"""The office's repository elsewhere, as ``origin``: what is brought from there and sent there."""

from __future__ import annotations

import base64
import random
import shlex
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from jdih.repository.failures import GitFailed
from jdih.repository.git import Repository

MAIN = "origin/main"
"""What a proposal is compared with where nothing else is said."""
PATIENCE = 30.0
"""Seconds within which a fault of reading may pass."""
_PAUSE, _LONGEST_PAUSE = 0.5, 8.0


class Remote:
    """The repository at `address`, spoken to the way that Git is set up here.

    Everything raises JdihError with Git's own words when the other side does not do it. What only
    reads is tried again for a while when the fault may pass.
    """

    def __init__(self, repository: Repository, address: str = "origin") -> None:
        self._repository = repository
        self._address = address

    def tip(self, branch: str) -> str | None:
        """Return the commit at the end of a branch there, None when there is no such branch."""
        listed = self._ask("ls-remote", "--heads", self._address, f"refs/heads/{branch}")
        return listed.decode("ascii", "replace").partition("\t")[0] or None

    def bring(self, commit: str, ref: str) -> None:
        """Bring `commit`, which `ref` names there, when it is not here; no ref of ours is made."""
        if self._repository.resolve(commit) is None:
            options = ("--quiet", "--no-tags", "--no-write-fetch-head")
            self._ask("fetch", *options, self._address, ref)

    def holds(self, branch: str) -> bool:
        """Say whether there is such a branch there."""
        return self.tip(branch) is not None

    def push(self, commit: str, branch: str) -> None:
        """Send `commit` there as the tip of `branch`; never overwrites."""
        self._run("push", "--quiet", self._address, f"{commit}:refs/heads/{branch}")

    def _ask(self, *args: str) -> bytes:
        """Run what changes nothing there, again where the fault may pass."""
        deadline, longest = time.monotonic() + PATIENCE, _PAUSE
        while True:
            # The jitter keeps readers that were refused together from coming back together.
            pause = longest * random.uniform(0.5, 1.0)  # noqa: S311 (no secret)
            try:
                return self._run(*args)
            except GitFailed as error:
                if error.final or time.monotonic() + pause > deadline:
                    raise
            time.sleep(pause)
            longest = min(longest * 2, _LONGEST_PAUSE)

    def _run(self, *args: str) -> bytes:
        with self._surroundings() as surroundings:
            return self._repository.run(*args, env=surroundings)

    @contextmanager
    def _surroundings(self) -> Iterator[Mapping[str, str]]:
        """Give the environment of a command."""
        yield {}


class TokenRemote(Remote):
    """``origin`` on `server`, spoken to with `token`: in the environment, never in a command."""

    def __init__(self, repository: Repository, token: str, server: str) -> None:
        super().__init__(repository)
        proof = base64.b64encode(f"x-access-token:{token}".encode()).decode("ascii")
        self._proof = {
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": f"http.{server}/.extraheader",
            "GIT_CONFIG_VALUE_0": f"AUTHORIZATION: basic {proof}",
        }

    @contextmanager
    def _surroundings(self) -> Iterator[Mapping[str, str]]:
        yield self._proof


class KeyRemote(Remote):
    """The repository at an SSH `address`, spoken to with a deploy key.

    `key` is the private key's text, `hosts` lines of ``known_hosts``: a server that shows another
    key is not spoken to. The key lies in a file that only this user can read, and only as long as
    a command runs.
    """

    def __init__(self, repository: Repository, address: str, key: str, hosts: str) -> None:
        super().__init__(repository, address)
        self._key = f"{key.strip()}\n"
        self._hosts = hosts

    @contextmanager
    def _surroundings(self) -> Iterator[Mapping[str, str]]:
        with tempfile.TemporaryDirectory(prefix="jdih-") as folder:
            key, hosts = Path(folder) / "kunci", Path(folder) / "known_hosts"
            key.touch(0o600)
            key.write_text(self._key, encoding="utf-8")
            hosts.write_text(self._hosts, encoding="utf-8")
            options = (
                "IdentitiesOnly=yes",
                "IdentityAgent=none",
                "BatchMode=yes",
                "StrictHostKeyChecking=yes",
                f"UserKnownHostsFile={hosts}",
                "GlobalKnownHostsFile=/dev/null",
                "ConnectTimeout=20",
            )
            words = ["ssh", "-F", "/dev/null", "-i", str(key)]
            words += (word for option in options for word in ("-o", option))
            yield {"GIT_SSH_COMMAND": shlex.join(words)}
