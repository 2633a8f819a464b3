"""What a version must bring that follows one which readers know: a *ralat* or a *tarik*.

Issue of the register: a published item never changes silently. Its header explains each change
to its readers, with a date, and nothing that was explained before is changed; and every address
that it ever had still leads to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from enum import Enum, auto
from pathlib import PurePosixPath

from jdih.model.document import CONTENT, Document
from jdih.model.node import Node, walk
from jdih.workflow.zone import parse_moment

CORRECTIONS, WITHDRAWAL, FORMER, REVIEWED = "ralat", "tarik", "alamat_lama", "ditinjau"
"""Keys of an item's header that tell of its life after publication."""

_TELLING_NO_READER = frozenset({CORRECTIONS, FORMER, REVIEWED})
"""What may change without an explanation: the explanation itself, and what is kept about it."""

Said = tuple[tuple[tuple[str | int, ...], str], ...]
"""Every text below a node with the keys that lead to it."""


class Fault(Enum):
    """What keeps a version from following one that readers know."""

    REWRITTEN = auto()
    """An earlier *ralat* was changed or taken away."""
    UNEXPLAINED = auto()
    MOVED = auto()
    """A former address leads nowhere."""


def early(document: Document, now: datetime) -> bool:
    """Say whether a document only waits for its ``tayang``: no reader knows it yet."""
    moment = document.header.text("tayang")
    return bool(moment) and parse_moment(moment) > now


def fault(before: Document, after: Document) -> Fault | None:
    """Return what keeps `after` from following `before`, both of one item, None for nothing."""
    former, present = _corrections(before), _corrections(after)
    if present[: len(former)] != former:
        return Fault.REWRITTEN
    if _substance(before) != _substance(after) and not _explained(before, after):
        return Fault.UNEXPLAINED
    return Fault.MOVED if left_behind(before, after) else None


def corrects(before: Document, after: Document) -> bool:
    """Say whether `after` explains by a new *ralat* what it changes of `before`."""
    return len(_corrections(after)) > len(_corrections(before))


def left_behind(before: Document, after: Document) -> tuple[str, ...]:
    """Return the addresses of `before`, below the site's base, that `after` no longer has."""
    kept = {_address(after), *after.header.texts(FORMER)}
    return tuple(
        at for at in (_address(before), *before.header.texts(FORMER)) if at and at not in kept
    )


def _explained(before: Document, after: Document) -> bool:
    withdrawn = after.withdrawn and _said(before.header.get(WITHDRAWAL)) != _said(
        after.header.get(WITHDRAWAL)
    )
    return withdrawn or corrects(before, after)


def _corrections(item: Document) -> tuple[Said, ...]:
    return tuple(_said(node) for node in item.header.items(CORRECTIONS))


def _substance(item: Document) -> tuple[object, ...]:
    """Return all of an item but what `_TELLING_NO_READER` names."""
    own = PurePosixPath(item.path).name
    header = {
        key.text: _said(node)
        for key, node in item.header.entries
        if key.text not in _TELLING_NO_READER
    }
    beside = sorted(pair for pair in item.digests if pair[0] != own)
    return {key: said for key, said in header.items() if said}, item.body.strip(), beside


def _said(node: Node | None) -> Said:
    return tuple(_texts(node)) if node is not None else ()


def _texts(node: Node) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for path, scalar in walk(node):
        if text := scalar.text.strip():
            yield path, text


def _address(item: Document) -> str:
    """Return the address below the site's base; nothing for a draft, which has none."""
    folder = PurePosixPath(item.path).parent
    return f"{folder.relative_to(CONTENT)}/" if folder.is_relative_to(CONTENT) else ""
