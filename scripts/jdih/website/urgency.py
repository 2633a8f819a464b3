"""What readers are told of an item that was shown before a deciding office approved it."""

from __future__ import annotations

from dataclasses import dataclass

from jdih.model.document import Document
from jdih.model.entry import Approval, Detail, Entry, Event
from jdih.website.catalogue import Catalogue

_AT_ONCE = frozenset({Event.URGENT, Event.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Urgency:
    """The consent that an item states, and the approval that came afterwards.

    `office` is the name of the office that consented `how` and at `time` (as typed), all empty
    where an item was only withdrawn. `later` is the entry of the approval, `approval` the approval
    itself before it is recorded; both are None while it is waited for.
    """

    office: str
    how: str
    time: str
    later: Entry | None
    approval: Approval | None


def urgency_of(document: Document, catalogue: Catalogue) -> Urgency | None:
    """Return what to tell of an item, None where it was approved before it was shown."""
    entry = catalogue.published(document)
    verdict = catalogue.site.verdicts.get(document.path)
    waiting = verdict is not None and verdict.grant is not None
    recorded = entry is not None and entry.approval is None and entry.event in _AT_ONCE
    # A preview is of what nobody has judged yet: it shows what the header says.
    claimed = document.header.get("mendesak") is not None and verdict is None and entry is None
    if not (waiting or recorded or claimed):
        return None
    # Why an item was put up in haste is of no interest once it is gone.
    said = document.header.mapping("" if document.withdrawn else "mendesak")
    return Urgency(
        office=catalogue.office(said.text("disetujui_oleh")),
        how=said.text("cara"),
        time=said.text("waktu"),
        later=_later(entry, catalogue) if entry and not waiting else None,
        approval=verdict.approval if verdict else None,
    )


def _later(shown: Entry, catalogue: Catalogue) -> Entry | None:
    """Return the entry of the approval that came after `shown`."""
    for entry in catalogue.entries.get(shown.id, ()):
        after = entry.event is Event.APPROVED_AFTERWARDS
        if after and entry.detail(Detail.APPROVES) == shown.label:
            return entry
    return None
