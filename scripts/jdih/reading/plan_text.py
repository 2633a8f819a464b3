"""The text of a month's plan: laid out once, and lines added to it later.

What people wrote stays byte for byte: lines are only ever added, behind the last one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from jdih.errors import JdihError
from jdih.model.node import Mapping as Header
from jdih.model.node import Sequence as Listed
from jdih.reading.header import split
from jdih.reading.schema import Schema
from jdih.reading.skeleton import scalar, skeleton

_LEFT_OUT = ("ringkasan", "alamat_lama")
_BLANK, _NO_LINES = "baris:\n  # - \n", "baris:\n"
_BY_HAND = "Tulis barisnya sendiri, atau mulai dari kerangka `jdih plan new` pada cabang lain."


@dataclass(frozen=True, slots=True)
class Line:
    """A line to begin with; the rest of it is for people to fill in."""

    id: str
    day: date
    title: str
    theme: str


def plan_text(schema: Schema, values: Mapping[str, str], directions: Mapping[str, str]) -> str:
    """Return a plan without lines. `directions` are the strategy's, by platform, as comments."""
    header = skeleton(schema, {"tipe": "rencana", **values}, _LEFT_OUT)
    told = ((name, " ".join(text.split())) for name, text in directions.items())
    said = "".join(f"# Arahan strategi untuk {name}: {text}\n" for name, text in told)
    body = f"\n## Dasar dan cara penyusunan\n\nRencana ini disusun dari {_link(values)}.\n"
    return f"---\n{said}{header.replace(_BLANK, _NO_LINES, 1)}---\n{body}"


def _link(values: Mapping[str, str]) -> str:
    strategy = values.get("strategi", "")
    return f"[strategi]({strategy})" if strategy else "strategi"


def with_lines(path: str, text: str, lines: Sequence[Line]) -> str:
    """Return the plan with `lines` behind its own.

    Raises JdihError when the plan cannot be read, or its lines are written in another form than
    one below the other.
    """
    head = _head(path, text)
    rows = text.split("\n")
    at, indent = _place(head, rows, path)
    added = [row for line in lines for row in _rows(line, indent)]
    told = "\n".join((*rows[:at], *added, *rows[at:]))
    ids = [line.text("id") for line in _head(path, told).mappings("baris")]
    if ids != [*(line.text("id") for line in head.mappings("baris")), *(one.id for one in lines)]:
        raise JdihError(f"Baris tidak dapat ditambahkan pada {path}.", _BY_HAND)
    return told


def _head(path: str, text: str) -> Header:
    head = split(path, text)
    if head.header is None:
        first = head.findings[0]
        raise JdihError(f"Rencana tidak terbaca: {first.as_text()}", first.remedy)
    return head.header


def _place(head: Header, rows: Sequence[str], path: str) -> tuple[int, str]:
    """Return behind how many rows new lines go, and what stands before the dash of each."""
    keys = [key for key, _ in head.entries]
    number = next((n for n, key in enumerate(keys) if key.text == "baris"), None)
    if number is None:
        raise JdihError(f"{path} tidak mempunyai isian `baris`.", _BY_HAND)
    begin = keys[number].line
    listed = head.get("baris")
    if not isinstance(listed, Listed) or not listed.items:
        if rows[begin - 1].rstrip() != "baris:":
            raise JdihError(f"Isian `baris` pada {path} bukan daftar.", _BY_HAND)
        return begin, "  "
    first = rows[listed.items[0].line - 1]
    indent = first[: len(first) - len(first.lstrip(" "))]
    if not first.startswith(f"{indent}- "):
        raise JdihError(f"Baris pada {path} tidak ditulis satu di bawah yang lain.", _BY_HAND)
    end = keys[number + 1].line - 1 if number + 1 < len(keys) else _fence(rows)
    # What stands between the last line and the next key belongs to the key.
    while not rows[end - 1].strip() or rows[end - 1].lstrip().startswith("#"):
        end -= 1
    return end, indent


def _fence(rows: Sequence[str]) -> int:
    """Return the number of rows before the closing fence."""
    return next(n for n, row in enumerate(rows) if n and row.rstrip(" ") == "---")


def _rows(line: Line, indent: str) -> tuple[str, ...]:
    inner = f"{indent}  "
    return (
        f"{indent}- id: {line.id}",
        f"{inner}tanggal: {line.day}",
        f"{inner}judul: {scalar(line.title)}",
        f"{inner}tema: {scalar(line.theme)}",
        f"{inner}tujuan:",
        f"{inner}platform:",
        f"{inner}format:",
        f"{inner}penanggung_jawab:",
    )
