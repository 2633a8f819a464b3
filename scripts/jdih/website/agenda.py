"""The register as the public reads it: its pages, and the files to take along."""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from jdih.model.entry import Entry

AGENDA = "buku-agenda/"
CSV, JSON = "buku-agenda.csv", "buku-agenda.json"
"""Names of the files beside the page: what stands on it, every year, oldest first."""

BLOCK = 500
"""How many entries one page shows."""

COLUMNS = ("nomor", "tahun", "waktu", "kejadian", "id", "judul", "alamat", "platform",
           "jabatan", "sidik")  # fmt: skip

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Block:
    """The entries of one page, newest first. `first` and `last` are their numbers.

    The newest of all is `open`: more entries will stand there.
    """

    at: str
    year: int
    entries: tuple[Entry, ...]
    open: bool = False

    @property
    def first(self) -> int:
        """The lowest number."""
        return self.entries[-1].number

    @property
    def last(self) -> int:
        """The highest number."""
        return self.entries[0].number

    @property
    def range(self) -> Range:
        """How other pages name it."""
        return Range(self.at, self.first, 0 if self.open else self.last)


@dataclass(frozen=True, slots=True)
class Range:
    """A page of the register as the others name it: the numbers from `first` to `last`.

    Where more entries will come nobody says the last one (0).
    """

    at: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Part:
    """One page of the register, and all that it shows of the others.

    That is nothing which a later entry changes, unless it stands on this page: `years` are (year,
    address), `ranges` the pages of its year, newest first.
    """

    block: Block
    years: tuple[tuple[int, str], ...]
    ranges: tuple[Range, ...]


def parts(entries: Iterable[Entry]) -> tuple[Part, ...]:
    """Return the pages of the register as they are shown, newest first."""
    every = blocks(entries)
    newest = {block.year: block.at for block in reversed(every)}
    years = tuple(sorted(newest.items(), reverse=True))
    ranges: dict[int, list[Range]] = defaultdict(list)
    for block in every:
        ranges[block.year].append(block.range)
    return tuple(Part(block, years, tuple(ranges[block.year])) for block in every)


def blocks(entries: Iterable[Entry]) -> tuple[Block, ...]:
    """Return the register in blocks, one for each page, newest first.

    The newest block of a year stands at the year's own address.
    """
    years: dict[int, list[Entry]] = {}
    for entry in entries:
        years.setdefault(entry.year, []).append(entry)
    found: list[Block] = []
    for year in sorted(years, reverse=True):
        own = sorted(years[year], key=lambda entry: entry.number)
        pieces = [own[start : start + BLOCK] for start in range(0, len(own), BLOCK)]
        for place in range(len(pieces) - 1, -1, -1):
            own_address = f"{AGENDA}{year}/"
            at = own_address if place == len(pieces) - 1 else f"{own_address}{place + 1}/"
            found.append(Block(at, year, tuple(reversed(pieces[place])), open=not found))
    return tuple(found)


def anchor(entry: Entry) -> str:
    """Return the id of an entry's line on its page."""
    return f"agenda-{entry.year}-{entry.number}"


def as_csv(
    entries: Iterable[Entry], url: Callable[[str], str], title: Callable[[Entry], str]
) -> bytes:
    """Return the register for a spreadsheet: UTF-8 with its mark, no cell that is a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in _rows(entries, url, title):
        writer.writerow([_inert(str(row[name] or "")) for name in COLUMNS])
    return text.getvalue().encode("utf-8-sig")


def as_json(
    entries: Iterable[Entry],
    url: Callable[[str], str],
    title: Callable[[Entry], str],
    head: str,
) -> bytes:
    """Return the register for programs; `head` is the hash of its last entry."""
    rows = [_object(row) for row in _rows(entries, url, title)]
    told: dict[str, object] = {"sidik_terakhir": head or None, "jumlah": len(rows), "entri": []}
    begin, end = json.dumps(told, ensure_ascii=False, indent=1).rsplit("[]", 1)
    return f"{begin}[{','.join(rows)}\n ]{end}\n".encode() if rows else f"{begin}[]{end}\n".encode()


def _object(row: Mapping[str, object]) -> str:
    """Return a row as Python's encoder writes it with an indent of one, many times faster."""
    written = json.dumps(row, ensure_ascii=False, separators=(",\n   ", ": "))
    return f"\n  {{\n   {written[1:-1]}\n  }}"


def _rows(
    entries: Iterable[Entry], url: Callable[[str], str], title: Callable[[Entry], str]
) -> Iterator[dict[str, object]]:
    for entry in entries:
        values = (
            entry.number,
            entry.year,
            entry.time,
            entry.event.value,
            entry.id,
            title(entry),
            url(entry.address) if entry.address else None,
            entry.platform or None,
            entry.approval.title if entry.approval else None,
            entry.digest or None,
        )
        yield dict(zip(COLUMNS, values, strict=True))


def _inert(cell: str) -> str:
    """Keep a spreadsheet from computing what a cell only says."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
