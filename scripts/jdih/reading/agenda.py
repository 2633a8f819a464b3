"""The institution's schedule of events, as another program exported it: CSV or iCalendar.

A row that cannot be read is told by file, row and column; the others are kept.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo

from jdih.errors import JdihError
from jdih.reading import calendar_file
from jdih.reading.source import forbidden
from jdih.workflow.zone import BadMoment, parse_date

FILE_LIMIT = 1_048_576
"""Largest file in bytes: some 10,000 events."""

MONTHS = ("januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september",
          "oktober", "november", "desember")  # fmt: skip

_DAY_COLUMNS = ("tanggal", "tgl", "hari/tanggal", "tanggal mulai")
_TITLE_COLUMNS = ("judul", "kegiatan", "nama kegiatan", "acara", "agenda", "uraian")
"""Names of columns in Indonesian alone: in an English table 12/10/2026 is another day."""
_NUMBERS = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
_WORDS = re.compile(r"(?:[a-z']+,? )?([0-9]{1,2}) ([a-z]+) ([0-9]{4})", re.IGNORECASE)
_CLOCK = re.compile(r"[ T][0-9]{1,2}[:.][0-9]{2}.*")
_SHORTEST, _LONGEST = 5, 300
"""Characters of a title (`judul` in site_config/schema/umum.yml)."""
_DATE_REMEDY = "Tulis misalnya 2026-12-10 atau 10/12/2026."


@dataclass(frozen=True, slots=True)
class Event:
    """What happens on a day. `key` stays the same when the same file is exported again."""

    day: date
    title: str
    key: str


@dataclass(frozen=True, slots=True)
class Agenda:
    """What a file holds; `faults` are the rows that were not taken, or not whole, as sentences."""

    events: tuple[Event, ...]
    faults: tuple[str, ...]


class _BadCell(ValueError):
    """What is wrong with one value, and what to do."""


def read_agenda(name: str, data: bytes, zone: tzinfo) -> Agenda:
    """Read the file called `name`; a time counts on its day in `zone`.

    Raises JdihError when the file is neither, or tells no dates and titles at all.
    """
    if len(data) > FILE_LIMIT:
        raise JdihError(
            f"{name} lebih besar dari {FILE_LIMIT // 1_048_576} MB.",
            "Ekspor hanya bulan yang direncanakan.",
        )
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:15].upper() == b"BEGIN:VCALENDAR":
        return _calendar(name, data, zone)
    return _table(name, data)


def _calendar(name: str, data: bytes, zone: tzinfo) -> Agenda:
    events: list[Event] = []
    faults: list[str] = []
    for found in calendar_file.read_events(name, data, zone):
        where = f"{name}, acara ke-{found.number}"
        if found.day is None:
            faults.append(f"{where}, DTSTART: tanggalnya tidak terbaca. {_DATE_REMEDY}")
            continue
        try:
            events.append(Event(found.day, _title(found.title), found.key))
        except _BadCell as error:
            faults.append(f"{where}, SUMMARY: {error}")
            continue
        if found.repeats:
            faults.append(
                f"{where}, RRULE: acara berulang, yang dibaca tanggal pertamanya saja. "
                "Tambahkan tanggal lainnya bila perlu."
            )
    return Agenda(tuple(events), tuple(faults))


def _table(name: str, data: bytes) -> Agenda:
    rows = _rows(name, data)
    head = [" ".join(cell.lower().split()) for cell in next(rows, (0, []))[1]]
    day_at, title_at = _column(head, _DAY_COLUMNS), _column(head, _TITLE_COLUMNS)
    if day_at is None or title_at is None:
        raise JdihError(
            f"{name} tidak mempunyai kolom tanggal dan judul.",
            "Beri nama kolom pada baris pertama: tanggal dan judul (atau kegiatan). Berkas "
            "kalender diawali BEGIN:VCALENDAR.",
        )
    events: list[Event] = []
    faults: list[str] = []
    for number, row in rows:
        column = day_at
        try:
            day = _day(_cell(row, day_at))
            column = title_at
            title = _title(_cell(row, title_at))
        except _BadCell as error:
            faults.append(f"{name}, baris {number}, kolom {head[column]}: {error}")
        else:
            events.append(Event(day, title, f"{day} {title}"))
    return Agenda(tuple(events), tuple(faults))


def _rows(name: str, data: bytes) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that hold anything, each with its line in the file."""
    try:
        text = data.decode("utf-8-sig")
        first = text.partition("\n")[0]
        delimiter = max(";,\t", key=first.count)
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        for row in reader:
            if any(cell.strip() for cell in row):
                yield reader.line_num, row
    except (UnicodeDecodeError, csv.Error) as error:
        raise JdihError(
            f"{name} tidak dapat dibaca sebagai tabel.",
            "Simpan dari lembar kerja sebagai “CSV UTF-8”.",
        ) from error


def _column(head: Sequence[str], names: Sequence[str]) -> int | None:
    return next((head.index(name) for name in names if name in head), None)


def _cell(row: Sequence[str], at: int) -> str:
    return " ".join(row[at].split()) if at < len(row) else ""


def _day(text: str) -> date:
    written = _CLOCK.sub("", text)
    if found := _NUMBERS.fullmatch(written):
        day, month, year = found.groups()
        written = f"{year}-{month:0>2}-{day:0>2}"
    elif (found := _WORDS.fullmatch(written)) and found[2].lower() in MONTHS:
        month = str(MONTHS.index(found[2].lower()) + 1)
        written = f"{found[3]}-{month:0>2}-{found[1]:0>2}"
    try:
        return parse_date(written)
    except BadMoment as error:
        raise _BadCell(f"“{text[:40]}” bukan tanggal. {_DATE_REMEDY}") from error


def _title(text: str) -> str:
    """Return a title as a plan may hold it, with the quotation marks that it may have."""
    title = unicodedata.normalize("NFC", " ".join(text.split()))
    title = re.sub(r'"([^"]*)"?', r"“\1”", title)
    if any(forbidden(title)) or set(title) & set("<>"):
        raise _BadCell("memuat < > atau karakter yang tidak terlihat. Ketik ulang.")
    if not _SHORTEST <= len(title) <= _LONGEST:
        raise _BadCell(
            f"panjangnya {len(title)} karakter. Tulis {_SHORTEST} sampai {_LONGEST} karakter."
        )
    return title
