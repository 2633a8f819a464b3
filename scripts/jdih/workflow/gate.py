"""The gate: may this version be published, and if not, why not (design decision 5).

KPU step 5 and MK step 5 let one office approve an item; ``keputusan`` in unit.yml names the
offices for everything else. The gate never approves: it verifies that a person did. Missing facts
close it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from jdih.model.document import Document
from jdih.model.entry import Approval, Evidence
from jdih.model.unit import Office, Unit
from jdih.model.verdict import State, Verdict
from jdih.workflow.authority import deciders, names_of, subject_of
from jdih.workflow.refusal import FOR_DOUBT, Refusal, Refused, refused, say
from jdih.workflow.version import Baseline, Candidate, Contributor, Holding, Version


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the gate says of one version.

    `good` is the commit of the newest version up to this one that may be shown.
    """

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


def told(rulings: Iterable[Ruling]) -> tuple[str, ...]:
    """Return the merges that approved something on a forge's word, each once."""
    approvals = (ruling.approval for ruling in rulings)
    return tuple(
        dict.fromkeys(
            approval.commit
            for approval in approvals
            if approval is not None and approval.evidence is Evidence.FORGE
        )
    )


Deciders = Callable[[Version], tuple[Office, ...]]
"""Returns the offices that may approve a version; raises `Refused` when there are none."""


class Chain:
    """The versions of one document, judged from the oldest to the newest.

    Who wrote counts until a version is approved: whoever wrote a draft that was merged earlier,
    or pushed a change past the gate, is an author of the version that is approved later.
    What is `permanent` cannot be taken away: the last approved version goes on.
    """

    def __init__(
        self,
        deciders: Deciders,
        accepted: Callable[[Version], bool],
        *,
        permanent: bool = False,
    ) -> None:
        self._deciders = deciders
        self._permanent = permanent
        self._accepted = accepted
        self._writers: tuple[Contributor, ...] = ()
        self._good = ""
        self._sound: set[tuple[str, str]] = set()

    def add(self, version: Version) -> Ruling:
        """Judge the next version."""
        if not version.path:
            if not self._permanent:
                self._writers, self._good = (), ""
            return Ruling(version, State.HELD, say(Refusal.NO_HISTORY), good=self._good)
        restored = (version.path, version.digest) in self._sound
        writers = version.contributors if restored else (*self._writers, *version.contributors)
        try:
            imported = self._accepted(version)
            approval = None if imported else approve(version, self._deciders, writers)
        except Refused as error:
            self._writers = () if restored else writers
            if version.draft:
                self._good = ""
            return Ruling(version, State.HELD, error.reason, good=self._good)
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
    oldest first, `baseline` the document at ``mulai``. Imported content needs no versions.
    """
    if imports.covers(document.path, digest, baseline):
        commit = baseline.commit if baseline else ""
        return Verdict(document.id, document.path, digest, State.IMPORTED, commit)
    rulings = follow(versions, baseline, imports)
    last = rulings[-1] if rulings else None
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
        told=told(rulings),
    )


def follow(
    versions: Iterable[Version], baseline: Baseline | None, imports: Imports
) -> tuple[Ruling, ...]:
    """Judge every version of a document of ``content/``, from the oldest to the newest."""
    chain = Chain(deciders, lambda version: imports.covers(version.path, version.digest, baseline))
    return tuple(chain.add(version) for version in versions)


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


def approve(version: Version, deciders: Deciders, writers: Iterable[Contributor]) -> Approval:
    """Return the approval of a version by its own facts; raises `Refused` where there is none.

    `writers` are all who wrote what is to be approved.
    """
    unit = _require_merge(version)
    written = tuple(writers)
    for writer in written:
        if writer.account_id is None:
            unknown = Refusal.UNLINKED if version.reviewed else Refusal.UNKNOWN_AUTHOR
            raise refused(unknown, version, other=writer.commit)
    offices = deciders(version)
    first, *others = version.approvals
    for candidate in others:
        with suppress(Refused):
            return _accept(version, unit, candidate, offices, written)
    return _accept(version, unit, first, offices, written)


def _require_merge(version: Version) -> Unit:
    """Return the unit that judges a merge of exactly what was written on the merged side.

    Raises `Refused` for everything else.
    """
    if version.draft:
        raise refused(Refusal.DRAFT, version)
    if not version.digest:
        raise refused(Refusal.UNREADABLE, version)
    if version.doubt is not None:
        raise refused(FOR_DOUBT[version.doubt], version)
    if version.unit is None:
        raise refused(Refusal.NO_UNIT, version)
    if not version.approvals:
        raise refused(Refusal.UNSIGNED, version)
    if version.side_digest != version.digest:
        raise refused(Refusal.SMUGGLED, version)
    if not version.contributors:
        raise refused(Refusal.NO_AUTHOR, version)
    return version.unit


def _accept(
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
    office, holder = holding.office, holding.holder
    return Approval(
        office=office.code,
        title=f"{holder.acting} {office.name}".strip(),
        commit=version.commit,
        time=time,
        evidence=candidate.evidence,
        basis=holder.basis,
        rules=version.base,
    )
