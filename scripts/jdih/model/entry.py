"""The agenda book (*Buku Agenda*): its entries and the approvals they rest on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from enum import StrEnum

SCHEMA = 2
"""How entries are written now. Those of schema 1 name no evidence that was kept."""


class Event(StrEnum):
    """What an entry records (``kejadian``)."""

    IMPORTED = "impor"
    PUBLISHED = "terbit"
    CORRECTED = "ralat"
    WITHDRAWN = "tarik"
    LINKED = "tautan"
    NOTIFIED = "pemberitahuan"
    URGENT = "mendesak"
    APPROVED_AFTERWARDS = "persetujuan-susulan"
    INCIDENT = "insiden"
    FILED = "arsip"
    ERASED = "hapus-data"


SHOWN = (
    Event.IMPORTED,
    Event.PUBLISHED,
    Event.CORRECTED,
    Event.WITHDRAWN,
    Event.URGENT,
)
"""The events that put a version of an item before the public."""


class Detail(StrEnum):
    """How the details of an entry are called (``rincian``); see `jdih.register.format`."""

    LINK = "tautan"
    PLATFORM = "platform"
    UNPOSTED = "tidak_diunggah"
    OFFICE = "oleh"
    TEXT = "sidik_teks"
    CAPTION = "takarir"
    SCREENSHOT = "tangkapan"
    GROUP = "grup"
    REMARK = "keterangan"
    CONSENT = "disetujui_oleh"
    MEANS = "cara"
    CONSENTED = "waktu_setuju"
    PROOF = "sidik_bukti"
    APPROVES = "menyetujui"
    REPLACES = "menggantikan"
    ACTION = "tindakan"
    CLARIFICATION = "klarifikasi"
    TAKES_BACK = "membatalkan"
    PLACE = "tempat"
    CLASS = "klasifikasi"
    RETENTION = "retensi"
    BASIS = "dasar"
    MAP = "peta"
    FORMER_TIP = "ujung_lama"
    NEW_TIP = "ujung_baru"


class Evidence(StrEnum):
    """What a fact rests on (``bukti``)."""

    SIGNATURE = "tanda-tangan"
    FORGE = "forge"
    STATEMENT = "pernyataan"


@dataclass(frozen=True, slots=True)
class Approval:
    """An approval: the office, the commit that merged it, and when (ISO 8601 with zone).

    `office` is the office's code, `title` its name with ``Plh.``/``Plt.`` where it was acting,
    `basis` the order the acting holder rests on. Offices, not names. `rules` is the commit of the
    main branch whose settings and SOPs judged. `file` is the SHA-256 of what the forge told of
    `commit`, kept with the entry; empty in Git alone.
    """

    office: str
    title: str
    commit: str
    time: str
    evidence: Evidence
    basis: str = ""
    rules: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class Activity:
    """One round of one SOP step (``kegiatan``): who, from when to when, how long, what was decided.

    Times are ISO 8601 with zone, empty where no fact shows them; `minutes` are working minutes.
    """

    step: int
    round: int
    office: str
    begin: str
    end: str
    minutes: int | None
    standard: int | None
    decision: str = ""


def erasure(proof: str) -> str:
    """Return how the proof of an erasure, by its SHA-256, is called among the kept evidence."""
    return f"hapus-{proof}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the agenda book. The field names of its file stand in `jdih.register.format`.

    `number` is gapless within `year`. `key` is the hash of event, id, digest, approved commit and
    detail: the same fact never has two entries. `previous` is the hash of the entry before, empty
    for the first. `files` are (path within the item, SHA-256). `address` is a path below the
    site's base, never a full URL. `attached` are (merge, SHA-256) of what the forge told of other
    merges, such as of the settings that `approval` rests on, first kept with this entry. `title`
    was written by schema 1 alone: the book holds ids and hashes, titles are looked up.
    """

    year: int
    number: int
    key: str
    event: Event
    id: str
    files: tuple[tuple[str, str], ...]
    digest: str
    address: str
    platform: str
    time: str
    commit: str
    approval: Approval | None
    evidence: Evidence
    activities: tuple[Activity, ...]
    details: tuple[tuple[str, str], ...]
    previous: str
    attached: tuple[tuple[str, str], ...] = ()
    schema: int = SCHEMA
    title: str = ""

    @property
    def label(self) -> str:
        """The number as people read it: ``7/2026``."""
        return f"{self.number}/{self.year}"

    @property
    def evidences(self) -> tuple[tuple[str, str], ...]:
        """The kept evidence that the entry names: (merge, SHA-256).

        The proof of an erasure is about no merge, and is called by its own hash (`erasure`).
        """
        own, proof = self.approval, self.detail(Detail.MAP)
        return (
            *(((own.commit, own.file),) if own and own.file else ()),
            *(((erasure(proof), proof),) if self.event is Event.ERASED and proof else ()),
            *self.attached,
        )

    @property
    def provisional(self) -> bool:
        """True where it shows what nobody had approved, by an office's act (decision 0009)."""
        early = self.event in {Event.URGENT, Event.WITHDRAWN} and self.approval is None
        return early and bool(self.detail(Detail.OFFICE))

    def day(self, zone: tzinfo) -> date:
        """The day of its time, as it is counted in `zone`."""
        return datetime.fromisoformat(self.time).astimezone(zone).date()

    def detail(self, name: Detail) -> str:
        """Return a detail, empty when there is none."""
        return dict(self.details).get(name.value, "")

    @property
    def post(self) -> str:
        """The address of the post on a platform that the entry records, empty for none."""
        posted = self.event is Event.LINKED and not self.detail(Detail.ACTION)
        return self.detail(Detail.LINK) if posted else ""
