"""A parsed header as plain mappings, lists and texts, for libraries that know no places."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jdih.model.node import Mapping, Node, Sequence


def typed(node: Node) -> object:
    """Return `node` as plain values, plain scalars resolved as JSON has them.

    Only for our own schema files, which need numbers and booleans; documents stay text.
    """
    if isinstance(node, Mapping):
        return {key.text: typed(value) for key, value in node.entries}
    if isinstance(node, Sequence):
        return [typed(item) for item in node.items]
    if node.plain and node.text in {"true", "false"}:
        return node.text == "true"
    if node.plain and re.fullmatch(r"-?[0-9]{1,9}", node.text):
        return int(node.text)
    return node.text


def plain(node: Node) -> object:
    """Return `node` as mappings, lists and texts; keys without a value are left out.

    Texts come without white space around them, as `Mapping.text` gives them.
    """
    if isinstance(node, Mapping):
        return dict(_filled(node))
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return node.text.strip()


def _filled(node: Mapping) -> Iterator[tuple[str, object]]:
    for key, value in node.entries:
        if isinstance(value, Sequence) or not value.blank:
            yield key.text, plain(value)
