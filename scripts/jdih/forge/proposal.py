"""An open pull request, judged as if it were merged now.

The merge that would come about is made as a commit that no branch names, so that the gate judges
it exactly as it will judge the real one. Rules, offices and SOPs come from the main branch.
"""

from __future__ import annotations

import base64
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from jdih.errors import JdihError
from jdih.forge.witness import Pull, Ready, Witness
from jdih.repository.failures import GitFailed
from jdih.repository.git import Repository

_NOBODY = {
    f"GIT_{role}_{part}": value
    for role in ("AUTHOR", "COMMITTER")
    for part, value in (("NAME", "usulan"), ("EMAIL", "usulan@localhost"))
}
_CONFLICT, _UNKNOWN = 1, 129
"""How `git merge-tree` ends: the two do not go together; it does not know the option."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """`merge` is the commit that merging `pull` into `base` would make."""

    pull: Pull
    base: str
    merge: str


class Proposed:
    """A witness that knows one proposal besides what another one knows."""

    def __init__(self, proposal: Proposal, witness: Witness) -> None:
        self._proposal = proposal
        self._witness = witness

    def pulls(self, merges: Collection[str], /) -> Mapping[str, Pull]:
        """Return the pull requests behind merges, the proposal's own among them."""
        own = self._proposal.merge
        others = [merge for merge in merges if merge != own]
        told = dict(self._witness.pulls(others)) if others else {}
        return {**told, own: self._proposal.pull} if own in merges else told


def fetch(repository: Repository, pull: Pull | Ready, token: str, server: str) -> None:
    """Bring the commits of a pull request here when they are not, without a ref of their own.

    The token travels in the environment, never in a command line. Raises JdihError.
    """
    if repository.resolve(pull.head) is not None:
        return
    ref = f"refs/pull/{pull.number}/head"
    repository.run("fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "origin", ref,
                   env=credentials(token, server))  # fmt: skip


def credentials(token: str, server: str) -> dict[str, str]:
    """Return the surroundings in which Git may speak to the office's repository on `server`."""
    proof = base64.b64encode(f"x-access-token:{token}".encode()).decode("ascii")
    return {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"http.{server}/.extraheader",
        "GIT_CONFIG_VALUE_0": f"AUTHORIZATION: basic {proof}",
    }


def propose(repository: Repository, pull: Pull, base: str) -> Proposal:
    """Merge `pull` into the commit `base` without touching branch or work tree.

    Raises JdihError when its commits are not here, or the two do not go together.
    """
    if repository.resolve(pull.head) is None:
        raise JdihError(
            f"Commit {pull.head[:10]} dari usulan #{pull.number} tidak ada dalam repositori ini.",
            f"Ambil dahulu: git fetch origin refs/pull/{pull.number}/head",
        )
    try:
        tree = repository.text("merge-tree", "--write-tree", "--no-messages", base, pull.head)
    except GitFailed as error:
        if error.status == _UNKNOWN:
            raise JdihError(
                "Git di komputer ini terlalu lama untuk menilai usulan.",
                "Pasang Git 2.38 atau yang lebih baru.",
            ) from error
        if error.status != _CONFLICT:
            raise
        raise JdihError(
            f"Usulan #{pull.number} bentrok dengan cabang utama.",
            "Perbarui cabang usulan dari cabang utama dan selesaikan bentroknya.",
        ) from error
    command = ("commit-tree", tree, "-p", base, "-p", pull.head, "-m", f"Usulan #{pull.number}")
    made = repository.run(*command, env=_NOBODY)
    return Proposal(pull, base, made.decode("ascii").strip())
