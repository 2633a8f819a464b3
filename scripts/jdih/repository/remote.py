"""The office's repository elsewhere, as ``origin``: what is brought from there and sent there."""

from __future__ import annotations

import base64

from jdih.repository.git import Repository


class Remote:
    """``origin`` of a repository, on `server`, spoken to with `token`.

    The token travels in the environment, never in a command line. Everything raises JdihError with
    Git's own words when the other side does not do it.
    """

    def __init__(self, repository: Repository, token: str, server: str) -> None:
        self._repository = repository
        proof = base64.b64encode(f"x-access-token:{token}".encode()).decode("ascii")
        self._surroundings = {
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": f"http.{server}/.extraheader",
            "GIT_CONFIG_VALUE_0": f"AUTHORIZATION: basic {proof}",
        }

    def bring(self, commit: str, ref: str) -> None:
        """Bring `commit`, which `ref` names there, when it is not here; no ref of ours is made."""
        if self._repository.resolve(commit) is None:
            self._run("fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "origin", ref)

    def holds(self, branch: str) -> bool:
        """Say whether there is such a branch there."""
        return bool(self._run("ls-remote", "--heads", "origin", f"refs/heads/{branch}"))

    def push(self, commit: str, branch: str) -> None:
        """Send `commit` there as the tip of `branch`; never overwrites."""
        self._run("push", "--quiet", "origin", f"{commit}:refs/heads/{branch}")

    def _run(self, *args: str) -> bytes:
        return self._repository.run(*args, env=self._surroundings)
