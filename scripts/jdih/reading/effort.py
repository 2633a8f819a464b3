"""What a text would cost to render, told before it is rendered.

Nesting, table width and mail addresses are what a short text can blow up: 64 kB of table can
become 800 MB of HTML, 50,000 quotation marks take seconds to nest, and the renderer goes one
level deeper for every mail address until the stack ends. Each bound lies far above what a
readable document needs.
"""

from __future__ import annotations

import re

MAX_NESTING = 50
"""Deepest nesting of quotations, lists and emphasis."""

MAX_CELLS = 50_000
"""Most table cells, counting those that a short row leaves empty."""

MAX_MAIL = 1_000
"""Most ``@``, each of which may be a mail address."""

_MARKER = r"(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))"
# What begins with a plain letter is found far faster than what begins with a line.
_DEEP_LINE = re.compile(rf"\n(?:[ \t]*{_MARKER}){{{MAX_NESTING + 1}}}")
_DELIMITER_ROW = re.compile(r"[ \t>]*[|:-][ \t>|:-]*")
_PAIRED = ("*", "_", "~", "[")
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)[^<>]*>")
_VOID = frozenset({"br", "hr", "img", "input"})


def too_costly(text: str) -> int | None:
    """Return the line (from 1) at which `text` becomes too costly to render, or None."""
    deep = _DEEP_LINE.search(f"\n{text}")
    if deep is not None:
        return text.count("\n", 0, deep.start()) + 1
    if text.count("@") > MAX_MAIL:
        return _line_of(text, "@", MAX_MAIL)
    # No table has more columns than the text has bars, nor more rows than it has lines.
    most = (text.count("|") + 1) * (text.count("\n") + 1)
    return _too_wide(text) if most > MAX_CELLS else None


def _line_of(text: str, mark: str, count: int) -> int:
    """Return the line on which `mark` stands for the first time after `count` times."""
    at = -1
    for _ in range(count + 1):
        at = text.find(mark, at + 1)
    return text.count("\n", 0, at) + 1


def may_nest_deeply(text: str) -> bool:
    """Return True when `text` holds enough paired marks to nest beyond the bound."""
    return sum(map(text.count, _PAIRED)) > MAX_NESTING


def nests_deeply(html: str) -> bool:
    """Return True when rendered `html` nests beyond twice the bound."""
    depth = 0
    for closing, name in _TAG.findall(html):
        if closing:
            depth -= 1
        elif name not in _VOID:
            depth += 1
            if depth > 2 * MAX_NESTING:
                return True
    return False


def _too_wide(text: str) -> int | None:
    """Find the block that takes the document's tables over `MAX_CELLS`."""
    cells = columns = rows = start = 0
    for number, line in enumerate([*text.split("\n"), ""], 1):
        if line.strip():
            start = start if rows else number
            rows += 1
            if "|" in line and "-" in line and _DELIMITER_ROW.fullmatch(line):
                columns = max(columns, line.count("|") + 1)
            continue
        cells += columns * rows
        if cells > MAX_CELLS:
            return start
        columns = rows = 0
    return None
