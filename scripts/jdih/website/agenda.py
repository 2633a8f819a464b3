"""The register as the public reads it: its pages, and the files to take along."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
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
    """The entries of one page, newest first. `first` and `last` are their numbers."""

    at: str
    year: int
    entries: tuple[Entry, ...]

    @property
    def first(self) -> int:
        """The lowest number."""
        return self.entries[-1].number

    @property
    def last(self) -> int:
        """The highest number."""
        return self.entries[0].number


def blocks(entries: Iterable[Entry]) -> tuple[Block, ...]:
    """Return the pages of the register, newest first.

    The newest block of a year stands at the year's own address.
    """
    years: dict[int, list[Entry]] = {}
    for entry in entries:
        years.setdefault(entry.year, []).append(entry)
    found = []
    for year in sorted(years, reverse=True):
        own = sorted(years[year], key=lambda entry: entry.number)
        parts = [own[start : start + BLOCK] for start in range(0, len(own), BLOCK)]
        for place in range(len(parts) - 1, -1, -1):
            own_address = f"{AGENDA}{year}/"
            at = own_address if place == len(parts) - 1 else f"{own_address}{place + 1}/"
            found.append(Block(at, year, tuple(reversed(parts[place]))))
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
    rows = list(_rows(entries, url, title))
    content = {"sidik_terakhir": head or None, "jumlah": len(rows), "entri": rows}
    return json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n"


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
