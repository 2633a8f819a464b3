"""The gate: may this version be published, and if not, why not (design decision 5).

The gate never approves: it verifies that a person did. Missing facts close it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from jdih.model.document import Document
from jdih.model.entry import Approval, Evidence
from jdih.model.verdict import Grant, State, Verdict
from jdih.workflow.approval import Deciders, accept, approve
from jdih.workflow.authority import deciders
from jdih.workflow.provisional import Past, grant
from jdih.workflow.refusal import Refusal, Refused, say
from jdih.workflow.version import Baseline, Contributor, Version


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the gate says of one version.

    `good` is the commit of the newest version up to this one that may be shown. `grant` is the act
    by which it may be shown, or could be, without its approval.
    """

    version: Version
    state: State
    reason: str = ""
    approval: Approval | None = None
    good: str = ""
    grant: Grant | None = None


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
    """Return the merges by which something is shown on a forge's word, each once."""
    words = ((ruling, ruling.approval or ruling.grant) for ruling in rulings)
    return tuple(
        dict.fromkeys(
            ruling.version.commit
            for ruling, word in words
            if word is not None and word.evidence is Evidence.FORGE
        )
    )


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
        self._past = Past()
        self._since = ""

    def add(self, version: Version) -> Ruling:
        """Judge the next version."""
        if not version.path:
            if not self._permanent:
                self._writers, self._good = (), ""
                self._past.forget()
            return Ruling(version, State.HELD, say(Refusal.NO_HISTORY), good=self._good)
        restored = (version.path, version.digest) in self._sound
        writers = version.contributors if restored else (*self._writers, *version.contributors)
        try:
            approval, imported = self._settled(version, writers)
        except Refused as error:
            approval, granted, reason = self._at_once(version, writers, error)
            if approval is None:
                self._writers = () if restored else writers
                return self._unapproved(version, granted, reason)
            imported = False
        else:
            granted = None if imported else self._act(version, writers)
        self._writers, self._good, self._since = (), version.commit, ""
        self._past.show(version)
        self._sound.add((version.path, version.digest))
        state = State.IMPORTED if imported else State.APPROVED
        return Ruling(version, state, "", approval, self._good, granted)

    def _act(self, version: Version, writers: tuple[Contributor, ...]) -> Grant | None:
        """Return by what act an approved version could be shown before it was approved."""
        with suppress(Refused):
            return grant(version, self._deciders, writers, self._past)
        return None

    def _settled(
        self, version: Version, writers: tuple[Contributor, ...]
    ) -> tuple[Approval | None, bool]:
        """Return who approved a version, and whether it was imported; raises `Refused` for none."""
        known = version.recorded
        if known is not None and (known.approval or not known.grant):
            return known.approval, known.approval is None
        if self._accepted(version):
            return None, True
        return approve(version, self._deciders, writers), False

    def _at_once(
        self, version: Version, writers: tuple[Contributor, ...], error: Refused
    ) -> tuple[Approval | None, Grant | None, str]:
        """Return the later approval of a version, by what act it is shown, and else why not."""
        try:
            granted = grant(version, self._deciders, writers, self._past)
        except Refused as refusal:
            if refusal.refusal is Refusal.DECLINED:
                self._past.spend(version)
            return None, None, refusal.reason
        if granted is None or version.unit is None:
            return None, None, error.reason
        for candidate in version.afterwards:
            with suppress(Refused):
                offices = self._deciders(version)
                approval = accept(version, version.unit, candidate, offices, writers)
                return approval, granted, ""
        return None, granted, ""

    def _unapproved(self, version: Version, granted: Grant | None, reason: str) -> Ruling:
        """Hold a version that no deciding office approved, or let it be shown for the time being.

        Whoever wrote it goes on to count.
        """
        if granted is not None:
            self._since = self._since or granted.since
            self._good = version.commit
            self._past.show(version)
            granted = replace(granted, since=self._since)
            return Ruling(version, State.PROVISIONAL, good=self._good, grant=granted)
        if version.draft:
            self._good = ""
            self._past.forget()
        return Ruling(version, State.HELD, reason, good=self._good)


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
        grant=last.grant if last.state is State.PROVISIONAL and not reason else None,
        shown_by=_shown_by(rulings),
    )


def follow(
    versions: Iterable[Version], baseline: Baseline | None, imports: Imports
) -> tuple[Ruling, ...]:
    """Judge every version of a document of ``content/``, from the oldest to the newest."""
    chain = Chain(deciders, lambda version: imports.covers(version.path, version.digest, baseline))
    return tuple(chain.add(version) for version in versions)


def _shown_by(rulings: Sequence[Ruling]) -> Grant | None:
    """Return by what act the newest version that may be shown is shown, None where approved."""
    good = rulings[-1].good if rulings else ""
    found = next((one for one in rulings if good and one.version.commit == good), None)
    return found.grant if found and found.state is State.PROVISIONAL else None


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
