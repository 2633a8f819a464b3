"""How facts of the agenda book read on paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from urllib.parse import quote

from jdih.model.entry import Detail, Entry, Event, Evidence
from jdih.model.sop import Sop
from jdih.model.unit import Unit
from jdih.website import wording
from jdih.workflow.duration import render_minutes

QR = "qr.svg"
"""The picture in a form that leads to `Issuer.check`."""
UNKNOWN = "–"
"""Stands where nothing is known; nothing is invented."""

EVENTS: Mapping[Event, str] = MappingProxyType(
    {
        Event.IMPORTED: "Impor",
        Event.PUBLISHED: "Terbit",
        Event.CORRECTED: "Ralat",
        Event.WITHDRAWN: "Tarik",
        Event.LINKED: "Tautan unggahan",
        Event.NOTIFIED: "Pemberitahuan",
        Event.URGENT: "Terbit mendesak",
        Event.APPROVED_AFTERWARDS: "Persetujuan susulan",
        Event.INCIDENT: "Insiden",
        Event.FILED: "Arsip",
        Event.ERASED: "Penghapusan data",
    }
)

EVIDENCE: Mapping[Evidence, str] = MappingProxyType(
    {
        Evidence.SIGNATURE: "penggabungan di Git yang ditandatangani dengan kunci SSH pejabat",
        Evidence.FORGE: "ulasan pejabat pada usulan, menurut GitHub",
        Evidence.STATEMENT: "pernyataan",
    }
)

_DETAILS = {
    Detail.LINK.value: "alamat",
    Detail.UNPOSTED.value: "tidak diunggah",
    Detail.CAPTION.value: "teks dibanding takarir yang disetujui",
    Detail.TEXT.value: "sidik teks",
    Detail.SCREENSHOT.value: "SHA-256 tangkapan layar",
    Detail.OFFICE.value: "menurut",
}
"""Names of details that do not read by themselves."""


@dataclass(frozen=True, slots=True)
class Issuer:
    """The office that issues a sheet, as its settings in force describe it.

    `sops` are by id, `platforms` names by code; `base` is the site's full address, ending in a
    slash.
    """

    unit: Unit
    base: str
    sops: Mapping[str, Sop] = field(default_factory=dict)
    platforms: Mapping[str, str] = field(default_factory=dict)

    def letterhead(self) -> dict[str, str]:
        """Return the *kop*: institution, unit, address, e-mail address."""
        unit = self.unit
        return {
            "instansi": unit.institution,
            "unit": unit.name,
            "alamat": unit.address,
            "surel": unit.email,
        }

    def office(self, code: str) -> str:
        """Return the name of an office; one that the settings no longer know by its code."""
        known = self.unit.office(code)
        return known.name if known else code

    def url(self, entry: Entry) -> str:
        """Return the full address of what an entry is about, empty for none."""
        return self.base + quote(entry.address) if entry.address else ""

    def check(self, entry: Entry) -> str:
        """Return the full address at which the number of an entry is verified."""
        return f"{self.base}verifikasi/#{entry.label}"

    def platform(self, code: str) -> str:
        """Return the name of a platform, its code where the office's table has none."""
        return self.platforms.get(code, code)

    def moment(self, text: str) -> str:
        """Return an ISO 8601 time as ``23 November 2026 pukul 09.00 WIB``, in the unit's zone."""
        return wording.moment(self._local(text)) if text else ""

    def short_moment(self, text: str) -> str:
        """Return an ISO 8601 time as ``23-11-2026 09.00``, in the unit's zone."""
        at = self._local(text)
        return f"{datetime.fromisoformat(at):%d-%m-%Y %H.%M}" if at else ""

    def day(self, text: str) -> str:
        """Return the day of an ISO 8601 time as ``23 November 2026``, in the unit's zone."""
        return wording.day(self._local(text)[:10]) if text else ""

    def minutes(self, minutes: int | None) -> str:
        """Return working minutes as people read them, ``–`` where they are not known."""
        return UNKNOWN if minutes is None else render_minutes(minutes, self.unit.day_minutes)

    def event(self, entry: Entry) -> str:
        """Return what an entry records, with the platform where there is one."""
        name = EVENTS.get(entry.event, entry.event.value)
        return f"{name} {self.platform(entry.platform)}" if entry.platform else name

    def details(self, entry: Entry) -> str:
        """Return what is stated with an entry: ``alamat: https://…; menurut: Kepala Unit``."""
        return "; ".join(self._details(entry))

    def _details(self, entry: Entry) -> Iterator[str]:
        for name, value in entry.details:
            if name == Detail.PLATFORM.value or not value:
                continue
            words = self.office(value) if name == Detail.OFFICE.value else value
            yield f"{_DETAILS.get(name, name.replace('_', ' '))}: {words}"

    def _local(self, text: str) -> str:
        return datetime.fromisoformat(text).astimezone(self.unit.zone).isoformat() if text else ""
