"""An open pull request, judged as if it were merged now.

The merge that would come about is made as a commit that no branch names, so that the gate judges
it exactly as it will judge the real one. Rules, offices and SOPs come from the main branch.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from jdih.errors import JdihError
from jdih.forge.witness import Pull, Witness, ref_of
from jdih.repository.failures import GitFailed
from jdih.repository.git import Repository
from jdih.workflow.erasure import Erasures

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

    @property
    def erasures(self) -> Erasures:
        """What the other witness knows of erasures."""
        return self._witness.erasures

    def pulls(self, merges: Collection[str], /) -> Mapping[str, Pull]:
        """Return the pull requests behind merges, the proposal's own among them."""
        own = self._proposal.merge
        others = [merge for merge in merges if merge != own]
        told = dict(self._witness.pulls(others)) if others else {}
        return {**told, own: self._proposal.pull} if own in merges else told


def propose(repository: Repository, pull: Pull, base: str) -> Proposal:
    """Merge `pull` into the commit `base` without touching branch or work tree.

    Raises JdihError when its commits are not here, or the two do not go together.
    """
    if repository.resolve(pull.head) is None:
        raise JdihError(
            f"Commit {pull.head[:10]} dari usulan #{pull.number} tidak ada dalam repositori ini.",
            f"Ambil dahulu: git fetch origin {ref_of(pull.number)}",
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
