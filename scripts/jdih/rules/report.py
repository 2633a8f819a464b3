"""A period's report: where it lies, and that people have written their part (SOP MK step 6)."""

from __future__ import annotations

from collections.abc import Iterator

from jdih.model.document import Document, Kind
from jdih.model.finding import Finding, Location, Rule
from jdih.reading.report_header import FIGURES, PERIOD, TO_WRITE

OTHER_NAME = Rule(
    "JD741",
    "tempat-laporan",
    "Nama berkas laporan harus sama dengan `periode`.",
    "Satu periode mempunyai satu laporan; dari namanya laporan itu ditemukan.",
    "Samakan keduanya, misalnya content/laporan/2026-11.md dengan `periode: 2026-11`.",
)
NO_FIGURES = Rule(
    "JD742",
    "laporan-tanpa-angka",
    "Laporan harus memuat angka yang ditulis oleh `jdih report`.",
    "Angka laporan mengikuti rencana, Buku Agenda, dan insight; tidak diketik.",
    "Jalankan `jdih report` untuk bulan itu pada cabang usulan; yang sudah ditulis tidak berubah.",
)
UNWRITTEN = Rule(
    "JD743",
    "laporan-belum-ditulis",
    f"Setiap bagian laporan harus ditulis; “{TO_WRITE.strip('*')}” tidak boleh tersisa.",
    "Yang menyetujui laporan harus membaca penilaian orang, bukan kerangkanya.",
    "Tulis bagian itu, atau hapus judulnya bila tidak ada yang perlu dikatakan.",
)
RULES = (OTHER_NAME, NO_FIGURES, UNWRITTEN)


def check_report(document: Document) -> Iterator[Finding]:
    """Yield what does not hold of a report."""
    if document.kind is not Kind.REPORT:
        return
    period = document.header.text(PERIOD)
    if period != document.slug:
        yield OTHER_NAME.at(document.at(PERIOD), f"Tertulis {period}, namanya {document.slug}.")
    if not document.header.mapping(FIGURES).entries:
        yield NO_FIGURES.at(document.at(PERIOD), "Isian `angka` tidak ada.")
    heading = ""
    for number, line in enumerate(document.body.split("\n"), document.body_line):
        if line.startswith("#"):
            heading = line.lstrip("# ").strip()
        if line.strip() == TO_WRITE:
            yield UNWRITTEN.at(
                Location(document.path, number), f"Bagian “{heading}” belum ditulis."
            )
