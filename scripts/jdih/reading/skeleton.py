"""A new document's header: every key to type, with a comment on what belongs there.

It is made from the schema, so that form and check cannot disagree.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from jdih.reading.schema import Schema

_INDENT = "  "


def skeleton(
    schema: Schema,
    values: Mapping[str, str],
    optional: Collection[str] = (),
    media: Collection[str] = (),
) -> str:
    """Return the header's lines between the fences.

    `values` are filled in as they are, those of nested keys written ``disposisi.isi``; other keys
    stay blank with a comment above them, those in `optional` are commented out at the end. Of the
    files in `media` everything is still to be told.
    """
    lines: list[str] = []
    extra: list[str] = []
    for name, rule in schema.source.get("properties", {}).items():
        if name in values:
            lines.append(f"{name}: {scalar(values[name])}")
        elif name in optional:
            extra.extend(f"# {line}" for line in _brief(schema, name, rule, ""))
        else:
            lines.extend(_blank(schema, name, rule, "", values))
            if name == "media":
                lines.extend(_untold(schema, rule, media))
    if extra:
        lines += ["", "# Bila perlu, hapus tanda # di awal baris yang dipakai:", *extra]
    return "\n".join(lines) + "\n"


def _blank(
    schema: Schema,
    name: str,
    rule: Mapping[str, Any],
    indent: str,
    values: Mapping[str, str],
    above: str = "",
) -> Iterator[str]:
    """Yield a key to type, with a comment above it, or the value that it was given."""
    path = f"{above}{name}"
    if path in values:
        yield f"{indent}{name}: {scalar(values[path])}"
        return
    resolved = _resolved(schema, rule)
    if comment := _comment(rule, resolved):
        yield f"{indent}# {comment}"
    yield f"{indent}{name}:"
    for key, inner in resolved.get("properties", {}).items():
        yield from _blank(schema, key, inner, indent + _INDENT, values, f"{path}.")
    example = resolved.get("additionalProperties")
    if isinstance(example, Mapping):
        yield f"{indent}{_INDENT}# nama-berkas:"
        for key, inner in _resolved(schema, example).get("properties", {}).items():
            yield from (f"{indent}{_INDENT}#   {line}" for line in _brief(schema, key, inner, ""))
    elif resolved.get("type") == "array":
        yield f"{indent}{_INDENT}# - "


def _untold(schema: Schema, rule: Mapping[str, Any], files: Collection[str]) -> Iterator[str]:
    """Yield the names of files, each with every key that tells about it."""
    keys = _resolved(schema, rule["additionalProperties"])["properties"]
    for file in files:
        yield f"{_INDENT}{file}:"
        yield from (f"{_INDENT * 2}{key}:" for key in keys)


def _brief(schema: Schema, name: str, rule: Mapping[str, Any], indent: str) -> Iterator[str]:
    """Yield a key that may be left out, with its comment behind it."""
    resolved = _resolved(schema, rule)
    comment = _comment(rule, resolved)
    yield f"{indent}{name}:{f'  # {comment}' if comment else ''}"
    for key, inner in resolved.get("properties", {}).items():
        yield from _brief(schema, key, inner, indent + _INDENT)


def _comment(rule: Mapping[str, Any], resolved: Mapping[str, Any]) -> str:
    about = str(rule.get("description") or resolved.get("description") or "")
    options = resolved.get("enum")
    if options and set(options) != {"ya", "tidak", "true", "false"}:
        about = f"{about} Pilihan: {', '.join(options)}.".strip()
    return about


def _resolved(schema: Schema, rule: Mapping[str, Any]) -> Mapping[str, Any]:
    if "$ref" in rule:
        name = str(rule["$ref"]).rpartition("/")[2]
        found: Mapping[str, Any] = schema.source["$defs"][name]
        return found
    return rule


def scalar(text: str) -> str:
    """Write a text of one line so that the strict reader gives it back as it is."""
    plain = text and text[0] not in "-?:,[]{}#&*!|>'\"%@` " and text[-1] not in ": "
    if plain and ": " not in text and " #" not in text:
        return text
    return "'" + text.replace("'", "''") + "'"
