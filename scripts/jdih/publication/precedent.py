"""What readers know of a document: the version that the agenda book shows last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from jdih.forge.place import document_at
from jdih.model.document import CONTENT, Document, Kind
from jdih.model.entry import SHOWN, Entry, Event
from jdih.model.unit import Unit
from jdih.model.verdict import State as Judgement
from jdih.model.verdict import Verdict
from jdih.publication.afterwards import approved_by
from jdih.reading.schema import Schemas
from jdih.register.chain import Register
from jdih.repository.git import Repository
from jdih.website import address
from jdih.workflow.amendment import Fault, corrects, fault
from jdih.workflow.refusal import FOR_FAULT, say


@dataclass(frozen=True, slots=True)
class Shown:
    """A recorded version: its entry, where its Markdown file lay, and what it said.

    `document` is None when that can no longer be read.
    """

    entry: Entry
    path: str
    document: Document | None


class Precedents:
    """Reads recorded versions of the documents in `register`, each once.

    While the office has not begun (no ``mulai``) nothing is asked of what follows them.
    """

    def __init__(
        self, repository: Repository, register: Register, schemas: Schemas, unit: Unit | None
    ) -> None:
        self.repository = repository
        self._schemas = schemas
        self.begun = unit is not None and bool(unit.start)
        self.register = register
        self.of = cache(self._of)

    def _of(self, identity: str) -> Shown | None:
        """Return the version of a document that the register shows last, None for none."""
        entry = self.register.latest(identity, *SHOWN)
        if entry is None:
            return None
        own, single = (
            f"{CONTENT}/{entry.address}index.md",
            f"{CONTENT}/{entry.address.rstrip('/')}.md",
        )
        for path in (own, single):
            document = document_at(self.repository, entry.commit, path, self._schemas)
            if document is not None:
                return Shown(entry, path, document)
        return Shown(entry, own, None)

    def vouched(self, identity: str) -> Shown | None:
        """Return the version that the register shows last when nobody can still decline it.

        None where it was shown before it was approved, and no approval came since.
        """
        known = self.of(identity)
        if known is None or known.document is None:
            return None
        entry = known.entry
        settled = entry.approval is not None or entry.event is Event.IMPORTED
        return known if settled or approved_by(entry, self.register) else None

    def refusal(self, document: Document, digest: str) -> str:
        """Say why a version, by its sidik, may not follow what readers know; empty when it may."""
        if not self.begun or document.kind is not Kind.ITEM:
            return ""
        entry = self.register.latest(document.id, *SHOWN)
        shown = (entry.digest, entry.address) if entry else None
        if shown == (digest, address.of_document(document)):
            return ""
        known = self.of(document.id)
        if known is None:
            return ""
        return words_of(known.document, document, f"nomor {known.entry.label}")

    def amended(self, document: Document) -> bool:
        """Say whether a version explains what it changes of the one before, by a new *ralat*.

        Nothing but items explains itself: of anything else, a later version is a correction.
        """
        known = self.of(document.id)
        if document.kind is not Kind.ITEM or known is None or known.document is None:
            return True
        return corrects(known.document, document)

    def judged(
        self, documents: Iterable[Document], verdicts: Mapping[str, Verdict]
    ) -> dict[str, Verdict]:
        """Return the verdicts by path, those held that may not follow what readers know."""
        found = dict(verdicts)
        for document in documents:
            verdict = found[document.path]
            if verdict.state is not Judgement.HELD:
                reason = self.refusal(document, verdict.digest)
                if reason and (known := self.of(document.id)):
                    waiting = self.vouched(document.id) is None
                    found[document.path] = replace(
                        held(verdict, reason, known.entry.commit),
                        shown_by=verdict.shown_by if waiting else None,
                    )
        return found


def words_of(before: Document | None, after: Document, name: str) -> str:
    """Say what keeps `after` from following `before`, which `name` calls; empty for nothing.

    Of a version that can no longer be read, any explanation counts.
    """
    if before is None:
        silent = not (after.withdrawn or after.header.items("ralat"))
        found = Fault.UNEXPLAINED if silent else None
    else:
        found = fault(before, after)
    return say(FOR_FAULT[found], name=name) if found else ""


def held(verdict: Verdict, reason: str, fallback: str = "") -> Verdict:
    """Return the gate's word held for a reason that it does not know of."""
    kept = fallback or verdict.fallback
    return replace(
        verdict, state=Judgement.HELD, reason=reason, approval=None, grant=None, fallback=kept
    )
