"""Versions that are shown before a deciding office approved them: urgent ones, and withdrawals.

An office that the unit lists may publish an item by consent given otherwise; any office of an
item's SOP may withdraw it at once. What is shown so waits for its approval (decision 0009).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from jdih.model.document import Kind
from jdih.model.entry import Evidence
from jdih.model.unit import Office, Unit
from jdih.model.verdict import Consent, Grant
from jdih.workflow.approval import Deciders, require_known, require_merge
from jdih.workflow.authority import names_of
from jdih.workflow.refusal import Refusal, refused
from jdih.workflow.version import Candidate, Contributor, Doubt, Holding, Version


@dataclass(slots=True)
class Past:
    """What was shown of a document before the version in hand.

    `path` and `rest` are those of the last version that may be shown, empty for none;
    `withdrawn` says whether it was withdrawn already. `spent` are the consents of versions that
    were shown, or declined: one consent is for one version.
    """

    path: str = ""
    rest: str = ""
    withdrawn: bool = False
    spent: set[tuple[str, datetime]] = field(default_factory=set)

    def show(self, version: Version) -> None:
        """Take `version` for what was shown last."""
        self.path, self.rest = version.path, version.rest
        self.withdrawn = version.label is not None and version.label.withdrawn
        self.spend(version)

    def spend(self, version: Version) -> None:
        """Let the consent of `version` count for no other one."""
        if version.label is not None and version.label.consent is not None:
            self.spent.add(_said(version.label.consent))

    def forget(self) -> None:
        """Take the document for one of which nothing is shown any more."""
        self.path = self.rest = ""

    def withdrawn_by(self, version: Version) -> bool:
        """Say whether `version` withdraws what was shown, and does nothing else."""
        label = version.label
        unchanged = bool(self.rest) and (self.path, self.rest) == (version.path, version.rest)
        return unchanged and not self.withdrawn and label is not None and label.withdrawn


def grant(
    version: Version, deciders: Deciders, writers: tuple[Contributor, ...], past: Past
) -> Grant | None:
    """Return by what act a version may be shown at once; raises `Refused` where there is none.

    None for a version that asks for nothing of the kind.
    """
    label = version.label
    if label is None or label.kind is not Kind.ITEM or version.draft:
        return None
    if version.recorded is not None and version.recorded.grant is not None:
        return _granted_before(version, version.recorded.grant, deciders)
    withdrawn = past.withdrawn_by(version)
    consent = None if withdrawn else label.consent
    if not withdrawn and (consent is None or _said(consent) in past.spent):
        return None
    if version.doubt is Doubt.SENT_BACK:
        raise refused(Refusal.DECLINED, version)
    unit = require_merge(version, tolerated=Doubt.UNREVIEWED)
    require_known(version, writers)
    offices = deciders(version)
    if any(_held(one, unit, version, offices) for one in version.declined):
        raise refused(Refusal.DECLINED, version)
    entitled = _listed(unit) if consent else _of_sop(unit, label.sop)
    if not entitled:
        raise refused(Refusal.NOT_OPEN, version)
    act, holding = _act(version, unit, entitled, writers)
    if consent:
        _require_consent(version, unit, consent, offices, act, writers)
    time = act.time.astimezone(unit.zone).isoformat()
    return Grant(holding.office.code, holding.title, time, act.evidence, consent, since=time)


def _granted_before(version: Version, granted: Grant, deciders: Deciders) -> Grant:
    """Return the act that was recorded when its commit was written anew, unless declined since."""
    unit = version.unit
    offices = deciders(version) if unit and version.declined else ()
    declined = unit and any(_held(one, unit, version, offices) for one in version.declined)
    if declined or version.doubt is Doubt.SENT_BACK:
        raise refused(Refusal.DECLINED, version)
    return granted


def _said(consent: Consent) -> tuple[str, datetime]:
    return consent.office, consent.time


def _listed(unit: Unit) -> tuple[Office, ...]:
    found = (unit.office(code) for code in unit.urgent_offices)
    return tuple(office for office in found if office is not None)


def _of_sop(unit: Unit, sop: str) -> tuple[Office, ...]:
    return tuple(o for o in unit.offices if any(role.startswith(f"{sop}/") for role in o.roles))


def _act(
    version: Version, unit: Unit, offices: tuple[Office, ...], writers: tuple[Contributor, ...]
) -> tuple[Candidate, Holding]:
    """Return the first act by which somebody in one of `offices` stands for a version, and who.

    A signed merge, an approving review; or, on a forge, that none but they wrote it: whoever opened
    a pull request cannot review it there.
    """
    acts = (*version.approvals, *_wrote_alone(version, unit, offices, writers))
    for act in sorted(acts, key=lambda act: act.time):
        held = _held(act, unit, version, offices)
        if held:
            return act, held[0]
    raise refused(Refusal.NOT_URGENT, version, offices=names_of(offices))


def _held(
    act: Candidate, unit: Unit, version: Version, offices: tuple[Office, ...]
) -> tuple[Holding, ...]:
    """Return which of `offices` somebody held when they acted on just this version."""
    day = act.time.astimezone(unit.zone).date()
    # Codes, because what is decided later is decided by the offices of that time.
    codes = {office.code for office in offices}
    return tuple(
        holding
        for holding in act.holdings
        if act.digest == version.digest
        and holding.office.code in codes
        and holding.holder.holds(day)
    )


def _wrote_alone(
    version: Version, unit: Unit, offices: tuple[Office, ...], writers: tuple[Contributor, ...]
) -> Iterator[Candidate]:
    """Yield the merge as an act of those who wrote all of it, when each of them holds an office."""
    if version.merged is None:
        return
    day = version.merged.astimezone(unit.zone).date()
    held = [_holdings(writer, offices, day) for writer in writers]
    if all(held):
        yield Candidate(Evidence.FORGE, version.merged, version.digest, held[-1])


def _holdings(writer: Contributor, offices: Iterable[Office], day: date) -> tuple[Holding, ...]:
    return tuple(
        Holding(office, holder)
        for office in offices
        for holder in office.holders
        if holder.account_id == writer.account_id and holder.holds(day)
    )


def _require_consent(
    version: Version,
    unit: Unit,
    consent: Consent,
    offices: tuple[Office, ...],
    act: Candidate,
    writers: tuple[Contributor, ...],
) -> None:
    """Raise `Refused` unless a deciding office had consented that somebody else held then.

    That it did is a statement; these are the lies that can be seen.
    """
    office = next((office for office in offices if office.code == consent.office), None)
    if office is None:
        raise refused(Refusal.CONSENT_OF_OTHERS, version, offices=names_of(offices))
    if consent.time > act.time:
        raise refused(Refusal.CONSENT_TO_COME, version)
    day = consent.time.astimezone(unit.zone).date()
    holders = {holder.account_id for holder in office.holders if holder.holds(day)}
    own = {writer.account_id for writer in writers}
    own |= {holding.holder.account_id for holding in act.holdings}
    if not holders - own:
        raise refused(Refusal.CONSENT_OF_NOBODY, version, name=office.name, day=day.isoformat())
