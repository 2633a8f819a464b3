"""When an entry says that something happened, and what it calls that: both follow from elsewhere.

The moment lies between the approval and the commit of the register, the kind follows from the
document and from what was shown before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from jdih.model.document import Document
from jdih.model.entry import Approval, Detail, Entry
from jdih.publication.audit.mainline import SKEW
from jdih.publication.audit.outcome import Fault, Flaw
from jdih.publication.record import event_of


def mistimed(entry: Entry, approval: Approval | None, written: datetime | None) -> Iterator[Fault]:
    """Yield a moment before the proven `approval`, or after the entry was `written`."""
    said = datetime.fromisoformat(entry.time)
    if approval is not None and said < datetime.fromisoformat(approval.time) - SKEW:
        words = f"Waktu yang tercatat ({entry.time}) mendahului persetujuannya ({approval.time})."
        yield Fault(Flaw.CLOCK, words)
    if written is not None and said > written + SKEW:
        words = f"Waktu yang tercatat ({entry.time}) sesudah entri itu ditulis"
        yield Fault(Flaw.CLOCK, f"{words} ({written.isoformat(timespec='seconds')}).")


def misnamed(
    entry: Entry, document: Document, former: Entry | None, *, imported: bool, amended: bool
) -> Iterator[Fault]:
    """Yield what an approved or imported version should be called, and which entry it replaces.

    `former` is the last entry that showed the item before.
    """
    event = event_of(document, former, imported=imported, amended=amended)
    if entry.event is not event:
        words = f"Tercatat sebagai {entry.event.value}, padahal menurut isinya {event.value}."
        yield Fault(Flaw.EVENT, words)
    said, label = entry.detail(Detail.REPLACES), former.label if former else ""
    if said != label:
        words = f"Tercatat menggantikan nomor {said or '–'}, padahal yang tayang sebelumnya nomor"
        yield Fault(Flaw.EVENT, f"{words} {label or '–'}.")
