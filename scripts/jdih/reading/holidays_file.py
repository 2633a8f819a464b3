"""``site_config/hari_libur.yml``: what a joint decree (SKB) says beyond the published calendar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from jdih.model.calendar import Cancellation, DayOff, Overrides
from jdih.model.finding import Finding, Location, Rule, Severity
from jdih.model.node import Mapping, Node, Sequence
from jdih.workflow.working_time import official_holidays
from jdih.workflow.zone import BadMoment, parse_date

_COUNTED = (
    "Hari libur tidak dihitung sebagai waktu kerja pada mutu baku SOP (Perpres 21/2023, Pasal 6)."
)

WRONG_SHAPE = Rule(
    "JD810",
    "hari-libur-bentuk",
    "Berkas hari libur hanya memuat daftar `tetapkan` dan `batalkan` dengan kunci yang ditentukan.",
    "Salah ketik pada kunci membuat hari libur hilang tanpa terlihat.",
    "Tulis seperti contoh pada bagian atas site_config/hari_libur.yml.",
)
WRONG_DATE = Rule(
    "JD811",
    "hari-libur-tanggal",
    "Tanggal hari libur harus benar-benar ada dan ditulis sebagai tahun-bulan-tanggal.",
    _COUNTED,
    "Tulis tanggal seperti 2026-12-01.",
)
REPEATED = Rule(
    "JD812",
    "hari-libur-ganda",
    "Satu tanggal hanya boleh tercantum satu kali, pada salah satu dari kedua daftar.",
    "Tanggal yang ditetapkan sekaligus dibatalkan tidak jelas artinya.",
    "Sisakan satu baris menurut keputusan bersama yang terakhir.",
)
MISSING = Rule(
    "JD813",
    "hari-libur-isian",
    "Setiap hari libur harus menyebut tanggal dan dasarnya, dan yang ditetapkan juga namanya.",
    "Perubahan kalender kerja harus dapat ditelusuri ke keputusan yang menjadi dasarnya.",
    "Isi kunci itu; `dasar` memuat nomor dan tahun keputusan bersama.",
)
NO_EFFECT = Rule(
    "JD814",
    "hari-libur-tanpa-akibat",
    "Tanggal yang dibatalkan seharusnya hari libur atau cuti bersama.",
    "Membatalkan hari yang bukan libur biasanya berarti tanggalnya salah ketik.",
    "Periksa tanggalnya terhadap keputusan bersama, atau hapus baris itu.",
    # The published calendar changes with each release of its library: no reason to stop.
    Severity.WARNING,
)
RULES = (WRONG_SHAPE, WRONG_DATE, REPEATED, MISSING, NO_EFFECT)

_KEYS = {"tetapkan": ("tanggal", "nama", "dasar"), "batalkan": ("tanggal", "dasar")}


def parse_holidays(root: Mapping, path: str) -> tuple[Overrides, tuple[Finding, ...]]:
    """Return what the file says and every fault in it, in order of line.

    A row with a fault is left out of the result; a warning leaves it in.
    """
    file = _File(path)
    file.check_keys(root, tuple(_KEYS))
    added = tuple(
        DayOff(day, row.text("nama"), row.text("dasar")) for day, row in file.rows(root, "tetapkan")
    )
    cancelled = tuple(
        Cancellation(day, row.text("dasar")) for day, row in file.rows(root, "batalkan")
    )
    return Overrides(added, cancelled), tuple(sorted(file.findings))


@dataclass(slots=True)
class _File:
    """One reading of the file: the findings so far, and the line on which each day stands."""

    path: str
    findings: list[Finding] = field(default_factory=list)
    seen: dict[date, int] = field(default_factory=dict)

    def rows(self, root: Mapping, name: str) -> Iterator[tuple[date, Mapping]]:
        """Yield the sound rows of a list with their day."""
        rows = root.get(name)
        if rows is None:
            return
        if not isinstance(rows, Sequence):
            self.add(WRONG_SHAPE, root.place(name), f"Isi `{name}` harus berupa daftar.")
            return
        for row in rows.items:
            day = self._row(row, name)
            if day is not None and isinstance(row, Mapping):
                yield day, row

    def check_keys(self, mapping: Mapping, known: tuple[str, ...]) -> bool:
        """Report every key that is not `known`. True when there is none."""
        unknown = [key for key, _ in mapping.entries if key.text not in known]
        for key in unknown:
            self.add(
                WRONG_SHAPE,
                (key.line, key.column),
                f"Kunci “{key.text}” tidak dikenal; yang dipakai: {', '.join(known)}.",
            )
        return not unknown

    def add(self, rule: Rule, place: tuple[int, int], message: str, remedy: str = "") -> None:
        self.findings.append(rule.at(Location(self.path, *place), message, remedy or None))

    def _row(self, row: Node, name: str) -> date | None:
        """Return the day of a sound row, else report its faults."""
        keys = _KEYS[name]
        if not isinstance(row, Mapping):
            self.add(
                WRONG_SHAPE,
                (row.line, row.column),
                f"Setiap butir `{name}` harus memuat kunci {', '.join(keys)}.",
            )
            return None
        sound = self.check_keys(row, keys) & self._check_filled(row, keys)
        day = self._day(row, name) if row.text("tanggal") else None
        return day if sound else None

    def _check_filled(self, row: Mapping, keys: tuple[str, ...]) -> bool:
        empty = [key for key in keys if not row.text(key)]
        for key in empty:
            self.add(MISSING, row.place(key), f"Isian `{key}` belum ada atau bukan teks.")
        return not empty

    def _day(self, row: Mapping, name: str) -> date | None:
        place = row.place("tanggal")
        try:
            day = parse_date(row.text("tanggal"))
        except BadMoment as error:
            self.add(WRONG_DATE, place, error.message, error.remedy)
            return None
        if day in self.seen:
            self.add(REPEATED, place, f"Tanggal {day} sudah ada pada baris {self.seen[day]}.")
            return None
        self.seen[day] = place[0]
        if name == "batalkan" and day not in official_holidays(day.year):
            self.add(NO_EFFECT, place, f"Tanggal {day} bukan hari libur atau cuti bersama.")
        return day
