"""A platform's export, read by the office's table of columns: a bad row takes no good one along.

Exports come in two shapes: a row for each post, or a row for each day of the account. What is a
post is known by its address.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from jdih.errors import JdihError
from jdih.model.channel import Channel
from jdih.model.insight import AccountMetric, ChannelInsight, PostInsight, PostMetric, joined
from jdih.reading.indonesian_number import NotANumber, Style, parse_number
from jdih.reading.insight_columns import COLUMNS_PATH, Columns, Names
from jdih.reading.table import Cell, Table
from jdih.workflow.post import BadAddress, read_post

_Metric = TypeVar("_Metric", PostMetric, AccountMetric)

_HEAD_ROWS = 20
_DAYS = {
    Style.ENGLISH: ("%Y-%m-%d", "%m/%d/%Y", "%b %d, %Y", "%a, %b %d, %Y", "%B %d, %Y"),
    Style.INDONESIAN: ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"),
}
"""How exports write a day."""
_UNIQUE = frozenset({AccountMetric.REACH, AccountMetric.PAID_REACH})
"""How many people: whoever came on two days is one, so that days cannot be added up."""

Row = tuple[int, dict[str, Cell]]


@dataclass(frozen=True, slots=True, order=True)
class BadCell:
    """What kept a row from being taken: `row` from 1, the column's name, and why."""

    file: str
    row: int
    column: str
    message: str
    remedy: str

    def as_text(self) -> str:
        """Return it as people read it."""
        return (
            f"{self.file}, baris {self.row}, kolom “{self.column}”: {self.message}\n"
            f"    → {self.remedy}"
        )


@dataclass(frozen=True, slots=True)
class Export:
    """What a file gives: the numbers, what is wrong, how many rows belong to other months."""

    insight: ChannelInsight
    bad: tuple[BadCell, ...]
    rows: int
    outside: int


class _Bad(Exception):
    def __init__(self, column: str, message: str, remedy: str) -> None:
        super().__init__(message)
        self.column, self.message, self.remedy = column, message, remedy


def read_export(table: Table, columns: Columns, channel: Channel, month: str) -> Export:
    """Return what an export says of a month (``2026-11``).

    Raises JdihError when no column of the table is known.
    """
    reader = _Reader(columns, channel, month)
    head = _head(table, columns)
    bad: list[BadCell] = []
    for number, row in _rows(table, head):
        try:
            reader.take(row)
        except _Bad as fault:
            column = next(str(name) for name in table.rows[head]
                          if str(name).casefold() == fault.column)  # fmt: skip
            bad.append(BadCell(table.name, number, column, fault.message, fault.remedy))
    return Export(reader.result(), tuple(bad), reader.taken, reader.outside)


def _head(table: Table, columns: Columns) -> int:
    """Return the index of the row that names the columns."""
    wanted = {name.casefold() for name in _known(columns)}
    for index, row in enumerate(table.rows[:_HEAD_ROWS]):
        if any(str(cell).casefold() in wanted for cell in row):
            return index
    there = ", ".join(str(cell)[:30] for cell in table.rows[0] if cell != "") if table.rows else ""
    raise JdihError(
        f"Tidak ada kolom yang dikenal dalam {table.name}; baris pertamanya: {there or 'kosong'}.",
        f"Tambahkan nama kolomnya di {COLUMNS_PATH}, atau pilih platform yang benar.",
    )


def _known(columns: Columns) -> Iterator[str]:
    """Yield every name by which a file shows what it is: an address, or a number of an account."""
    yield from columns.address
    for names in columns.account.values():
        yield from names


def _rows(table: Table, head: int) -> Iterator[Row]:
    names = [str(cell).casefold() for cell in table.rows[head]]
    for number, row in enumerate(table.rows[head + 1 :], head + 2):
        if any(cell != "" for cell in row):
            # Of two columns with one name the first counts.
            yield number, dict(reversed(list(zip(names, row, strict=False))))


class _Reader:
    """Takes rows one by one; a row is taken whole or not at all."""

    def __init__(self, columns: Columns, channel: Channel, month: str) -> None:
        self._columns, self._channel, self._month = columns, channel, month
        self._posts: list[PostInsight] = []
        self._days: list[tuple[date | None, Mapping[AccountMetric, int]]] = []
        self.taken = self.outside = 0

    def take(self, row: dict[str, Cell]) -> None:
        """Take a row. Raises _Bad, and keeps nothing of it then."""
        columns = self._columns
        place = _find(row, columns.address)
        if place is not None and str(row[place]) in columns.skipped:
            return
        day = self._day(row)
        if day is not None and day.isoformat()[:7] != self._month:
            self.outside += 1
        elif place is not None:
            self._post(row, place, day)
        else:
            self._days.append((day, self._numbers(row, columns.account)))
            self.taken += 1

    def result(self) -> ChannelInsight:
        """Return what all rows say together: days added up, followers at both ends."""
        account: dict[AccountMetric, int] = {}
        dated = sorted(self._days, key=lambda one: one[0] or date.min)
        for metric in AccountMetric:
            found = [numbers[metric] for _, numbers in dated if metric in numbers]
            if not found or (metric in _UNIQUE and len(found) > 1):
                continue
            if metric is AccountMetric.FOLLOWERS_BEFORE:
                account[metric] = found[0]
            elif metric is AccountMetric.FOLLOWERS_AFTER:
                account[metric] = found[-1]
            else:
                account[metric] = sum(found)
        return ChannelInsight(account, joined(self._posts))

    def _post(self, row: dict[str, Cell], place: str, day: date | None) -> None:
        written = str(row[place])
        address = written if written.startswith("https://") else self._columns.prefix + written
        try:
            post = read_post(address, self._channel)
        except BadAddress as error:
            raise _Bad(place, error.message, error.remedy) from error
        numbers = self._numbers(row, self._columns.post)
        self._posts.append(PostInsight(post.identity, post.address, day, numbers))
        self.taken += 1

    def _numbers(self, row: dict[str, Cell], wanted: Mapping[_Metric, Names]) -> dict[_Metric, int]:
        found: dict[_Metric, int] = {}
        for metric, names in wanted.items():
            column = _find(row, names)
            if column is None:
                continue
            try:
                number = parse_number(str(row[column]), self._columns.style)
            except NotANumber as error:
                raise _Bad(column, error.message, error.remedy) from error
            if number is not None:
                found[metric] = number
        return found

    def _day(self, row: dict[str, Cell]) -> date | None:
        column = _find(row, self._columns.day)
        if column is None or row[column] == "":
            return None
        cell = row[column]
        if isinstance(cell, date):
            return cell
        day = _parse_day(str(cell), self._columns.style)
        if day is None:
            raise _Bad(column, f"“{str(cell)[:40]}” bukan tanggal yang dikenal.",
                       "Tulis sebagai tahun-bulan-tanggal, misalnya 2026-11-03.")  # fmt: skip
        return day


def _find(row: dict[str, Cell], names: Names) -> str | None:
    """Return the column of a row that goes by one of these names."""
    return next((name.casefold() for name in names if name.casefold() in row), None)


def _parse_day(text: str, style: Style) -> date | None:
    """Return the day that a text begins with or is; a time of day is left out."""
    for candidate in (text, text.partition(" ")[0], text.partition("T")[0]):
        for form in _DAYS[style]:
            try:
                return datetime.strptime(candidate, form).date()  # noqa: DTZ007 – a day has no zone
            except ValueError:
                continue
    return None
