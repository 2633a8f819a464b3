"""What readers know of items as the main branch tells it, where the agenda book is not at hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import cached_property

from jdih.forge.place import document_at
from jdih.forge.witness import Witness
from jdih.model.document import Document, Kind
from jdih.model.verdict import State as Judgement
from jdih.publication.precedent import words_of
from jdih.publication.state import State, read_state, unit_of
from jdih.repository.git import Repository
from jdih.workflow.amendment import early


class OnMain:
    """The items that stand at the commit `base` of the main branch, as published at `now`.

    An item whose version there is held stands as the last one that was approved; one that waits
    for its ``tayang`` does not stand yet. Nothing is read before it is asked for.
    """

    def __init__(self, repository: Repository, base: str, witness: Witness, now: datetime) -> None:
        self._repository = repository
        self._base = base
        self._witness = witness
        self._now = now

    def at(self, path: str) -> str:
        """Return the id of the item that stands at `path`, empty for none."""
        return next((item.id for item in self._items if item.path == path), "")

    def refusal(self, document: Document) -> str:
        """Say why a version may not follow the one that stands; empty when it may."""
        if document.kind is not Kind.ITEM:
            return ""
        before = next((item for item in self._items if item.id == document.id), None)
        return words_of(before, document, "di cabang utama") if before else ""

    @cached_property
    def _items(self) -> tuple[Document, ...]:
        state = read_state(self._repository, self._base, self._witness)
        return tuple(self._standing(state)) if unit_of(state.tree).start else ()

    def _standing(self, state: State) -> Iterator[Document]:
        there = {document.path: document for document in state.documents}
        for path, verdict in state.verdicts.items():
            item = there.get(path)
            if verdict.state is Judgement.HELD and verdict.fallback:
                schemas = state.checked.schemas
                item = document_at(self._repository, verdict.fallback, path, schemas)
            elif verdict.state is Judgement.HELD:
                item = None
            if item is not None and item.kind is Kind.ITEM and not early(item, self._now):
                yield item
