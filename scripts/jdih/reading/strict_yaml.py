"""The one door to PyYAML: a strict reader that keeps every place.

It reads events, so nothing is ever resolved, expanded or built by the library: scalars stay text,
aliases cannot multiply, and depth is bounded before it can hurt.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import Protocol

import yaml

from jdih.model.finding import Finding, Location, Rule
from jdih.model.node import Mapping, Node, Raw, Sequence, node
from jdih.reading.source import forbidden
from jdih.reading.yaml_faults import SYNTAX, Fault, explain

DEPTH_LIMIT = 8

TOO_DEEP = Rule(
    "JD205",
    "terlalu-dalam",
    f"Susunan kepala berkas tidak boleh lebih dari {DEPTH_LIMIT} tingkat.",
    "Susunan yang dalam dipakai untuk membuat pembaca berkas macet.",
    "Sederhanakan susunan; contoh setiap jenis ada di drafts/README.md.",
)
DUPLICATE_KEY = Rule(
    "JD206",
    "kunci-ganda",
    "Setiap kunci hanya boleh ditulis satu kali.",
    "Kebanyakan pembaca YAML diam-diam memakai nilai yang terakhir.",
    "Hapus salah satu, sisakan yang benar.",
)
ALIAS = Rule(
    "JD207",
    "jangkar-dan-alias",
    "Jangkar (&), alias (*), dan kunci gabung (<<) tidak dipakai.",
    "Nilai yang ditulis di tempat lain tidak terbaca oleh penyetuju, dan dapat membengkak.",
    "Tulis nilainya langsung. Bila teks memang diawali & atau *, apit dengan tanda kutip.",
)
TAG = Rule(
    "JD208",
    "penanda-jenis",
    "Penanda jenis YAML (!…) tidak dipakai.",
    "Penanda jenis dapat menjalankan kode pada pembaca YAML lain.",
    "Hapus penanda itu. Bila teks memang diawali !, apit dengan tanda kutip.",
)
NOT_A_MAPPING = Rule(
    "JD209",
    "bukan-daftar-kunci",
    "Kepala berkas harus berupa pasangan `kunci: nilai`.",
    "Tanpa kunci, isinya tidak dapat dicocokkan dengan isian SOP.",
    "Tulis setiap isian sebagai `kunci: nilai`, satu baris satu kunci.",
)
KEY_NOT_TEXT = Rule(
    "JD210",
    "kunci-bukan-teks",
    "Kunci harus berupa teks.",
    "Kunci kosong atau kunci berupa daftar tidak mempunyai arti dalam skema.",
    "Tulis kunci sebagai satu kata, misalnya `judul`.",
)
RULES = (TOO_DEEP, DUPLICATE_KEY, ALIAS, TAG, NOT_A_MAPPING, KEY_NOT_TEXT)

_LOADER = getattr(yaml, "CLoader", yaml.Loader)


@dataclass(frozen=True, slots=True)
class Parsed:
    """What was read: `root` is None when there is nothing that can be used."""

    root: Mapping | None
    findings: tuple[Finding, ...]


def parse(path: str, text: str, first_line: int = 1, depth: int = DEPTH_LIMIT) -> Parsed:
    """Parse one YAML mapping strictly; `first_line` is the line of the file it begins on.

    `depth` is the deepest level allowed; only our own schema files need more than documents do.

    Never raises for what the text holds: every fault is a finding with its place.
    """
    reader = _Reader(path, first_line, depth)
    try:
        reader.read(text)
    except _Stop:
        return Parsed(None, tuple(reader.findings))
    except yaml.YAMLError as error:
        reader.findings.append(_explain(path, text, first_line, error))
        return Parsed(None, tuple(reader.findings))
    return Parsed(reader.root, tuple(reader.findings))


class _Mark(Protocol):
    """A place as both of the library's parsers have it, counted from 0."""

    @property
    def line(self) -> int: ...

    @property
    def column(self) -> int: ...


class _Stop(Exception):
    """Reading on would make no sense."""


@dataclass(slots=True)
class _Frame:
    """A mapping or list that is still open."""

    line: int
    column: int
    mapping: bool
    items: list[Raw] = field(default_factory=list)
    keys: dict[str, tuple[int, int, bool]] = field(default_factory=dict)
    key: str | None = None
    repeated: bool = False

    def close(self) -> Raw:
        items = tuple(self.items)
        if self.mapping:
            return tuple(self.keys), tuple(self.keys.values()), items, self.line, self.column
        return items, self.line, self.column


class _Reader:
    def __init__(self, path: str, first_line: int, depth: int) -> None:
        self.path = path
        self.first_line = first_line
        self.depth = depth
        self.findings: list[Finding] = []
        self.root: Mapping | None = None
        self._stack: list[_Frame] = []
        self._documents = 0
        self._lines: list[str] = []

    def read(self, text: str) -> None:
        self._lines = text.split("\n")
        for event in yaml.parse(text, Loader=_LOADER):
            self._take(event)

    def _take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self._stop(SYNTAX, event, "Kepala berkas hanya boleh memuat satu bagian.")
        elif isinstance(event, yaml.AliasEvent):
            self._stop(ALIAS, event, f"Alias “*{event.anchor}” tidak diikuti.")
        elif isinstance(event, yaml.NodeEvent):
            self._node(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._put(self._stack.pop().close())

    def _node(self, event: yaml.NodeEvent) -> None:
        if event.anchor is not None:
            self._stop(ALIAS, event, f"Jangkar “&{event.anchor}” tidak dipakai.")
        if getattr(event, "tag", None) is not None:
            self._stop(TAG, event, "Penanda jenis tidak dipakai.")
        line, column = self._place(event)
        if isinstance(event, yaml.ScalarEvent):
            self._escapes(event)
            self._scalar((event.value, line, column, not event.style), event)
            return
        frame = self._stack[-1] if self._stack else None
        if frame and frame.mapping and frame.key is None:
            self._stop(KEY_NOT_TEXT, event, "Kunci ini berupa daftar, bukan teks.")
        if len(self._stack) >= self.depth:
            self._stop(TOO_DEEP, event, f"Tingkat ke-{self.depth + 1} dibuka di sini.")
        self._stack.append(_Frame(line, column, isinstance(event, yaml.MappingStartEvent)))

    def _escapes(self, event: yaml.ScalarEvent) -> None:
        """Refuse in quotes, where YAML has escapes for them, what the file may not hold as such."""
        if event.style == '"':
            for rule, offset in islice(forbidden(event.value), 1):
                point = f"U+{ord(event.value[offset]):04X}"
                self._add(rule, event, f"Urutan garis miring terbalik menghasilkan {point}.")

    def _scalar(self, scalar: tuple[str, int, int, bool], event: yaml.NodeEvent) -> None:
        frame = self._stack[-1] if self._stack else None
        if frame is None or not frame.mapping or frame.key is not None:
            self._put(scalar)
            return
        text = scalar[0]
        if not text:
            self._stop(KEY_NOT_TEXT, event, "Kunci ini kosong.")
        if text == "<<":
            self._stop(ALIAS, event, "Kunci gabung “<<” tidak dipakai.")
        frame.repeated = text in frame.keys
        if frame.repeated:
            first = frame.keys[text][0]
            message = f"Kunci “{text}” sudah ditulis pada baris {first}."
            self._add(DUPLICATE_KEY, event, message)
        frame.keys.setdefault(text, scalar[1:])
        frame.key = text

    def _put(self, raw: Raw) -> None:
        if not self._stack:
            self._end(node(raw))
            return
        frame = self._stack[-1]
        if not frame.repeated:
            frame.items.append(raw)
        frame.key, frame.repeated = None, False

    def _end(self, root: Node) -> None:
        if isinstance(root, Mapping):
            self.root = root
            return
        location = Location(self.path, root.line, root.column)
        what = "sebuah daftar" if isinstance(root, Sequence) else "sebuah teks"
        self.findings.append(NOT_A_MAPPING.at(location, f"Isinya {what}."))

    def _place(self, event: yaml.Event) -> tuple[int, int]:
        return _at(self.first_line, event.start_mark, self._lines)

    def _add(self, rule: Rule, event: yaml.Event, message: str) -> None:
        self.findings.append(rule.at(Location(self.path, *self._place(event)), message))

    def _stop(self, rule: Rule, event: yaml.Event, message: str) -> None:
        self._add(rule, event, message)
        raise _Stop


def _explain(path: str, text: str, first_line: int, error: yaml.YAMLError) -> Finding:
    lines = text.split("\n")
    mark = getattr(error, "problem_mark", None)
    begin = getattr(error, "context_mark", None) or mark
    at = mark.line if mark is not None else 0
    fault = Fault(
        problem=str(getattr(error, "problem", "") or ""),
        context=str(getattr(error, "context", "") or ""),
        place=Location(path, *_at(first_line, mark, lines)),
        begin=Location(path, *_at(first_line, begin, lines)),
        line=lines[at] if at < len(lines) else "",
        above=lines[at - 1] if 0 < at <= len(lines) else "",
        column=mark.column if mark is not None else 0,
    )
    return explain(fault)


def _at(first_line: int, mark: _Mark | None, lines: list[str]) -> tuple[int, int]:
    """Return line and column in the file of a mark of the library."""
    if mark is None:
        return first_line, 1
    if mark.line >= len(lines):
        # What is missing at the end is missing after the last line, not on one that is not there.
        return len(lines) + first_line - 1, len(lines[-1]) + 1
    return mark.line + first_line, mark.column + 1
