"""What a schema says at the place where a header departs from it."""

from __future__ import annotations

import functools
from typing import Any

SchemaPath = list[str | int]
"""Keys and list positions from the schema's root, ``$ref`` among them where one was followed."""


def known_keys(source: dict[str, Any], path: SchemaPath) -> list[str]:
    """Return the keys that the mapping judged at `path` may have."""
    node = _parent(source, path)
    return list(node.get("properties", {})) if isinstance(node, dict) else []


def description(source: dict[str, Any], path: SchemaPath) -> str:
    """Return the words of the schema about the value judged at `path`, empty without any."""
    node = _parent(source, path)
    return str(node.get("description", "")) if isinstance(node, dict) else ""


def _parent(source: dict[str, Any], path: SchemaPath) -> object:
    node: Any = source
    for step in path[:-1]:
        if step == "$ref" and isinstance(node, dict):
            node = functools.reduce(lambda at, key: at[key], node["$ref"][2:].split("/"), source)
        elif isinstance(node, dict | list):
            node = node[step]  # type: ignore[index]  # JSON: keys of objects, positions of lists
        else:
            return None
    return node
