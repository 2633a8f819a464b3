"""Blocks of a header written by program: every other byte stays as people wrote it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from jdih.errors import JdihError
from jdih.reading.header import FENCE
from jdih.reading.skeleton import scalar

_INDENT = "  "
_BELOW = re.compile(r"[ #-]|$")
"""How a line begins that does not open another key of the header."""
_ITEM = re.compile(r"( *)- ")


def append_to_list(text: str, key: str, entry: Mapping[str, str]) -> str:
    """Return a document's text with `entry` as the last item of the header's list `key`.

    Raises JdihError when there is no header, or the list is written in one line.
    """
    lines, at, end = _found(text, key)
    items = (match[1] for line in lines[at:end] if (match := _ITEM.match(line)))
    indent = next(items, _INDENT)
    pairs = [f"{name}: {scalar(value)}" for name, value in entry.items()]
    item = [f"{indent}{'- ' if place == 0 else _INDENT}{pair}" for place, pair in enumerate(pairs)]
    return "\n".join((*lines[:end], *([f"{key}:"] if at == end else []), *item, *lines[end:]))


def put_mapping(text: str, key: str, entry: Mapping[str, str]) -> str:
    """Return a document's text with `entry` as what stands in its header under `key`.

    Raises JdihError as `append_to_list` does.
    """
    pairs = (f"{_INDENT}{name}: {scalar(value)}" for name, value in entry.items())
    return put_block(text, (f"{key}:", *pairs))


def put_block(text: str, block: Sequence[str]) -> str:
    """Return a document's text with the lines of `block`, a key's first, in place of that key's.

    Raises JdihError as `append_to_list` does.
    """
    lines, at, end = _found(text, block[0].partition(":")[0])
    return "\n".join((*lines[:at], *block, *lines[end:]))


def _found(text: str, key: str) -> tuple[list[str], int, int]:
    """Return all lines, and where the block of `key` begins and ends; both the same for none."""
    lines = text.split("\n")
    fences = [place for place, line in enumerate(lines) if line.rstrip(" ") == FENCE]
    if fences[:1] != [0] or len(fences) == 1:
        raise JdihError(
            "Naskah ini tidak mempunyai kepala berkas.",
            "Awali berkas dengan kepala di antara dua garis “---”.",
        )
    close = fences[1]
    opens = re.compile(rf"{re.escape(key)}:(.*)")
    for at in range(1, close):
        if match := opens.fullmatch(lines[at]):
            if match[1].strip() and not match[1].strip().startswith("#"):
                raise JdihError(
                    f"`{key}` di kepala berkas tidak ditulis baris demi baris.",
                    f"Tulis `{key}` seperti contoh di drafts/README.md, lalu ulangi.",
                )
            end = at + 1
            while end < close and _BELOW.match(lines[end]):
                end += 1
            # Blank lines and comments at its end belong to what follows.
            while end > at + 1 and re.match(r" *(#|$)", lines[end - 1]):
                end -= 1
            return lines, at, end
    return lines, close, close
