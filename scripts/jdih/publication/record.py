"""From a live page to entries of the agenda book: what is new, and what each entry holds."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from jdih.errors import JdihError
from jdih.forge.evidence import render
from jdih.forge.witness import Witness
from jdih.model.document import Document
from jdih.model.entry import SHOWN, Activity, Detail, Entry, Event, Evidence
from jdih.model.unit import Unit
from jdih.model.verdict import Grant, Verdict
from jdih.model.verdict import State as Judgement
from jdih.register.book import NewEntry
from jdih.register.chain import Register
from jdih.register.kept import merge_of, name_of
from jdih.website.site import Manifest
from jdih.workflow.digest import sha256


def require_continuity(mainline: Container[str], register: Register) -> None:
    """Raise JdihError when the branch is not the one that was published before.

    Every version in the register lies on the main line of that branch. A branch that was rewound
    (I7), or whose main line was exchanged for another, starts nothing here: the approvals that it
    shows may be its own invention.
    """
    for entry in register.entries:
        if entry.event in SHOWN and entry.commit and entry.commit not in mainline:
            raise JdihError(
                f"Cabang ini bukan kelanjutan dari yang pernah terbit: commit "
                f"{entry.commit[:12]} (nomor {entry.label}) tidak ada pada jalur utamanya.",
                "Pindah ke cabang main yang terbaru (`git switch main`, `git pull --ff-only`). "
                "Bila cabang itu memang telah diganti, laporkan: ada yang menulis ulang riwayat.",
            )


def unrecorded(
    documents: Iterable[Document], verdicts: dict[str, Verdict], unit: Unit, register: Register
) -> tuple[Document, ...]:
    """Return the documents whose present version the register does not show yet (I1, I6).

    Only types that the office enters into the register count (``keputusan`` in unit.yml).
    """
    return tuple(
        document
        for document in documents
        if _registered(document, unit)
        and not _shows(register, document.id, verdicts[document.path].digest)
    )


def entry_of(
    document: Document,
    verdict: Verdict,
    register: Register,
    manifest: Manifest,
    activities: tuple[Activity, ...],
    when: datetime,
    *,
    amended: bool = True,
) -> NewEntry:
    """Return the entry for a version that was just seen live at `when`, without its evidence.

    An item is not `amended` when it follows an earlier version without correcting it.
    """
    former = register.latest(document.id, *SHOWN)
    replaced = ((Detail.REPLACES.value, former.label),) if former else ()
    return NewEntry(
        event=_event(document, verdict, former, amended=amended),
        id=document.id,
        evidence=verdict.approval.evidence if verdict.approval else Evidence.STATEMENT,
        digest=verdict.digest,
        commit=verdict.commit,
        files=document.digests,
        address=manifest.address(document),
        time=when.isoformat(timespec="seconds"),
        approval=verdict.approval,
        activities=activities,
        details=(*replaced, *act_of(verdict.grant)),
    )


def founded(
    drafts: Sequence[NewEntry], told: Collection[str], kept: Mapping[str, str], witness: Witness
) -> tuple[NewEntry, ...]:
    """Give entries what the forge told of the merges that they rest on.

    `told` are merges by which anything is shown so far; what of them is not `kept` yet (name →
    SHA-256) is kept now. Those of settings are no entry's own: the first entry takes them.
    What is shown without approval has evidence that nothing else of its merge has to wait for.
    """
    known = {witness.erasures.current(merge_of(name)) for name in kept}
    own = [set(_merge(draft, {*told, *known})) for draft in drafts]
    if own:
        own[0] |= set(told).difference(known, *own)
    return tuple(
        replace(draft, papers=tuple(_papers(merges, kept, witness)))
        for draft, merges in zip(drafts, own, strict=True)
    )


def _merge(draft: NewEntry, known: Container[str]) -> Iterator[str]:
    """Yield the merge that an entry rests on, when `known`, or by an office's act."""
    if draft.approval is not None:
        yield from (merge for merge in (draft.approval.commit,) if merge in known)
    elif Detail.OFFICE.value in dict(draft.details):
        yield draft.commit


def _papers(
    merges: Collection[str], kept: Mapping[str, str], witness: Witness
) -> Iterator[tuple[str, bytes]]:
    for merge, pull in sorted(witness.pulls(merges).items()):
        data = render(merge, pull)
        yield name_of(merge, sha256(data), kept), data


def act_of(grant: Grant | None) -> tuple[tuple[str, str], ...]:
    """Return by whose act, and with whose consent, a version is shown without approval."""
    if grant is None:
        return ()
    said = {Detail.OFFICE: grant.office}
    if grant.consent is not None:
        said |= {
            Detail.CONSENT: grant.consent.office,
            Detail.MEANS: grant.consent.how,
            Detail.CONSENTED: grant.consent.time.isoformat(timespec="minutes"),
            Detail.PROOF: grant.consent.proof,
        }
    return tuple((name.value, text) for name, text in said.items() if text)


def _registered(document: Document, unit: Unit) -> bool:
    authority = unit.authority(document.kind)
    return authority is not None and authority.registered


def _shows(register: Register, identity: str, digest: str) -> bool:
    latest = register.latest(identity, *SHOWN)
    return latest is not None and latest.digest == digest


def _event(document: Document, verdict: Verdict, former: Entry | None, *, amended: bool) -> Event:
    if verdict.grant is not None:
        return Event.WITHDRAWN if verdict.grant.consent is None else Event.URGENT
    imported = verdict.state is Judgement.IMPORTED
    return event_of(document, former, imported=imported, amended=amended)


def event_of(
    document: Document, former: Entry | None, *, imported: bool, amended: bool = True
) -> Event:
    """Return what the showing of an approved or `imported` version is called in the register.

    `former` is the entry that showed the document before, which it may have `amended`.
    """
    if document.withdrawn:
        return Event.WITHDRAWN
    if former is not None and amended:
        return Event.CORRECTED
    return Event.IMPORTED if imported and former is None else Event.PUBLISHED
