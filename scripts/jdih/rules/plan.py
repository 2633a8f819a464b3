"""A month's plan: its lines, and the place where it lies (SOP MK steps 2 and 3)."""

from __future__ import annotations

from collections.abc import Iterator

from jdih.model.document import Document, Kind
from jdih.model.finding import Finding, Rule
from jdih.rules.context import Context
from jdih.rules.item import UNKNOWN_OFFICE

REPEATED_LINE = Rule(
    "JD731",
    "baris-rencana-ganda",
    "Setiap kode baris hanya boleh dipakai satu kali dalam sebuah rencana.",
    "Konten merujuk bulan dan kode barisnya; kode yang sama menunjuk dua hal.",
    "Beri baris yang lebih baru kode lain: empat karakter dari huruf kecil dan angka 2–9.",
)
OTHER_MONTH = Rule(
    "JD732",
    "tanggal-di-luar-bulan",
    "Tanggal setiap baris harus berada dalam bulan rencananya.",
    "Rencana disusun untuk satu bulan ke depan (SOP MK kegiatan 2).",
    "Perbaiki tanggalnya, atau pindahkan barisnya ke rencana bulan itu dengan kode baru.",
)
OTHER_NAME = Rule(
    "JD733",
    "tempat-rencana",
    "Nama berkas rencana harus sama dengan `bulan`.",
    "Satu bulan mempunyai satu rencana; dari namanya rencana itu ditemukan.",
    "Samakan keduanya: content/rencana/2026-12.md, selama draf drafts/2026-12/index.md.",
)
NO_CHANNEL = Rule(
    "JD734",
    "platform-tanpa-akun",
    "Platform pada baris rencana harus ada dalam site_config/platform.yml.",
    "Konten hanya dapat diunggah ke platform yang dipakai kantor ini.",
    "Hapus platform itu dari baris, atau tambahkan pada site_config/platform.yml.",
)
RULES = (REPEATED_LINE, OTHER_MONTH, OTHER_NAME, NO_CHANNEL)


def check_plan(document: Document, context: Context) -> Iterator[Finding]:
    """Yield what does not hold of one plan, given the offices and their channels."""
    if document.kind is not Kind.PLAN:
        return
    for finding in _found(document, context):
        yield finding.as_warning() if document.draft else finding


def _found(document: Document, context: Context) -> Iterator[Finding]:
    month = document.header.text("bulan")
    if month != document.slug:
        yield OTHER_NAME.at(document.at("bulan"), f"Tertulis {month}, namanya {document.slug}.")
    seen: set[str] = set()
    for number, line in enumerate(document.header.mappings("baris")):
        name, day = line.text("id"), line.text("tanggal")
        if name and name in seen:
            yield REPEATED_LINE.at(document.at("baris", number, "id"), f"Kode “{name}” sudah ada.")
        seen.add(name)
        if day and not day.startswith(f"{month}-"):
            yield OTHER_MONTH.at(
                document.at("baris", number, "tanggal"), f"Tanggal {day} di luar {month}."
            )
        for place, platform in enumerate(line.texts("platform")):
            if context.channels and platform not in context.channels:
                where = document.at("baris", number, "platform", place)
                yield NO_CHANNEL.at(where, f"Platform “{platform}” tidak dipakai kantor ini.")
        office = line.text("penanggung_jawab")
        if office and context.unit is not None and context.unit.office(office) is None:
            known = ", ".join(dict.fromkeys(one.code for one in context.unit.offices))
            yield UNKNOWN_OFFICE.at(
                document.at("baris", number, "penanggung_jawab"),
                f"Jabatan “{office}” tidak ada.",
                f"Kode yang ada: {known}.",
            )
