"""What is shown before it was approved: what waits for its approval, and what came to have one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from jdih.model.document import Document
from jdih.model.entry import SHOWN, Activity, Detail, Entry, Event
from jdih.model.sop import Sop
from jdih.model.unit import Office, Unit
from jdih.model.verdict import Grant, Verdict
from jdih.model.verdict import State as Judgement
from jdih.register.book import NewEntry
from jdih.register.chain import Register
from jdih.rules.engine import Checked
from jdih.workflow.afterwards import due
from jdih.workflow.authority import deciding, names_of
from jdih.workflow.working_time import Calendar


@dataclass(frozen=True, slots=True)
class Pending:
    """An approval that is still missing: of which `offices` any will do, until which day."""

    grant: Grant
    offices: tuple[Office, ...]
    due: date
    overdue: bool

    def words(self) -> str:
        """Return whom to ask, and until when."""
        late = ", sudah lewat" if self.overdue else ""
        return f"{names_of(self.offices)}, paling lambat {self.due.isoformat()}{late}"


@dataclass(frozen=True, slots=True)
class Ask:
    """Whom to ask for an approval, and by what calendar it falls due; `today` is the office's."""

    unit: Unit
    sops: Mapping[str, Sop]
    calendar: Calendar
    today: date

    @classmethod
    def of(cls, checked: Checked, unit: Unit, now: datetime) -> Ask:
        """Ask by the SOPs and holidays of `checked`."""
        today = now.astimezone(unit.zone).date()
        return cls(unit, checked.context.sops, Calendar.of(unit, checked.holidays), today)

    def every(
        self, documents: Iterable[Document], verdicts: Mapping[str, Verdict]
    ) -> Iterator[tuple[Document, Pending]]:
        """Yield those of `documents` that wait for an approval, and what they wait for."""
        for document in documents:
            pending = self.pending(document, verdicts.get(document.path))
            if pending is not None:
                yield document, pending

    def pending(self, document: Document, verdict: Verdict | None) -> Pending | None:
        """Return what a document waits for, None when it is not shown for the time being.

        That is this version of it, or the one that stands in for it.
        """
        if verdict is None or verdict.shown_by is None:
            return None
        sop = self.sops.get(document.header.text("sop"))
        offices = deciding(document.kind, sop, self.unit)
        last = due(verdict.shown_by, self.calendar)
        return Pending(verdict.shown_by, offices, last, overdue=self.today > last)


def approved_since(
    documents: Iterable[Document], verdicts: Mapping[str, Verdict], register: Register
) -> Iterator[tuple[Document, Entry]]:
    """Yield the documents that the register shows without approval and that have one now.

    Each with the entry that shows it.
    """
    for document in documents:
        verdict = verdicts[document.path]
        shown = register.latest(document.id, *SHOWN)
        if verdict.state is not Judgement.APPROVED or shown is None or shown.approval is not None:
            continue
        same = (shown.digest, shown.commit) == (verdict.digest, verdict.commit)
        if same and shown.event is not Event.IMPORTED and approved_by(shown, register) is None:
            yield document, shown


def approved_by(shown: Entry, register: Register) -> Entry | None:
    """Return the entry of the approval that came after `shown`, None while there is none."""
    later = register.latest(shown.id, Event.APPROVED_AFTERWARDS)
    return later if later and later.detail(Detail.APPROVES) == shown.label else None


def approval_of(
    document: Document, verdict: Verdict, shown: Entry, activities: tuple[Activity, ...]
) -> NewEntry:
    """Return the entry for the approval of what `shown` put before the public without one."""
    if verdict.approval is None:
        raise ValueError(f"{document.path} is not approved")
    return NewEntry(
        event=Event.APPROVED_AFTERWARDS,
        id=document.id,
        evidence=verdict.approval.evidence,
        digest=verdict.digest,
        commit=verdict.commit,
        files=document.digests,
        address=shown.address,
        approval=verdict.approval,
        activities=activities,
        details=((Detail.APPROVES.value, shown.label),),
    )
