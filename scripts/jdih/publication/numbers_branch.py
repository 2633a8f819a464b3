"""The numbers of a month on their way to the main branch: one pull request a month.

Numbers are material for work, no document: no office decides on them, and nothing of them is
published. They still come in by a pull request, since nobody and nothing writes the main branch.
Each form is one commit, which names it: GitHub closes it with the merge, and a second run finds
that it was taken.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from jdih.forge.people import credited
from jdih.forge.witness import Issue, ref_of
from jdih.model.channel import Channel
from jdih.model.insight import MonthInsight
from jdih.model.unit import Office
from jdih.publication.filled_numbers import Filled
from jdih.publication.origin import closing
from jdih.publication.pull_branch import base_of
from jdih.reading.insight_file import read_month
from jdih.reading.places import INSIGHT
from jdih.repository.git import Repository
from jdih.repository.remote import Remote
from jdih.website import wording

if TYPE_CHECKING:
    from jdih.forge.door import Forge

_BODY = """\
Angka ini bahan kerja untuk laporan bulanan, bukan naskah: tidak diterbitkan, dan tidak ada pejabat
yang memutuskannya. Cukup diperiksa satu rekan (*Approve*), lalu digabungkan. Formulir lain untuk
bulan yang sama ditambahkan pada usulan ini selama belum digabungkan.
"""


@dataclass(frozen=True, slots=True)
class Brought:
    """Where a form's numbers are: the pull request, 0 where the main branch has them already.

    `known` is all that is known of the month there.
    """

    number: int
    known: MonthInsight


class NumbersBranch:
    """Brings the numbers of forms to the pull request of their month."""

    def __init__(
        self,
        repository: Repository,
        forge: Forge,
        remote: Remote,
        channels: Mapping[str, Channel],
    ) -> None:
        self._repository = repository
        self._forge = forge
        self._remote = remote
        self._channels = channels

    def bring(self, filled: Filled, form: Issue, office: Office, now: datetime) -> Brought:
        """Bring what `office` filled into `form`; once, however often it is asked for.

        Raises JdihError when forge or remote do not answer, or a file there cannot be read.
        """
        name = f"naskah/insight-{filled.month}-"
        number, branch, base = self._open(name) or (0, f"{name}{form.number}", "")
        base = base or self._left(branch)
        tip = base if self._taken(base, form) else self._written(base, filled, form, office, now)
        if tip != base:
            self._remote.push(tip, branch)
        if not number and not self._on_main(tip):
            title = f"Insight {wording.month(str(filled.month))}"
            body = f"{closing(form.number)}\n\n{_BODY}"
            number = self._forge.propose(branch, title, body, draft=False)
        tree = self._repository.tree(tip, INSIGHT)
        return Brought(number, read_month(tree, str(filled.month), self._channels))

    def _open(self, name: str) -> tuple[int, str, str] | None:
        """Return number, branch and tip of the pull request that is open for a month."""
        for one in self._forge.ready():
            if one.ours and one.branch.startswith(name):
                self._remote.bring(one.head, ref_of(one.number))
                return one.number, one.branch, one.head
        return None

    def _left(self, branch: str) -> str:
        """Return what a run left on `branch` that was cut, else the main branch."""
        tip = self._remote.tip(branch)
        if tip is None:
            return base_of(self._repository)
        self._remote.bring(tip, f"refs/heads/{branch}")
        return base_of(self._repository) if self._on_main(tip) else tip

    def _on_main(self, commit: str) -> bool:
        common = self._repository.text("merge-base", base_of(self._repository), commit)
        return common == commit

    def _taken(self, tip: str, form: Issue) -> bool:
        named = f"--grep=^{closing(form.number)}$"
        return bool(self._repository.text("log", "-1", "--format=%H", named, tip))

    def _written(
        self, base: str, filled: Filled, form: Issue, office: Office, now: datetime
    ) -> str:
        """Return `base`, or a commit on it that holds what is new."""
        tree = self._repository.tree(base, INSIGHT)
        files = filled.files(tree, self._channels)
        there = tree.entries
        new = {
            path: data
            for path, data in files.items()
            if path not in there or tree.read(path) != data
        }
        if not new:
            return base
        said = f"Insight {filled.month}: {filled.channel.code}\n\n{closing(form.number)}\n"
        return self._repository.write_files(new, said + credited(form, office), now, base)
