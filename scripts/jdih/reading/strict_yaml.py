"""The one door to PyYAML: a strict reader that keeps every place.

It reads events, so nothing is ever resolved, expanded or built by the library: scalars stay text,
aliases cannot multiply, and depth is bounded before it can hurt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

import yaml

from jdih.model.finding import Finding, Location, Rule
from jdih.model.node import Mapping, Node, Scalar, Sequence
from jdih.reading.source import forbidden

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
TAB = Rule(
    "JD211",
    "tabulasi",
    "Inden ditulis dengan spasi, bukan tabulasi.",
    "YAML menolak tabulasi sebagai inden.",
    "Ganti tabulasi dengan dua spasi.",
)
UNCLOSED_QUOTE = Rule(
    "JD212",
    "kutip-tak-ditutup",
    "Tanda kutip yang dibuka harus ditutup.",
    "Tanpa penutup, seluruh isi di bawahnya ikut terbaca sebagai satu teks.",
    "Tambahkan tanda kutip penutup, atau hapus tanda kutip pembuka.",
)
SYNTAX = Rule(
    "JD213",
    "tata-tulis-yaml",
    "Kepala berkas harus mengikuti tata tulis YAML.",
    "Kepala yang tidak terbaca tidak dapat diperiksa terhadap SOP.",
    "Periksa tanda titik dua, spasi, dan inden pada baris itu.",
)

RULES = (TOO_DEEP, DUPLICATE_KEY, ALIAS, TAG, NOT_A_MAPPING, KEY_NOT_TEXT, TAB, UNCLOSED_QUOTE,
         SYNTAX)  # fmt: skip

_PROBLEMS = (
    ("mapping values are not allowed", "titik dua tidak boleh ada di tengah nilai",
     "Apit nilai yang memuat “: ” dengan tanda kutip."),
    ("could not find expected ':'", "titik dua setelah kunci tidak ditemukan",
     "Tulis `kunci: nilai`, dengan spasi setelah titik dua."),
    ("did not find expected key", "inden atau kunci pada baris ini tidak sesuai",
     "Samakan inden dengan baris lain pada tingkat yang sama."),
    ("did not find expected '-' indicator", "baris ini bukan bagian dari daftar di atasnya",
     "Awali setiap butir daftar dengan “- ” pada inden yang sama."),
    ("did not find expected ',' or", "kurung siku atau kurung kurawal tidak ditutup",
     "Tutup kurung, atau tulis daftar dengan satu butir tiap baris."),
    ("did not find expected node content", "nilai atau penutup kurung tidak ditemukan",
     "Tutup kurung yang dibuka, atau apit nilainya dengan tanda kutip."),
    ("found character that cannot start any token", "karakter ini tidak boleh mengawali nilai",
     "Apit nilai yang diawali @, `, %, atau tanda baca lain dengan tanda kutip."),
    ("found unknown escape character", "urutan garis miring terbalik tidak dikenal",
     "Pakai tanda kutip tunggal, atau tulis garis miring terbalik dua kali."),
)  # fmt: skip
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


class _Stop(Exception):
    """Reading on would make no sense."""


@dataclass(slots=True)
class _Frame:
    """A mapping or list that is still open."""

    line: int
    column: int
    mapping: bool
    items: list[Node] = field(default_factory=list)
    entries: list[tuple[Scalar, Node]] = field(default_factory=list)
    keys: dict[str, int] = field(default_factory=dict)
    key: Scalar | None = None
    repeated: bool = False

    def close(self) -> Node:
        if self.mapping:
            return Mapping(tuple(self.entries), self.line, self.column)
        return Sequence(tuple(self.items), self.line, self.column)


class _Reader:
    def __init__(self, path: str, first_line: int, depth: int) -> None:
        self.path = path
        self.first_line = first_line
        self.depth = depth
        self.findings: list[Finding] = []
        self.root: Mapping | None = None
        self._stack: list[_Frame] = []
        self._documents = 0

    def read(self, text: str) -> None:
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
            self._scalar(Scalar(event.value, line, column, not event.style), event)
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
                message = f"Urutan garis miring terbalik menghasilkan U+{ord(event.value[offset]):04X}."
                self._add(rule, event, message)

    def _scalar(self, scalar: Scalar, event: yaml.NodeEvent) -> None:
        frame = self._stack[-1] if self._stack else None
        if frame is None or not frame.mapping or frame.key is not None:
            self._put(scalar)
            return
        if not scalar.text:
            self._stop(KEY_NOT_TEXT, event, "Kunci ini kosong.")
        if scalar.text == "<<":
            self._stop(ALIAS, event, "Kunci gabung “<<” tidak dipakai.")
        frame.repeated = scalar.text in frame.keys
        if frame.repeated:
            first = frame.keys[scalar.text]
            message = f"Kunci “{scalar.text}” sudah ditulis pada baris {first}."
            self._add(DUPLICATE_KEY, event, message)
        frame.keys.setdefault(scalar.text, scalar.line)
        frame.key = scalar

    def _put(self, node: Node) -> None:
        if not self._stack:
            if isinstance(node, Mapping):
                self.root = node
            else:
                location = Location(self.path, node.line, node.column)
                what = "sebuah daftar" if isinstance(node, Sequence) else "sebuah teks"
                self.findings.append(NOT_A_MAPPING.at(location, f"Isinya {what}."))
            return
        frame = self._stack[-1]
        if not frame.mapping:
            frame.items.append(node)
        elif frame.key is not None:
            if not frame.repeated:
                frame.entries.append((frame.key, node))
            frame.key = None

    def _place(self, event: yaml.Event) -> tuple[int, int]:
        mark = event.start_mark
        if mark is None:
            return self.first_line, 1
        return mark.line + self.first_line, mark.column + 1

    def _add(self, rule: Rule, event: yaml.Event, message: str) -> None:
        self.findings.append(rule.at(Location(self.path, *self._place(event)), message))

    def _stop(self, rule: Rule, event: yaml.Event, message: str) -> None:
        self._add(rule, event, message)
        raise _Stop


def _explain(path: str, text: str, first_line: int, error: yaml.YAMLError) -> Finding:
    problem = str(getattr(error, "problem", "") or "")
    context = str(getattr(error, "context", "") or "")
    mark = getattr(error, "problem_mark", None)
    lines = text.split("\n")
    if "quoted scalar" in context and "unexpected end" in problem:
        mark = getattr(error, "context_mark", None) or mark
        place = _at(path, first_line, mark, lines)
        return UNCLOSED_QUOTE.at(place, "Tanda kutip dibuka di sini.")
    location = _at(path, first_line, mark, lines)
    line = lines[mark.line] if mark is not None and mark.line < len(lines) else ""
    if re.match(r" *\t", line):
        return TAB.at(location, "Baris ini diawali tabulasi.")
    for english, message, remedy in _PROBLEMS:
        if english in problem:
            return SYNTAX.at(location, f"Tidak terbaca: {message}.", remedy)
    return SYNTAX.at(location, "Kepala berkas tidak terbaca mulai dari sini.")


def _at(path: str, first_line: int, mark: yaml.Mark | None, lines: list[str]) -> Location:
    if mark is None:
        return Location(path, first_line, 1)
    if mark.line >= len(lines):
        # What is missing at the end is missing after the last line, not on one that is not there.
        return Location(path, len(lines) + first_line - 1, len(lines[-1]) + 1)
    return Location(path, mark.line + first_line, mark.column + 1)


def typed(node: Node) -> object:
    """Return `node` as plain values, plain scalars resolved as JSON has them.

    Only for our own schema files, which need numbers and booleans; documents stay text.
    """
    if isinstance(node, Mapping):
        return {key.text: typed(value) for key, value in node.entries}
    if isinstance(node, Sequence):
        return [typed(item) for item in node.items]
    if node.plain and node.text in {"true", "false"}:
        return node.text == "true"
    if node.plain and re.fullmatch(r"-?[0-9]{1,9}", node.text):
        return int(node.text)
    return node.text


def plain(node: Node) -> object:
    """Return `node` as mappings, lists and texts; keys without a value are left out.

    Texts come without white space around them, as `Mapping.text` gives them.
    """
    if isinstance(node, Mapping):
        return dict(_filled(node))
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return node.text.strip()


def _filled(node: Mapping) -> Iterator[tuple[str, object]]:
    for key, value in node.entries:
        if isinstance(value, Sequence) or not value.blank:
            yield key.text, plain(value)
