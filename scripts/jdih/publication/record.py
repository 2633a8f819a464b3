"""From a live page to entries of the agenda book: what is new, and what each entry holds."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from jdih.errors import JdihError
from jdih.forge.evidence import render
from jdih.forge.witness import Witness
from jdih.model.document import Document
from jdih.model.entry import Activity, Event, Evidence
from jdih.model.unit import Unit
from jdih.model.verdict import State as Judgement
from jdih.model.verdict import Verdict
from jdih.register.book import NewEntry
from jdih.register.chain import Register
from jdih.website.site import Manifest

SHOWN = (Event.IMPORTED, Event.PUBLISHED, Event.CORRECTED)
"""The events that put a version of an item before the public."""


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
) -> NewEntry:
    """Return the entry for a version that was just seen live at `when`, without its evidence."""
    return NewEntry(
        event=_event(document, verdict, register),
        id=document.id,
        title=document.title,
        evidence=verdict.approval.evidence if verdict.approval else Evidence.STATEMENT,
        digest=verdict.digest,
        commit=verdict.commit,
        files=document.digests,
        address=manifest.address(document),
        time=when.isoformat(timespec="seconds"),
        approval=verdict.approval,
        activities=activities,
    )


def founded(
    drafts: Sequence[NewEntry], told: Collection[str], witness: Witness
) -> tuple[NewEntry, ...]:
    """Give entries what the forge told of the merges that they rest on.

    `told` are merges that approved anything so far and of which nothing is kept yet, such as those
    of settings: the first entry takes what no other one takes as its own.
    """
    own = [{draft.approval.commit} if draft.approval else set() for draft in drafts]
    if own:
        own[0] |= set(told).difference(*own)
    return tuple(
        replace(draft, papers=tuple(_papers(merges, witness)))
        for draft, merges in zip(drafts, own, strict=True)
    )


def _papers(merges: Collection[str], witness: Witness) -> Iterator[tuple[str, bytes]]:
    pulls = witness.pulls(merges)
    return ((merge, render(merge, pull)) for merge, pull in sorted(pulls.items()))


def _registered(document: Document, unit: Unit) -> bool:
    authority = unit.authority(document.kind)
    return authority is not None and authority.registered


def _shows(register: Register, identity: str, digest: str) -> bool:
    latest = register.latest(identity, *SHOWN)
    return latest is not None and latest.digest == digest


def _event(document: Document, verdict: Verdict, register: Register) -> Event:
    if register.latest(document.id, *SHOWN) is not None:
        # What was imported and is restored later corrects what stood in between.
        return Event.CORRECTED
    return Event.IMPORTED if verdict.state is Judgement.IMPORTED else Event.PUBLISHED
