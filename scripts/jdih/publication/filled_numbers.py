"""What somebody filled into the form *Insight*: a month's numbers of one platform (SOP MK step 6).

Every row is taken whole, or named with its file, row and column; one that is bad takes no other
one along. Whatever the form holds is data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from jdih.errors import JdihError
from jdih.model.channel import Channel
from jdih.model.insight import AccountMetric, ChannelInsight, MonthInsight, PostMetric
from jdih.model.period import Month
from jdih.model.tree import Tree
from jdih.publication.markup import code
from jdih.publication.monthly import named_month
from jdih.reading.file_links import files_in, without_files
from jdih.reading.form import ACCOUNT_LABELS, NUMBERS, read_form
from jdih.reading.indonesian_number import NotANumber, parse_number
from jdih.reading.insight_columns import ADDRESS, COLUMNS_PATH, DAY, TYPED_COLUMNS, Columns
from jdih.reading.insight_file import TYPED, path_of, with_more
from jdih.reading.insight_table import read_export
from jdih.reading.table import read_table
from jdih.website import wording

Fetch = Callable[[str], bytes]
"""Downloads an attached file by its address. Raises JdihError."""

_POSTS, _PASTED = "Angka unggahan", "teks pada Ekspor platform"
_MOST = 30
"""Lines of one sort that are told under a form."""


@dataclass(frozen=True, slots=True)
class Filled:
    """The numbers in a form, `typed` and `exported`.

    `taken` and `faults` are lines that say what was taken and what was not, for people to read.
    """

    month: Month
    channel: Channel
    typed: ChannelInsight
    exported: ChannelInsight
    taken: tuple[str, ...]
    faults: tuple[str, ...]

    def files(self, tree: Tree, channels: Mapping[str, Channel]) -> dict[str, bytes]:
        """Return the files that hold these numbers besides those in `tree`, by path.

        Raises JdihError when a file that is there cannot be read.
        """
        month, found = str(self.month), {}
        for name, more in ((TYPED, self.typed), (self.channel.code, self.exported)):
            if more.account or more.posts:
                said = MonthInsight(month, {self.channel.code: more})
                found[path_of(month, name)] = with_more(tree, name, said, channels)
        return found


def read_filled(
    text: str,
    channels: Mapping[str, Channel],
    columns: Mapping[str, Columns],
    fetch: Fetch,
    today: date,
) -> Filled:
    """Return what the `text` of a form holds.

    Raises JdihError when it is no such form, its month has not begun, its platform is not in
    `channels`, or it holds no number at all.
    """
    given = read_form(text, NUMBERS)
    month = _month(given["bulan"], today)
    channel = channels.get(given["platform"])
    if channel is None:
        raise JdihError(
            f"Platform “{given['platform'][:40]}” tidak ada.", f"Pilih: {', '.join(channels)}."
        )
    reading = _Reading(month, channel)
    reading.account(given)
    reading.table(given.get("unggahan", ""))
    reading.exports(given.get("ekspor", ""), columns.get(channel.code), fetch)
    if not (reading.taken or reading.faults):
        raise JdihError(
            "Formulir ini tidak memuat angka.",
            "Ketik sekurang-kurangnya satu angka, atau lampirkan ekspornya, pada formulir baru.",
        )
    return Filled(
        month,
        channel,
        reading.typed,
        reading.exported,
        tuple(reading.taken),
        tuple(reading.faults),
    )


def _month(text: str, today: date) -> Month:
    month = named_month(text)
    if month > Month.of(today):
        raise JdihError(f"Bulan {month} belum dimulai.", "Periksa bulannya.")
    return month


class _Reading:
    """Takes the answers one by one."""

    def __init__(self, month: Month, channel: Channel) -> None:
        self._month, self._channel = month, channel
        self.typed = self.exported = ChannelInsight()
        self.taken: list[str] = []
        self.faults: list[str] = []

    def account(self, given: Mapping[str, str]) -> None:
        """Take the numbers of the account, each by itself."""
        found: dict[AccountMetric, int] = {}
        for metric, label in ACCOUNT_LABELS.items():
            try:
                number = parse_number(given.get(metric, ""))
            except NotANumber as error:
                self.faults.append(f"Isian “{label}”: {error.message} → {error.remedy}")
            else:
                if number is not None:
                    found[metric] = number
        if found:
            self.typed = ChannelInsight(found)
            self.taken.append(f"Diketik: {len(found)} angka akun")

    def table(self, text: str) -> None:
        """Take the table of posts that was typed; as the form shows it it has a first row only."""
        if not text:
            return
        known = (ADDRESS, DAY, *PostMetric)
        head = [name.strip().casefold() for name in text.partition("\n")[0].split(";")]
        if ADDRESS not in head:
            self.faults.append(
                f"{_POSTS}: baris pertamanya harus menyebut nama kolom. → Salin lagi: "
                f"{'; '.join((ADDRESS, DAY, *PostMetric))}"
            )
            return
        self.faults += (
            f"{_POSTS}, baris 1, kolom “{name}”: tidak dikenal. → Yang ada: {', '.join(known)}."
            for name in head
            if name and name not in known
        )
        self.typed = self.typed.under(self._rows(_POSTS, text.encode, TYPED_COLUMNS))

    def exports(self, text: str, columns: Columns | None, fetch: Fetch) -> None:
        """Take what is attached, and an export's own text."""
        if not text:
            return
        if columns is None:
            self.faults.append(
                f"Kolom ekspor {self._channel.name} belum ditulis di {COLUMNS_PATH}. → Ketik "
                "angkanya, atau mintalah pengelola menambahkannya."
            )
            return
        for link in files_in(text):
            found = self._rows(link.name, partial(fetch, link.address), columns)
            self.exported = self.exported.under(found)
        if pasted := without_files(text).strip():
            found = self._rows(_PASTED, pasted.encode, columns)
            self.exported = self.exported.under(found)

    def _rows(self, name: str, load: Callable[[], bytes], columns: Columns) -> ChannelInsight:
        try:
            table = read_table(name, load(), columns.sheet)
            export = read_export(table, columns, self._channel, str(self._month))
        except JdihError as error:
            self.faults.append(f"{name}: {error.message} → {error.remedy}")
            return ChannelInsight()
        self.faults += (bad.as_text() for bad in export.bad)
        if export.outside:
            self.faults.append(f"{name}: {export.outside} baris bulan lain ditinggalkan.")
        if export.rows:
            self.taken.append(f"{name}: {export.rows} baris")
        return export.insight


def told(filled: Filled, known: MonthInsight, channels: Mapping[str, Channel], place: str) -> str:
    """Return what is said under the form; `known` is the month with it, `place` where it went."""
    lines = [place if filled.taken else "Tidak ada angka yang masuk.", ""]
    lines += _listed(filled.taken)
    if filled.faults:
        lines += ["Tidak masuk:", "", *_listed(filled.faults)]
        lines += ["Betulkan yang tidak masuk saja, pada formulir yang baru.", ""]
    month = wording.month(known.month)
    unknown = tuple(_unknown(known.channels.get(filled.channel.code, ChannelInsight())))
    if unknown:
        lines += [f"Belum diketahui ({filled.channel.name}, {month}):", "", *_listed(unknown)]
    missing = [channel.name for name, channel in channels.items() if name not in known.channels]
    if missing:
        lines.append(f"Belum ada angka {month}: {', '.join(missing)}.")
    return "\n".join(lines).rstrip()


def _unknown(insight: ChannelInsight) -> Iterator[str]:
    """Yield what nobody knows yet of a platform's account and of its posts."""
    account = [label for metric, label in ACCOUNT_LABELS.items() if metric not in insight.account]
    if account:
        yield f"Akun: {', '.join(account)}"
    for post in insight.posts:
        lacking = [metric.value for metric in PostMetric if metric not in post.numbers]
        if lacking:
            yield f"{post.address}: {', '.join(lacking)}"
    if not insight.posts:
        yield "Unggahan: belum ada angkanya"


def _listed(lines: tuple[str, ...]) -> list[str]:
    listed = [f"- {code(line)}" for line in lines[:_MOST]]
    if len(lines) > _MOST:
        listed.append(f"- … dan {len(lines) - _MOST} lagi")
    return [*listed, ""] if listed else []
