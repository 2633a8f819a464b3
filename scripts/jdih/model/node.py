"""A parsed header: text, lists and mappings that know their line and column.

Scalars stay as written: ``007`` is not seven, ``12:30`` is not 750, ``no`` is not false.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text with its place. `plain` is False when it was quoted or written as a block."""

    text: str
    line: int
    column: int
    plain: bool = True

    @property
    def blank(self) -> bool:
        """True for a key that was left without a value."""
        return self.plain and not self.text


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list with its place."""

    items: tuple[Node, ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping with its place; keys are text and unique, in the order written."""

    entries: tuple[tuple[Scalar, Node], ...]
    line: int
    column: int

    @property
    def blank(self) -> bool:
        """True when no key was given a value, as in a form that nobody has filled in yet."""
        return all(_blank(value) for _, value in self.entries)

    def get(self, key: str) -> Node | None:
        """Return the value of `key`, or None when it is absent or left blank."""
        for name, value in self.entries:
            if name.text == key:
                return None if _blank(value) else value
        return None

    def text(self, key: str, default: str = "") -> str:
        """Return the text of `key`, or `default` when it is absent, blank, or not a text."""
        value = self.get(key)
        return value.text.strip() if isinstance(value, Scalar) else default

    def flag(self, key: str) -> bool:
        """Return True when `key` holds ``ya`` or ``true``."""
        return self.text(key) in {"ya", "true"}

    def mapping(self, key: str) -> Mapping:
        """Return the mapping under `key`, or an empty one at this node's place."""
        value = self.get(key)
        return value if isinstance(value, Mapping) else Mapping((), self.line, self.column)

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

    def place(self, *path: str | int) -> tuple[int, int]:
        """Return line and column of the deepest node that exists along `path`."""
        node: Node = self
        at = (self.line, self.column)
        for step in path:
            found = _step(node, step)
            if found is None:
                break
            at, node = found
        return at


Node = Scalar | Sequence | Mapping


def _blank(node: Node) -> bool:
    return not isinstance(node, Sequence) and node.blank


def _step(node: Node, step: str | int) -> tuple[tuple[int, int], Node] | None:
    if isinstance(node, Mapping):
        for key, value in node.entries:
            if key.text == str(step):
                return (key.line, key.column), value
    if isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
        item = node.items[step]
        return (item.line, item.column), item
    return None


def walk(
    node: Node, path: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], Scalar]]:
    """Yield every scalar value under `node` with the path that leads to it."""
    if isinstance(node, Scalar):
        yield path, node
    elif isinstance(node, Sequence):
        for index, item in enumerate(node.items):
            yield from walk(item, (*path, index))
    else:
        for key, value in node.entries:
            yield from walk(value, (*path, key.text))
