"""Tables that a platform exports, as CSV or XLSX. The one door to calamine.

A cell is text, a whole number or a day; the first row is number 1, as a spreadsheet shows it.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath

from python_calamine import CalamineError, CalamineWorkbook

from jdih.errors import JdihError

LARGEST = 20 * 1_048_576
_LARGEST_UNPACKED = 200 * 1_048_576
_MOST_ROWS = 100_000
_ZIP = b"PK\x03\x04"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")

Cell = str | int | date


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file, called `name` in what is said of it."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]


def read_table(name: str, data: bytes, sheet: str = "") -> Table:
    """Return the table in a CSV or XLSX file; `sheet` names one of an XLSX, else its first.

    Raises JdihError when it is neither, too large, or has no such sheet.
    """
    called = PurePath(name).name
    if len(data) > LARGEST:
        raise JdihError(
            f"Berkas {called} lebih besar dari {LARGEST // 1_048_576} MB.",
            "Ekspor satu bulan saja, lalu ulangi.",
        )
    rows = _workbook(called, data, sheet) if data.startswith(_ZIP) else _csv(called, data)
    return Table(called, tuple(rows))


def _csv(name: str, data: bytes) -> Iterator[tuple[Cell, ...]]:
    try:
        text = data.decode("utf-16" if data.startswith(_UTF16) else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise JdihError(
            f"Berkas {name} bukan CSV UTF-8 atau XLSX.",
            "Ekspor lagi, atau simpan sebagai “CSV UTF-8” dari pengolah lembar kerja.",
        ) from error
    first = text.partition("\n")[0]
    mark = max(",;\t", key=first.count)
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=mark), 1):
            if number > _MOST_ROWS:
                raise _too_long(name)
            yield tuple(cell.strip() for cell in row)
    except csv.Error as error:
        raise JdihError(f"Berkas {name} bukan CSV yang utuh ({error}).", "Ekspor lagi.") from error


def _workbook(name: str, data: bytes, sheet: str) -> Iterator[tuple[Cell, ...]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(about.file_size for about in archive.infolist())
        if unpacked > _LARGEST_UNPACKED:
            raise _too_long(name)
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        if not book.sheet_names or (sheet and sheet not in book.sheet_names):
            raise JdihError(
                f"Berkas {name} tidak mempunyai lembar “{sheet or '1'}”.",
                "Periksa `lembar` di site_config/insight.yml; yang ada: "
                f"{', '.join(book.sheet_names) or 'tidak ada'}.",
            )
        found = book.get_sheet_by_name(sheet or book.sheet_names[0])
        rows = found.to_python(skip_empty_area=False)
    except (CalamineError, zipfile.BadZipFile) as error:
        raise JdihError(
            f"Berkas {name} tidak terbaca sebagai XLSX ({error}).", "Ekspor lagi."
        ) from error
    if len(rows) > _MOST_ROWS:
        raise _too_long(name)
    for row in rows:
        yield tuple(_cell(value) for value in row)


def _cell(value: object) -> Cell:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        # A broken number must not read as one with thousands set apart.
        return int(value) if value.is_integer() else f"{value!r} (pecahan)"
    return str(value).strip()


def _too_long(name: str) -> JdihError:
    return JdihError(
        f"Berkas {name} memuat lebih dari {_MOST_ROWS} baris, atau terlalu besar setelah dibuka.",
        "Ekspor satu bulan saja, lalu ulangi.",
    )
