"""The public raw copy of a document: its body and its public header fields, nothing else.

Which fields are public is said by the schema (``x-publik``), never here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterator

from jdih.model.document import Document
from jdih.model.node import Mapping, Node, Scalar, Sequence
from jdih.website.site import Site

NAME = "naskah.md"
_INDENT = "  "
_PLAIN_KEY = re.compile(r"[a-z]+(?:_[a-z]+)*")


def raw_copy_of(document: Document, site: Site) -> bytes:
    """Return the public raw copy of `document` as the schemas of its site allow it."""
    public = site.public_fields.get(document.kind, frozenset())
    return raw_copy(document, public, site.private_keys)


def raw_copy(
    document: Document, public: Container[str], private: Container[str] = frozenset()
) -> bytes:
    """Return the Markdown text of `document` with only the header keys in `public`.

    Keys in `private` are left out at any depth, such as the name in a picture's ``izin``.
    Every value is quoted, so that the copy reads back as the texts it was made from.
    """
    lines = ["---"]
    for key, value in document.header.entries:
        if key.text in public:
            lines.extend(_entry(_key(key.text), value, "", private))
    return "\n".join([*lines, "---", document.body]).encode("utf-8")


def _entry(lead: str, value: Node, indent: str, private: Container[str]) -> Iterator[str]:
    if isinstance(value, Scalar):
        yield f"{indent}{lead}: {_quoted(value.text)}"
        return
    yield f"{indent}{lead}:"
    yield from _nested(value, indent + _INDENT, private)


def _nested(value: Mapping | Sequence, indent: str, private: Container[str]) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, item in value.entries:
            if key.text not in private:
                yield from _entry(_key(key.text), item, indent, private)
        return
    for item in value.items:
        if isinstance(item, Scalar):
            yield f"{indent}- {_quoted(item.text)}"
        else:
            yield f"{indent}-"
            yield from _nested(item, indent + _INDENT, private)


def _key(name: str) -> str:
    return name if _PLAIN_KEY.fullmatch(name) else _quoted(name)


def _quoted(text: str) -> str:
    """Return `text` as a double-quoted YAML scalar; JSON's escapes are a part of YAML's."""
    return json.dumps(text, ensure_ascii=False)
