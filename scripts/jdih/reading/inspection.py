"""Where things stand in a Markdown text: what the checker needs to name a place.

The renderer marks every element with the place it came from (line and column in bytes). Raw HTML
carries no mark; its place is found between the marks around it.
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

OMITTED = "<!-- raw HTML omitted -->"
"""What the renderer leaves in place of raw HTML."""

_TOKEN = re.compile(rf"{OMITTED}|<(/?)([a-z][a-z0-9]*)((?: [^<>]*?)?)/?>")
_NOTED = re.compile(r"<()(a|img|h[1-6])((?: [^<>]*?)?)/?>")
"""The tokens that `_note` takes down."""
_MARK = re.compile(r'data-sourcepos="(\d+):(\d+)-(\d+):(\d+)"')
_ALT = re.compile(r' alt="([^"]*)"')
_ANY_TAG = re.compile(r"<[^<>]*>")
_VOID = frozenset({"br", "hr", "img", "input"})
_LINE_END = re.compile(rb"\r\n|\n|\r")
_BLANK_LINE = re.compile(rb"\n[ \t>]*(?:\n|\Z)")
_SELF_CLOSED = tuple(
    (re.compile(opening, re.IGNORECASE), re.compile(closing, re.IGNORECASE))
    for opening, closing in (
        (rb"<(script|pre|style|textarea)\b", rb"</(script|pre|style|textarea)>"),
        (rb"<!--", rb"-->"),
        (rb"<\?", rb"\?>"),
        (rb"<!\[", rb"\]\]>"),
    )
)
_INLINE_HOMES = frozenset({"p", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6"})
_RAW = re.compile(rb"(?<!\\)<(?:[A-Za-z][^<>]*>|/[A-Za-z][^<>]*>|!--|!\[|!?[A-Za-z]|\?|/)")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Line and column in characters, both from 1, within the text."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Target:
    """A link or an image. `url` is the target as resolved: references followed, entities read.

    `text` is the alternative text of an image, empty for a link. `dangerous` as the renderer
    judges it.
    """

    url: str
    text: str
    place: Place
    dangerous: bool


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the text, level 1 to 6."""

    level: int
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Inspection:
    """What a text holds. `costly` is the line at which it becomes too costly to render, or None."""

    raw_html: tuple[Place, ...]
    links: tuple[Target, ...]
    images: tuple[Target, ...]
    headings: tuple[Heading, ...]
    costly: int | None = None


@dataclass(slots=True)
class _Found:
    raw: list[Place]
    links: list[Target]
    images: list[Target]
    headings: list[Heading]


class Positions:
    """Byte positions of a text, turned into places. Each line is decoded at most once."""

    def __init__(self, text: str) -> None:
        self.data = text.encode("utf-8", "surrogatepass")
        ends = [match.end() for match in _LINE_END.finditer(self.data)]
        self._starts = [0, *ends]
        self._columns: dict[int, list[int] | None] = {}

    def offset(self, line: int, column: int) -> int:
        """Return the byte offset of a line and a column in bytes, both from 1."""
        start = self._starts[min(line, len(self._starts)) - 1]
        return min(start + max(column, 1) - 1, len(self.data))

    def place(self, offset: int) -> Place:
        """Return the place of a byte offset."""
        low, high = 0, len(self._starts)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self._starts[middle] <= offset else (low, middle)
        columns = self._line(low)
        at = offset - self._starts[low]
        return Place(low + 1, (at if columns is None else columns[min(at, len(columns) - 1)]) + 1)

    def _line(self, index: int) -> list[int] | None:
        """Return the character number of each byte of a line, None when they are the same."""
        if index not in self._columns:
            following = self._starts[index + 1 : index + 2]
            line = self.data[self._starts[index] : following[0] if following else None]
            starts = ((byte & 0xC0) != 0x80 for byte in line)
            self._columns[index] = (
                None if line.isascii() else [number - 1 for number in accumulate(starts)] or [0]
            )
        return self._columns[index]


def survey(text: str, html: str, targets: list[tuple[str, bool]]) -> Inspection:
    """Read the marked `html` of `text`; `targets` are its links and images in order."""
    positions = Positions(text)
    found = _Found([], [], [], [])
    remaining = iter(targets)
    if OMITTED not in html:
        for token in _NOTED.finditer(html):
            _note(token, html, positions, _span(token[3], positions)[0], remaining, found)
        return _inspection(found)
    stack: list[tuple[str, int | None]] = []
    cursor = 0
    for token in _TOKEN.finditer(html):
        if token[0] == OMITTED:
            limit = next((end for _, end in reversed(stack) if end is not None), None)
            at = _raw_at(positions.data, cursor, limit)
            found.raw.append(positions.place(at))
            block = _alone(html, token) and (not stack or stack[-1][0] not in _INLINE_HOMES)
            cursor = _block_end(positions.data, at, limit) if block else at + 1
        elif token[1]:
            _, end = stack.pop() if stack else ("", None)
            cursor = cursor if end is None else max(cursor, end)
        else:
            begin, end = _span(token[3], positions)
            _note(token, html, positions, begin, remaining, found)
            if token[2] not in _VOID:
                stack.append((token[2], end))
                cursor = cursor if begin is None else begin
            elif end is not None:
                cursor = end
    return _inspection(found)


def _inspection(found: _Found) -> Inspection:
    return Inspection(
        tuple(found.raw), tuple(found.links), tuple(found.images), tuple(found.headings)
    )


def _note(
    token: re.Match[str],
    html: str,
    positions: Positions,
    begin: int | None,
    remaining: Iterator[tuple[str, bool]],
    found: _Found,
) -> None:
    """Take down a link, an image or a heading that the author wrote (others carry no mark)."""
    name = token[2]
    if begin is None:
        return
    place = positions.place(begin)
    if name in {"a", "img"}:
        url, unsafe = next(remaining, ("", True))
        alt = _ALT.search(token[3]) if name == "img" else None
        words = entities.unescape(alt[1]) if alt else ""
        (found.links if name == "a" else found.images).append(Target(url, words, place, unsafe))
    elif len(name) == len("h1") and name[0] == "h" and name[1].isdigit():
        inner = html[token.end() : html.index(f"</{name}>", token.end())]
        words = entities.unescape(_ANY_TAG.sub("", inner.replace(OMITTED, ""))).strip()
        found.headings.append(Heading(int(name[1]), words, place))


def _span(attributes: str, positions: Positions) -> tuple[int | None, int | None]:
    mark = _MARK.search(attributes)
    if mark is None:
        return None, None
    line, column, last_line, last_column = map(int, mark.groups())
    return positions.offset(line, column), positions.offset(last_line, last_column) + 1


def _raw_at(data: bytes, cursor: int, limit: int | None) -> int:
    """Find where raw HTML begins from `cursor` on; the cursor itself when nothing looks like it."""
    found = _RAW.search(data, cursor, len(data) if limit is None else limit)
    return cursor if found is None else found.start()


def _alone(html: str, token: re.Match[str]) -> bool:
    """Return True when the mark of raw HTML has a line of its own, as that of a block has."""
    before, after = (
        html[max(token.start() - 1, 0) : token.start()],
        html[token.end() : token.end() + 1],
    )
    return before in {"", "\n"} and after in {"", "\n"}


def _block_end(data: bytes, at: int, limit: int | None) -> int:
    """Return where the HTML block that begins at `at` ends (CommonMark 4.6)."""
    last = len(data) if limit is None else limit
    for opening, closing in _SELF_CLOSED:
        if opening.match(data, at):
            closed = closing.search(data, at, last)
            return last if closed is None else closed.end()
    blank = _BLANK_LINE.search(data, at, last)
    return last if blank is None else blank.start()
