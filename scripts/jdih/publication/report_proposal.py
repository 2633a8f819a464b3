"""A period's report as a pull request: begun, or its figures renewed, with no work tree touched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jdih.model.period import Period
from jdih.model.report import Report
from jdih.publication.own_branch import read_text, require_plain, unmerged
from jdih.publication.pull_branch import base_of, checked_out
from jdih.publication.put import put
from jdih.publication.reporting import (
    branch_of,
    compose,
    message_of,
    path_of,
    title_of,
)
from jdih.register.chain import Register
from jdih.repository.git import Repository
from jdih.repository.remote import Remote

if TYPE_CHECKING:
    from jdih.forge.door import Forge


@dataclass(frozen=True, slots=True)
class Proposed:
    """The pull request (0 where there is nothing to propose), the figures, what was changed."""

    number: int
    report: Report
    changed: bool
    opened: bool


def propose(
    repository: Repository,
    forge: Forge,
    remote: Remote,
    register: Register,
    period: Period,
    sop: str = "",
) -> Proposed:
    """Bring the report of `period` to its branch on the forge, and open a pull request for it.

    Figures follow from the main branch and from `register`; what people wrote on
    the branch stays. Run again it changes nothing but what differs. Raises JdihError.
    """
    name, path = branch_of(period), path_of(period)
    tip = remote.tip(name)
    if tip is not None:
        remote.bring(tip, f"refs/heads/{name}")
    parent = tip if unmerged(repository, tip) else None
    base = repository.tree(base_of(repository))
    there = repository.tree(parent, path) if parent else base
    require_plain(there, path)
    before = read_text(there, path)
    text, report = compose(repository, base, register, period, before, sop)
    if text != before:
        with checked_out(repository, parent or base_of(repository)) as beside:
            put(beside.root / path, text.encode("utf-8"))
            commit = beside.commit([path], message_of(period, before))
        remote.push(commit, name)
    elif parent is None:
        return Proposed(0, report, changed=False, opened=False)
    known = forge.pull_of_branch(name)
    if known:
        return Proposed(known, report, text != before, opened=False)
    number = forge.propose(name, title_of(period), _body(period, path, name), draft=True)
    return Proposed(number, report, text != before, opened=True)


def _body(period: Period, path: str, branch: str) -> str:
    return (
        f"Angka laporan {period} dikumpulkan dari rencana, Buku Agenda, dan insight ke `{path}` "
        f"pada cabang `{branch}`.\n\nLengkapi bagian yang ditulis orang di berkas itu, lalu tekan "
        "*Ready for review* agar diputuskan. Bila insight bertambah, jalankan lagi alur `laporan`: "
        "angkanya diperbarui, tulisan orang tidak berubah.\n"
    )
