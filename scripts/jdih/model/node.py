"""A parsed header: text, lists and mappings that know their line and column.

Scalars stay as written: ``007`` is not seven, ``12:30`` is not 750, ``no`` is not false.

A mapping or a list holds plain values (`Raw`) and makes a node of what is asked for: most headers
are read for a few of their keys, and plain values can be kept between runs.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

Raw = tuple[Any, ...]
"""A node as plain values, told apart by their number:

- a scalar: text, line, column, plain;
- a list: items, line, column;
- a mapping: texts of the keys, (line, column, plain) of each, values, line, column.
"""
_SCALAR, _SEQUENCE = 4, 3


class Scalar(NamedTuple):
    """A text with its place. `plain` is False when it was quoted or written as a block."""

    text: str
    line: int
    column: int
    plain: bool = True

    @property
    def blank(self) -> bool:
        """True for a key that was left without a value."""
        return self.plain and not self.text


class _Branch:
    """What holds other nodes. Two are the same when they hold the same at the same place."""

    __slots__ = ("raw",)

    def __init__(self, raw: Raw) -> None:
        self.raw = raw

    @property
    def line(self) -> int:
        """The line it begins on, from 1."""
        line: int = self.raw[-2]
        return line

    @property
    def column(self) -> int:
        """The column it begins at, from 1."""
        column: int = self.raw[-1]
        return column

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Branch) and self.raw == other.raw

    def __hash__(self) -> int:
        return hash(self.raw)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.raw!r})"


class Sequence(_Branch):
    """A list with its place."""

    __slots__ = ()

    @property
    def items(self) -> tuple[Node, ...]:
        """What it holds, in order."""
        return tuple(map(node, self.raw[0]))


class Mapping(_Branch):
    """A mapping with its place; keys are text and unique, in the order written."""

    __slots__ = ()

    @property
    def entries(self) -> tuple[tuple[Scalar, Node], ...]:
        """The keys, each with its value."""
        texts, places, values, _, _ = self.raw
        keys = (Scalar(text, *place) for text, place in zip(texts, places, strict=True))
        return tuple(zip(keys, map(node, values), strict=True))

    @property
    def blank(self) -> bool:
        """True when no key was given a value, as in a form that nobody has filled in yet."""
        return _blank(self.raw)

    def get(self, key: str) -> Node | None:
        """Return the value of `key`, or None when it is absent or left blank."""
        found = self._get(key)
        return None if found is None else node(found)

    def text(self, key: str, default: str = "") -> str:
        """Return the text of `key`, or `default` when it is absent, blank, or not a text."""
        found = self._get(key)
        if found is None or len(found) != _SCALAR:
            return default
        text: str = found[0]
        return text.strip()

    def flag(self, key: str) -> bool:
        """Return True when `key` holds ``ya`` or ``true``."""
        return self.text(key) in {"ya", "true"}

    def mapping(self, key: str) -> Mapping:
        """Return the mapping under `key`, or an empty one at this node's place."""
        value = self.get(key)
        return value if isinstance(value, Mapping) else empty(self.line, self.column)

    def mappings(self, key: str) -> tuple[Mapping, ...]:
        """Return the mappings in the list under `key`."""
        return tuple(item for item in self.items(key) if isinstance(item, Mapping))

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the texts in the list under `key`; a single text counts as a list of one."""
        value = self.get(key)
        if isinstance(value, Scalar):
            return (value.text.strip(),)
        return tuple(item.text.strip() for item in self.items(key) if isinstance(item, Scalar))

    def items(self, key: str) -> tuple[Node, ...]:
        """Return the list under `key`, or an empty tuple."""
        value = self.get(key)
        return value.items if isinstance(value, Sequence) else ()

    def without(self, key: str) -> Mapping:
        """Return this mapping with `key` left out."""
        texts, places, values, *at = self.raw
        kept = [one for one in zip(texts, places, values, strict=True) if one[0] != key]
        return Mapping((*zip(*kept, strict=True), *at)) if kept else empty(*at)

    def place(self, *path: str | int) -> tuple[int, int]:
        """Return line and column of the deepest node that exists along `path`."""
        found: Node = self
        at = (self.line, self.column)
        for step in path:
            next_one = _step(found, step)
            if next_one is None:
                break
            at, found = next_one
        return at

    def _get(self, key: str) -> Raw | None:
        texts, _, values, _, _ = self.raw
        if key not in texts:
            return None
        value: Raw = values[texts.index(key)]
        return None if _blank(value) else value


Node = Scalar | Sequence | Mapping


def node(raw: Raw) -> Node:
    """Return the node that `raw` stands for."""
    if len(raw) == _SCALAR:
        return Scalar._make(raw)
    return Sequence(raw) if len(raw) == _SEQUENCE else Mapping(raw)


def empty(line: int = 0, column: int = 0) -> Mapping:
    """Return a mapping without a key."""
    return Mapping(((), (), (), line, column))


def _blank(raw: Raw) -> bool:
    if len(raw) == _SCALAR:
        return raw[3] and not raw[0]
    return len(raw) != _SEQUENCE and all(map(_blank, raw[2]))


def _step(found: Node, step: str | int) -> tuple[tuple[int, int], Node] | None:
    if isinstance(found, Mapping):
        for key, value in found.entries:
            if key.text == str(step):
                return (key.line, key.column), value
    if isinstance(found, Sequence) and isinstance(step, int) and step < len(found.raw[0]):
        item = node(found.raw[0][step])
        return (item.line, item.column), item
    return None


def walk(
    found: Node, path: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], Scalar]]:
    """Yield every scalar value under `found` with the path that leads to it."""
    if isinstance(found, Scalar):
        yield path, found
    elif isinstance(found, Sequence):
        for index, item in enumerate(found.items):
            yield from walk(item, (*path, index))
    else:
        for key, value in found.entries:
            yield from walk(value, (*path, key.text))
