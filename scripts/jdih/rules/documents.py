"""What the rules find in each document, taken over from an earlier run where it cannot differ.

The rules of one document see the document, the settings, the SOPs, and look up among the others
whether something is there (`jdih.rules.context`). While those are the same, so are the findings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from jdih.hands import portions, shared
from jdih.model.document import Document
from jdih.model.finding import Finding
from jdih.model.sop import Sop
from jdih.pace import counted
from jdih.reading import keeping
from jdih.rules import (
    body,
    channels,
    feed,
    item,
    life,
    media,
    plan,
    privacy,
    references,
    report,
    sop_flow,
)
from jdih.rules import sop as sop_rules
from jdih.rules.context import Asked, Context
from jdih.rules.earlier import Earlier

TABLE = "temuan"
_PORTION = 200
"""How many documents a process checks at a time; an office with fewer needs no other process."""


def check_documents(
    context: Context, sops: Mapping[str, Sop], earlier: Earlier | None = None
) -> Iterator[Finding]:
    """Yield what is found in every document of `context`; `sops` are by path of their document."""
    anew = []
    for document in context.corpus.documents:
        kept: Any = None
        if earlier is not None:
            kept = earlier.keep.get(TABLE, document.path, earlier.key(document))
        if kept is not None and context.answers(kept[0]):
            yield from keeping.findings(kept[1])
        else:
            anew.append(document)
    made = []
    fresh = _fresh(context, sops, anew)
    for document, asked, found in counted("Memeriksa naskah", fresh, len(anew)):
        yield from found
        made.append((document, asked, found))
    if earlier is None or not earlier.tree.steady:
        return
    for document, asked, found in made:
        questions = tuple((*question, there) for question, there in asked.items())
        value = questions, keeping.plain_findings(found)
        earlier.keep.put(TABLE, document.path, earlier.key(document), value)
    earlier.keep.save()


def _fresh(
    context: Context, sops: Mapping[str, Sop], documents: Sequence[Document]
) -> Iterator[tuple[Document, Asked, list[Finding]]]:
    parts = portions(documents, _PORTION)
    made = shared(partial(_portion, context, sops), parts)
    for portion, results in zip(parts, made, strict=True):
        for document, (asked, found) in zip(portion, results, strict=True):
            yield document, asked, found


def _portion(
    context: Context, sops: Mapping[str, Sop], documents: Iterable[Document]
) -> list[tuple[Asked, list[Finding]]]:
    return [_one(context, sops.get(document.path), document) for document in documents]


def _one(context: Context, sop: Sop | None, document: Document) -> tuple[Asked, list[Finding]]:
    asked: Asked = {}
    found = list(_rules(document, context.watched(asked)))
    if sop is not None:
        found += sop_rules.check_sop(document, sop)
        found += sop_flow.check_sop_flow(document, sop)
    return asked, found


def _rules(document: Document, context: Context) -> Iterator[Finding]:
    yield from body.check_body(document, context)
    yield from references.check_references(document, context)
    yield from feed.check_feed(document)
    yield from privacy.check_privacy(document)
    yield from media.check_media(document)
    yield from item.check_item(document, context)
    yield from channels.check_channels(document, context)
    yield from plan.check_plan(document, context)
    yield from report.check_report(document)
    yield from life.check_corrections(document)
