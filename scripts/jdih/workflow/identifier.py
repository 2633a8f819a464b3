"""Permanent ids and the folder names made from titles."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Container, Sequence

ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"
"""No 0, 1, i, l, o, u: an id is read out over the telephone."""

_LENGTH = 5
_SLUG_LIMIT = 60


def new_id(year: int, taken: Container[str], choose: Callable[[Sequence[str]], str]) -> str:
    """Return an id such as ``2026-7f3kq`` that is not in `taken`.

    `choose` picks one of a sequence at random; it comes from outside, as clock and files do.
    """
    while True:
        name = f"{year}-{''.join(choose(ALPHABET) for _ in range(_LENGTH))}"
        if name not in taken:
            return name


def slug(title: str) -> str:
    """Return the folder name of a title: lower-case ASCII, hyphens, at most 60 characters.

    The limit is the national one for addresses (ILDIS v4.15). Empty when no letter is left.
    """
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode("ascii")
    words = re.findall(r"[a-z0-9]+", plain.lower())
    name = ""
    for word in words:
        longer = f"{name}-{word}" if name else word[:_SLUG_LIMIT]
        if len(longer) > _SLUG_LIMIT:
            break
        name = longer
    return name
