"""The paper original of an item, a month or a report: gathered from agenda book and Git, set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from jdih.errors import JdihError
from jdih.forge.witness import Witness
from jdih.model.document import FRAME, Kind
from jdih.model.entry import SHOWN, Entry
from jdih.model.node import empty
from jdih.model.period import Month, Period
from jdih.paper import item, month, report
from jdih.paper.item import Version
from jdih.paper.typesetter import typeset
from jdih.paper.wording import Issuer
from jdih.publication.state import read_settings, sops_of, unit_of
from jdih.publication.titles import titles_of
from jdih.publication.versions import approved_files
from jdih.reading.channels import read_channels
from jdih.reading.header import split
from jdih.register.chain import Register
from jdih.repository.git import Repository
from jdih.website.source import base_of

FOLDER = Path("build/lembar")
"""Where sheets lie, below the repository's root."""

_NO_HEADER = empty()


class Sheets:
    """Makes the sheets of one office: its settings at HEAD, and the book of one target."""

    def __init__(self, repository: Repository, register: Register, witness: Witness) -> None:
        tree = read_settings(repository, "HEAD", witness)
        channels = read_channels(tree).channels or {}
        self._repository = repository
        self._register = register
        self._erasures = witness.erasures
        self.issuer = Issuer(
            unit_of(tree),
            base_of(repository.root / FRAME),
            sops_of(tree),
            {code: channel.name for code, channel in channels.items()},
        )

    def entry_of(self, wanted: str) -> Entry:
        """Return the version that is public now of the item with this id, folder or number.

        Raises JdihError when the agenda book shows none.
        """
        for identity in (wanted, *self._named(wanted)):
            if entry := self._register.latest(identity, *SHOWN):
                return entry
        raise JdihError(
            f"“{wanted[:60]}” tidak ada dalam Buku Agenda ini: belum terbit, atau id-nya keliru.",
            "Lembar dibuat sesudah konten terbit dan bernomor. Periksa id-nya dengan "
            "`jdih status --semua`, dan --target-nya; terbitkan dahulu dengan `jdih publish`.",
        )

    def item(self, entry: Entry, *, public: bool = False) -> bytes:
        """Return the sheet of the version that `entry` shows, as a PDF."""
        history = self._register.by_id[entry.id]
        files = approved_files(self._repository, self._erasures.seen(entry))
        version = _version(entry, history, files)
        if version.header.text("tipe") == Kind.REPORT:
            values = report.report_sheet(version, self.issuer, public=public)
            return typeset(report.FORM, values, {}, newest(history))
        values, pictures = item.item_sheet(version, self.issuer, public=public)
        return typeset(item.FORM, values, pictures, newest(history))

    def archived(self, entry: Entry, *, public: bool) -> Iterator[tuple[str, bytes]]:
        """Yield the name and PDF of each sheet that is filed once `entry` is told of.

        The book of a month is filed with the approved report on it (MK step 6).
        """
        yield entry.id, self.item(entry, public=public)
        reported = Period.parse(entry.id.removeprefix(f"{Kind.REPORT.value}-"))
        for one in reported.months if reported else ():
            if self._entries(str(one)):
                yield str(one), self.month(str(one))

    def month(self, wanted: str) -> bytes:
        """Return the sheet of a month (``2026-11``) as a PDF.

        Raises JdihError when the book has no entry in it.
        """
        entries = self._entries(wanted)
        if not entries:
            raise JdihError(
                f"Buku Agenda ini tidak memuat catatan pada bulan {wanted}.",
                "Periksa bulannya (tahun-bulan, misalnya 2026-11), dan --target-nya.",
            )
        titles = titles_of(self._repository, entries)
        values, pictures = month.month_sheet(wanted, entries, titles, self.issuer)
        return typeset(month.FORM, values, pictures, newest(entries))

    def _entries(self, month_named: str) -> tuple[Entry, ...]:
        return month.entries_of(month_named, self._register.entries, self.issuer.unit.zone)

    def _named(self, wanted: str) -> Iterable[str]:
        """Return the ids of items whose address ends in the folder `wanted`."""
        entries = (one for one in self._register.entries if one.event in SHOWN)
        return dict.fromkeys(
            one.id for one in entries if one.address.rstrip("/").rpartition("/")[2] == wanted
        )


def is_month(wanted: str) -> bool:
    """Say whether an argument is a month: ``2026-11``."""
    return Month.parse(wanted) is not None


def _version(entry: Entry, history: tuple[Entry, ...], files: Mapping[str, bytes]) -> Version:
    main = next((path for path in ("index.md", *files) if path in files and "/" not in path), "")
    parts = split(main, files[main].decode("utf-8", "replace")) if main.endswith(".md") else None
    header = parts.header if parts else None
    return Version(entry, history, header or _NO_HEADER, parts.body if parts else "", files)


def newest(entries: Iterable[Entry]) -> datetime:
    """Return the time of the last fact on a sheet: its date, whenever it is printed."""
    return max(datetime.fromisoformat(entry.time) for entry in entries)
