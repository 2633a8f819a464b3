"""An approval by the facts of one version: who gave it, in which office, of which bytes.

KPU step 5 and MK step 5 let one office approve an item; ``keputusan`` in unit.yml names the
offices for everything else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress

from jdih.model.entry import Approval
from jdih.model.unit import Office, Unit
from jdih.workflow.authority import names_of, subject_of
from jdih.workflow.refusal import FOR_DOUBT, Refusal, Refused, refused
from jdih.workflow.version import Candidate, Contributor, Doubt, Holding, Version

Deciders = Callable[[Version], tuple[Office, ...]]
"""Returns the offices that may approve a version; raises `Refused` when there are none."""


def approve(version: Version, deciders: Deciders, writers: Iterable[Contributor]) -> Approval:
    """Return the approval of a version by its own facts; raises `Refused` where there is none.

    `writers` are all who wrote what is to be approved.
    """
    unit, written = require_merge(version), tuple(writers)
    if not version.approvals:
        raise refused(Refusal.UNSIGNED, version)
    require_known(version, written)
    offices = deciders(version)
    first, *others = version.approvals
    for candidate in others:
        with suppress(Refused):
            return accept(version, unit, candidate, offices, written)
    return accept(version, unit, first, offices, written)


def require_merge(version: Version, *, tolerated: Doubt | None = None) -> Unit:
    """Return the unit that judges a merge of exactly what was written on the merged side.

    Raises `Refused` for everything else, but not for the doubt `tolerated`.
    """
    if version.draft:
        raise refused(Refusal.DRAFT, version)
    if not version.digest:
        raise refused(Refusal.UNREADABLE, version)
    if version.doubt not in {None, tolerated}:
        raise refused(FOR_DOUBT[version.doubt], version)
    if version.unit is None:
        raise refused(Refusal.NO_UNIT, version)
    if version.side_digest != version.digest:
        raise refused(Refusal.SMUGGLED, version)
    if not version.contributors:
        raise refused(Refusal.NO_AUTHOR, version)
    return version.unit


def require_known(version: Version, writers: Iterable[Contributor]) -> None:
    """Raise `Refused` when nobody can tell who wrote a part of it."""
    for writer in writers:
        if writer.account_id is None:
            unknown = Refusal.UNLINKED if version.reviewed else Refusal.UNKNOWN_AUTHOR
            raise refused(unknown, version, other=writer.commit)


def accept(
    version: Version,
    unit: Unit,
    candidate: Candidate,
    offices: tuple[Office, ...],
    writers: tuple[Contributor, ...],
) -> Approval:
    """Return the approval that `candidate` gives; raises `Refused` when it gives none."""
    if candidate.digest != version.digest:
        raise refused(Refusal.LAPSED if version.reviewed else Refusal.SMUGGLED, version)
    names = names_of(offices)
    order = {office.code: place for place, office in enumerate(offices)}
    entitled = [holding for holding in candidate.holdings if holding.office.code in order]
    if not entitled:
        raise refused(Refusal.NOT_DECIDER, version, name=subject_of(version), offices=names)
    time = candidate.time.astimezone(unit.zone)
    held = [holding for holding in entitled if holding.holder.holds(time.date())]
    if not held:
        late = names_of(dict.fromkeys(holding.office for holding in entitled))
        raise refused(Refusal.NOT_HELD, version, offices=late, day=time.date().isoformat())
    accounts = {holding.holder.account_id for holding in candidate.holdings}
    for writer in writers:
        if writer.account_id in accounts:
            raise refused(Refusal.OWN_WORK, version, other=writer.commit, offices=names)
    holding = min(held, key=lambda holding: order[holding.office.code])
    return _approval(version, candidate, holding, time.isoformat())


def _approval(version: Version, candidate: Candidate, holding: Holding, time: str) -> Approval:
    return Approval(
        office=holding.office.code,
        title=holding.title,
        commit=version.commit,
        time=time,
        evidence=candidate.evidence,
        basis=holding.holder.basis,
        rules=version.base,
    )
