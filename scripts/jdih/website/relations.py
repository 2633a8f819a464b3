"""How acts relate, and whether they are in force: computed from what each act does to others.

Only the active side is typed (`hubungan`); the reciprocal side is derived. An act is *Tidak
Berlaku* when another act of the collection revokes it (ILDIS, ADR-0004), and nothing is said of
an act whose status nobody has checked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from jdih.model.document import Document, Kind

PASSIVE = {"mencabut": "dicabut", "mengubah": "diubah", "melaksanakan": "dilaksanakan"}
"""What an act does, and what is thereby done to the other."""

_ORDER = ("dicabut", "mencabut", "diubah", "mengubah", "dilaksanakan", "melaksanakan")


class Status(StrEnum):
    """Whether an act is in force, as people read it."""

    IN_FORCE = "Berlaku"
    REVOKED = "Tidak Berlaku"
    UNCHECKED = "Belum diperiksa"


@dataclass(frozen=True, slots=True)
class Relation:
    """What links an act with `other`: one of the words of `PASSIVE`, either side."""

    word: str
    other: Document


def relations(documents: Iterable[Document]) -> Mapping[str, tuple[Relation, ...]]:
    """Return the relations of each act by its id, both sides, in a stable order.

    A relation that names no act of the collection, or the act itself, is left out.
    """
    acts = {document.id: document for document in documents if document.kind is Kind.REGULATION}
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for act in acts.values():
        for word, passive in PASSIVE.items():
            for other in act.header.mapping("hubungan").texts(word):
                if other in acts and other != act.id:
                    found[act.id].add((word, other))
                    found[other].add((passive, act.id))
    return {
        name: tuple(
            Relation(word, acts[other])
            for word, other in sorted(pairs, key=lambda pair: (_ORDER.index(pair[0]), pair[1]))
        )
        for name, pairs in found.items()
    }


def status(document: Document, related: Iterable[Relation]) -> Status:
    """Return the status of an act: unknown until `status_diperiksa` says who looked, and when."""
    if document.header.get("status_diperiksa") is None:
        return Status.UNCHECKED
    revoked = any(relation.word == "dicabut" for relation in related)
    return Status.REVOKED if revoked else Status.IN_FORCE
