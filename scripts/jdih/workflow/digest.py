"""Digests: the *sidik* of a document, and the canonical JSON that every hash rests on.

The sidik binds an approval to the bytes that were approved (design decision 5).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any, cast

import rfc8785

from jdih.model.document import Document

_EXACT = 2**53
"""From here on a number of JSON is no longer sure to be read back as it was."""
_TEXT = frozenset({str})
_SIMPLE = frozenset({str, bool, type(None)})
_write = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def canonical(value: object) -> bytes:
    """Return `value` as canonical JSON (RFC 8785).

    Raises ValueError for what that form cannot carry: text that is not UTF-8, numbers beyond
    2^53, NaN, keys that are not text, other types.
    """
    if _plain(value):
        try:
            return _write(value).encode()
        except UnicodeEncodeError:
            pass  # refused below, in the library's words
    return rfc8785.dumps(cast("Any", value))


def _plain(value: Any) -> bool:
    """Say whether Python's own encoder, many times faster, writes `value` as RFC 8785 does.

    The two part only at fractions, large numbers, and the order of names beyond ASCII.
    """
    kind = type(value)
    if kind in _SIMPLE:
        return True
    if kind is int:
        return bool(abs(value) < _EXACT)
    if kind is dict:
        if not (_TEXT.issuperset(map(type, value)) and "".join(value).isascii()):
            return False
        value = value.values()
    elif kind is not list:
        return False
    return _SIMPLE.issuperset(map(type, value)) or all(map(_plain, value))


def sha256(data: bytes) -> str:
    """Return the SHA-256 of `data` as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def sidik(files: Iterable[tuple[str, str]]) -> str:
    """Return the sidik of a document from (path within its folder, SHA-256 of the blob).

    It is the SHA-256 of the canonical JSON list of those pairs, sorted by the UTF-8 bytes of the
    path. Paths are taken as Git stores them: no Unicode normalisation, so that two spellings
    which look alike are two files. Raises ValueError for a path that is not UTF-8.
    """
    pairs = sorted(files, key=lambda pair: pair[0].encode())
    return sha256(canonical([[path, digest] for path, digest in pairs]))


def document_sidik(document: Document) -> str:
    """Return the sidik of a document, empty when the name of one of its files is not UTF-8."""
    try:
        return sidik(document.digests)
    except ValueError:
        return ""
