"""What does not hold of a JDIHN feed, any office's.

A peraturan is held to the schema strictly; for the other types ILDIS itself leaves required fields
empty, and writes times without a zone, so they are held to it tolerantly. `VARIANTS` are the
departures met in the feeds of other offices.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jdih.reading.jdihn import CONSTANTS, FIELDS, NONE, schema
from jdih.reading.schema import Fault, faults

STATUSES = frozenset(
    {
        "-", "Berlaku", "Tidak Berlaku", "Tetap", "Tidak memiliki daya guna",
        "dicabut", "mencabut", "diubah", "mengubah",
    }
)  # fmt: skip
"""The words of ILDIS for a status."""

LONGEST_NAME = 255
"""The longest name of a file."""

VARIANTS = {
    "urlabstrak": "urlAbstrak",
    "url_abstrak": "urlAbstrak",
    "lastUpdated": "last_updated",
    "tanggalDitetapkan": "tanggal_penetapan",
    "tanggalDiundangkan": "tanggal_pengundangan",
    "tahunDiundangkan": "tahun_pengundangan",
}
"""Names met in the wild, and the field that they stand for."""

_OTHER_TYPES = (
    "ANALISIS", "ARTIKEL", "BUKU", "KLIPING", "KOMPENDIUM", "KONVENSI", "MAJALAH", "MONOGRAFI",
    "NASKAH AKADEMIK", "OPINI", "PENELITIAN", "PENGKAJIAN", "PUTUSAN", "RANCANGAN", "REKOMENDASI",
    "RISALAH", "YURISPRUDENSI", "HIMPUNAN",
)  # fmt: skip
"""How the kinds of monografi, artikel and putusan begin in ILDIS."""

_LOOSE_TIME = "yang ditulis ILDIS; skemanya meminta RFC 3339, misalnya 2026-11-22T08:00:00+07:00"

_WRAPPERS = ("data", "items", "results")


@dataclass(frozen=True, slots=True)
class FeedFault:
    """What does not hold of a record, counted from 1; 0 is the feed as a whole.

    `tolerated` is True for what JDIHN's own application writes too.
    """

    record: int
    id: str
    field: str
    message: str
    remedy: str
    tolerated: bool = False

    def as_text(self) -> str:
        """Render one fault with its remedy."""
        place = f"rekaman {self.record} (idData {self.id or NONE})" if self.record else "umpan"
        label = "perlu dilihat" if self.tolerated else "harus diperbaiki"
        where = f"{place}: {self.field}" if self.field else place
        return f"{where} ({label}): {self.message}\n    → {self.remedy}"

    def as_dict(self) -> dict[str, object]:
        """Return the object of ``jdih feed check --format json``."""
        return {
            "record": self.record,
            "id": self.id,
            "field": self.field,
            "message": self.message,
            "remedy": self.remedy,
            "tolerated": self.tolerated,
        }


def check(feed: Any) -> Iterator[FeedFault]:
    """Yield what does not hold of a feed as JDIHN reads it, in order of its records."""
    records, wrapped = _records(feed)
    if wrapped:
        yield FeedFault(
            0,
            "",
            "",
            wrapped,
            "Tulis larik JSON langsung: `[ {…}, {…} ]`, semua rekaman sekaligus.",
        )
    if records is None:
        return
    if not records:
        yield FeedFault(
            0,
            "",
            "",
            "Umpan tidak berisi rekaman.",
            "Jangan menimpa umpan lama dengan yang kosong.",
        )
    seen: dict[str, int] = {}
    for number, record in enumerate(records, start=1):
        yield from _record(number, record)
        if isinstance(record, dict) and (own := str(record.get("idData", ""))):
            first = seen.setdefault(own, number)
            if first != number:
                message = f"Nomor yang sama dipakai rekaman {first}."
                yield FeedFault(number, own, "idData", message, "Pakai nomor yang berbeda.")


def _records(feed: Any) -> tuple[list[Any] | None, str]:
    """Return the records of a feed, and what is wrong with how they are wrapped."""
    if isinstance(feed, list):
        return feed, ""
    if isinstance(feed, dict):
        for key in _WRAPPERS:
            if isinstance(feed.get(key), list):
                paged = {"links", "meta", "next_page_url", "last_page"} & feed.keys()
                pages = " dan terbagi atas beberapa halaman" if paged else ""
                return feed[key], f"Rekaman dibungkus dalam objek `{key}`{pages}."
    return None, "Umpan bukan larik JSON."


def _record(number: int, record: Any) -> Iterator[FeedFault]:
    if not isinstance(record, dict):
        yield FeedFault(
            number, "", "", "Rekaman bukan objek JSON.", "Tulis 28 isian sebagai objek."
        )
        return
    own = str(record.get("idData", ""))
    named = {VARIANTS[key]: key for key in VARIANTS.keys() & record.keys()}
    for field, key in sorted(named.items()):
        yield FeedFault(
            number,
            own,
            key,
            f"Nama isian ini menurut skema `{field}`.",
            f"Ganti menjadi `{field}`.",
        )
    lax = _is_other(record)
    for fault in faults(schema(), record):
        if not (fault.kind == "required" and fault.name in named):
            yield _told(number, own, record, fault, lax=lax)
    yield from _wording(number, own, record)


def _wording(number: int, own: str, record: Mapping[str, Any]) -> Iterator[FeedFault]:
    """Yield what the schema does not ask and JDIHN still expects."""
    for field, value in CONSTANTS.items():
        if field in record and str(record[field]) != value:
            message = f"Berisi {_shown(record[field])}, seharusnya “{value}”."
            yield FeedFault(number, own, field, message, f"Tulis “{value}”.")
    if len(str(record.get("abstrak") or "")) > LONGEST_NAME:
        message = "Berisi uraian; skemanya meminta nama berkas abstrak."
        yield FeedFault(number, own, "abstrak", message, "Isi nama berkasnya, atau “-”.", True)
    if isinstance(record.get("status"), str) and record["status"] not in STATUSES:
        message = f"Status {_shown(record['status'])} tidak dikenal."
        yield FeedFault(
            number, own, "status", message, "Tulis “Berlaku” atau “Tidak Berlaku”.", True
        )
    for field in ("urlDetailPeraturan", "urlDownload", "urlAbstrak"):
        if "%0A" in str(record.get(field, "")) or "\n" in str(record.get(field, "")):
            message = "Alamat memuat ganti baris."
            yield FeedFault(number, own, field, message, "Buang ganti baris di ujung alamat.")


def _told(
    number: int, own: str, record: Mapping[str, Any], fault: Fault, *, lax: bool
) -> FeedFault:
    value = record.get(fault.name)
    if fault.kind == "required":
        return FeedFault(number, own, fault.name, "Isian wajib ini tidak ada.", _remedy(fault.name))
    if fault.kind == "type":
        message = f"Berisi {_shown(value)}; skemanya meminta teks."
        return FeedFault(
            number, own, fault.name, message, _remedy(fault.name), lax and value is None
        )
    if fault.name == "last_updated" and " " in str(value):
        message = f"“{value}” adalah bentuk {_LOOSE_TIME}."
        return FeedFault(number, own, fault.name, message, "Tulis T dan zona waktunya.", True)
    message = f"{_shown(value)} tidak sesuai bentuk yang diminta."
    return FeedFault(
        number, own, fault.name, message, _remedy(fault.name), lax and value in {"", NONE}
    )


def _remedy(name: str) -> str:
    field = next((field for field in FIELDS if field.name == name), None)
    if field is not None and field.format == "date":
        return "Isi tanggal sebagai teks, misalnya “2026-11-22”."
    if field is not None and field.format == "date-time":
        return "Isi waktu dengan zona, misalnya “2026-11-22T08:00:00+07:00”."
    if field is not None and field.format == "uri":
        return "Isi alamat lengkap yang diawali https://."
    if field is not None and field.pattern:
        return "Isi empat angka sebagai teks, misalnya “2026”."
    return "Isi sebagai teks dalam tanda kutip; bila memang tidak ada, tulis “-”."


def _is_other(record: Mapping[str, Any]) -> bool:
    kind = str(record.get("jenis") or record.get("singkatanJenis") or "").upper()
    return kind.startswith(_OTHER_TYPES)


def _shown(value: object) -> str:
    return f"“{value[:60]}”" if isinstance(value, str) else json.dumps(value)[:60]
