"""The gate: may this version be published, and if not, why not (design decision 5).

KPU step 5 and MK step 5 let one office approve an item; ``keputusan`` in unit.yml names the
offices for everything else. The gate never approves: it verifies that a person did. Missing facts
close it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from jdih.model.document import Document, Kind
from jdih.model.entry import Approval
from jdih.model.unit import Office, Unit
from jdih.model.verdict import State, Verdict
from jdih.workflow.refusal import FOR_DOUBT, Refusal, say
from jdih.workflow.version import Baseline, Candidate, Contributor, Holding, Version


class Refused(Exception):
    """A version that is not approved. `reason` is ready to be read."""

    def __init__(self, refusal: Refusal, version: Version, **facts: str) -> None:
        super().__init__(refusal.name)
        self.refusal = refusal
        self.reason = say(refusal, commit=version.commit, **facts)


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the gate says of one version. `good` is the newest version up to it that may be shown."""

    version: Version
    state: State
    reason: str = ""
    approval: Approval | None = None
    good: str = ""


@dataclass(frozen=True, slots=True)
class Imports:
    """What was there before the workflow.

    `listed` is ``site_config/impor.yml``: path of the Markdown file → sidik. While `begun` is
    False (no ``mulai`` yet) the list alone decides; afterwards only what was there at ``mulai``.
    """

    listed: Mapping[str, str]
    begun: bool

    def lists(self, path: str, digest: str) -> bool:
        """Return True when the list names this version."""
        return bool(digest) and self.listed.get(path) == digest

    def covers(self, path: str, digest: str, baseline: Baseline | None) -> bool:
        """Return True when this version counts as imported."""
        if not self.lists(path, digest):
            return False
        there = baseline is not None and (baseline.path, baseline.digest) == (path, digest)
        return there or not self.begun


Deciders = Callable[[Version], tuple[Office, ...]]
"""Returns the offices that may approve a version; raises `Refused` when there are none."""


class Chain:
    """The versions of one document, judged from the oldest to the newest.

    Who wrote counts until a version is approved: whoever wrote a draft that was merged earlier,
    or pushed a change past the gate, is an author of the version that is approved later.
    """

    def __init__(self, deciders: Deciders, accepted: Callable[[Version], bool]) -> None:
        self._deciders = deciders
        self._accepted = accepted
        self._writers: tuple[Contributor, ...] = ()
        self._good = ""
        self._sound: set[tuple[str, str]] = set()

    def add(self, version: Version) -> Ruling:
        """Judge the next version."""
        if not version.path:
            self._writers, self._good = (), ""
            return Ruling(version, State.HELD)
        restored = (version.path, version.digest) in self._sound
        writers = version.contributors if restored else (*self._writers, *version.contributors)
        try:
            imported = self._accepted(version)
            approval = None if imported else approve(version, self._deciders, writers)
        except Refused as refused:
            self._writers = () if restored else writers
            if version.draft:
                self._good = ""
            return Ruling(version, State.HELD, refused.reason, good=self._good)
        self._writers, self._good = (), version.commit
        self._sound.add((version.path, version.digest))
        state = State.IMPORTED if imported else State.APPROVED
        return Ruling(version, state, "", approval, self._good)


def judge(
    document: Document,
    digest: str,
    versions: Iterable[Version],
    baseline: Baseline | None,
    imports: Imports,
) -> Verdict:
    """Judge a document of ``content/``.

    `digest` is the sidik of what would be published, `versions` are those on the main branch,
    oldest first, `baseline` the document at ``mulai``.
    """
    chain = Chain(
        deciders, lambda version: imports.covers(version.path, version.digest, baseline)
    )
    last: Ruling | None = None
    for version in versions:
        last = chain.add(version)
    reason = _why(last, (document.path, digest), imports)
    if last is None:
        return Verdict(document.id, document.path, digest, State.HELD, "", reason)
    return Verdict(
        id=document.id,
        path=document.path,
        digest=digest,
        state=State.HELD if reason else last.state,
        commit=last.version.commit,
        reason=reason,
        approval=None if reason else last.approval,
        fallback=last.good if reason else "",
    )


def _why(last: Ruling | None, present: tuple[str, str], imports: Imports) -> str:
    """Say why what would be published is held back; empty when it is not."""
    if last is None or not last.version.path:
        return say(Refusal.NO_HISTORY)
    if (last.version.path, last.version.digest) != present:
        return say(Refusal.CHANGED)
    if last.state is not State.HELD:
        return ""
    if not imports.begun:
        return say(Refusal.NOT_BEGUN)
    if imports.lists(*present):
        return say(Refusal.NOT_AT_START)
    return last.reason


def approve(
    version: Version, deciders: Deciders, writers: Iterable[Contributor]
) -> Approval:
    """Return the approval of a version by its own facts; raises `Refused` where there is none.

    `writers` are all who wrote what is to be approved.
    """
    if version.draft:
        raise Refused(Refusal.DRAFT, version)
    if not version.digest:
        raise Refused(Refusal.UNREADABLE, version)
    if version.doubt is not None or not version.approvals:
        doubt = Refusal.UNSIGNED if version.doubt is None else FOR_DOUBT[version.doubt]
        raise Refused(doubt, version)
    if version.side_digest != version.digest:
        raise Refused(Refusal.SMUGGLED, version)
    if not version.contributors:
        raise Refused(Refusal.NO_AUTHOR, version)
    written = tuple(writers)
    for writer in written:
        if writer.account_id is None:
            raise Refused(Refusal.UNKNOWN_AUTHOR, version, other=writer.commit)
    if version.unit is None:
        raise Refused(Refusal.NO_UNIT, version)
    offices = deciders(version)
    refused: Refused | None = None
    for candidate in version.approvals:
        try:
            return _accept(version, version.unit, candidate, offices, written)
        except Refused as error:
            refused = refused or error
    assert refused is not None
    raise refused


def _accept(
    version: Version,
    unit: Unit,
    candidate: Candidate,
    offices: tuple[Office, ...],
    writers: tuple[Contributor, ...],
) -> Approval:
    """Return the approval that `candidate` gives; raises `Refused` when it gives none."""
    if candidate.digest != version.digest:
        raise Refused(Refusal.SMUGGLED, version)
    names = _names(offices)
    order = {office.code: place for place, office in enumerate(offices)}
    entitled = [holding for holding in candidate.holdings if holding.office.code in order]
    if not entitled:
        raise Refused(Refusal.NOT_DECIDER, version, name=_subject(version), offices=names)
    time = candidate.time.astimezone(unit.zone)
    held = [holding for holding in entitled if holding.holder.holds(time.date())]
    if not held:
        late = _names(dict.fromkeys(holding.office for holding in entitled))
        raise Refused(Refusal.NOT_HELD, version, offices=late, day=time.date().isoformat())
    accounts = {holding.holder.account_id for holding in candidate.holdings}
    for writer in writers:
        if writer.account_id in accounts:
            raise Refused(Refusal.OWN_WORK, version, other=writer.commit, offices=names)
    holding = min(held, key=lambda holding: order[holding.office.code])
    return _approval(version, candidate, holding, time.isoformat())


def _approval(version: Version, candidate: Candidate, holding: Holding, time: str) -> Approval:
    office, holder = holding.office, holding.holder
    return Approval(
        office=office.code,
        title=f"{holder.acting} {office.name}".strip(),
        commit=version.commit,
        time=time,
        evidence=candidate.evidence,
        basis=holder.basis,
    )


def deciders(version: Version) -> tuple[Office, ...]:
    """Return the offices that may approve a document: by its SOP for an item, else by unit.yml.

    Raises `Refused` when there are none.
    """
    unit, label = version.unit, version.label
    if unit is None:
        raise Refused(Refusal.NO_UNIT, version)
    if label is None:
        raise Refused(Refusal.NO_LABEL, version)
    if label.kind is Kind.ITEM:
        return _by_sop(version, unit, label.sop)
    authority = unit.authority(label.kind)
    return _offices(version, unit, authority.offices if authority else ())


def settings_deciders(version: Version) -> tuple[Office, ...]:
    """Return the offices that may approve a change of the office's own settings."""
    unit = version.unit
    if unit is None:
        raise Refused(Refusal.NO_UNIT, version)
    return _offices(version, unit, unit.settings_offices)


def _by_sop(version: Version, unit: Unit, name: str) -> tuple[Office, ...]:
    sop = version.sops.get(name)
    step = sop.approval_step if sop else None
    if step is None:
        raise Refused(Refusal.NO_SOP, version, name=name or "tidak disebut")
    filled = (office for role in step.deciders for office in unit.offices_for(name, role))
    return _offices(version, unit, tuple(office.code for office in filled))


def _offices(version: Version, unit: Unit, codes: Iterable[str]) -> tuple[Office, ...]:
    found = (unit.office(code) for code in dict.fromkeys(codes))
    offices = tuple(office for office in found if office is not None)
    if not offices:
        raise Refused(Refusal.NO_DECIDER, version, name=_subject(version))
    return offices


def _subject(version: Version) -> str:
    return version.label.kind.value if version.label else "pengaturan"


def _names(offices: Iterable[Office]) -> str:
    return ", ".join(office.name for office in offices)
