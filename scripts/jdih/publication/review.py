"""Items that explain an act which was revoked: somebody has to look at each of them again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from jdih.model.document import Document, Kind
from jdih.website.relations import Status, relations, status
from jdih.workflow.amendment import CORRECTIONS, REVIEWED


def revoked(documents: Iterable[Document]) -> Mapping[str, Document]:
    """Return the acts that are recorded as revoked, by path."""
    published = tuple(document for document in documents if not document.draft)
    related = relations(published)
    return {
        act.path: act
        for act in published
        if act.kind is Kind.REGULATION and status(act, related.get(act.id, ())) is Status.REVOKED
    }


def to_review(item: Document, acts: Mapping[str, Document]) -> tuple[Document, ...]:
    """Return the `acts` for which an item has to be looked at again, none for one withdrawn.

    It was looked at when it was corrected (`ralat`) or found good (`ditinjau`) on the day on which
    the act was found to be revoked (`status_diperiksa`), or later.
    """
    if item.withdrawn:
        return ()
    header = item.header
    looked = (header.mapping(REVIEWED), *header.mappings(CORRECTIONS))
    last = max(entry.text("tanggal") for entry in looked)
    named = dict.fromkeys(source.lstrip("/") for source in header.texts("bahan"))
    found = (acts[path] for path in named if path in acts)
    return tuple(act for act in found if last < _found_on(act))


def _found_on(act: Document) -> str:
    return act.header.mapping("status_diperiksa").text("tanggal")
