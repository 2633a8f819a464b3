"""Whether an SOP agrees with itself (PermenPANRB 35/2012, format of an SOP).

A published SOP is carried as written, its slips included, so what the form asks is a warning.
What an item needs to get through an SOP is in `jdih.rules.sop_flow`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jdih.model.document import Document
from jdih.model.finding import Finding, Rule, Severity
from jdih.model.sop import Sop, Step

_FORM = "PermenPANRB 35/2012 (format SOP administrasi pemerintahan)"

TOTAL = Rule(
    "JD601",
    "sop-jumlah-waktu",
    "Waktu keseluruhan harus sama dengan jumlah waktu semua kegiatan.",
    f"{_FORM}: waktu adalah mutu baku; pemakaian waktu konten diukur terhadapnya.",
    "Cocokkan dengan naskah SOP. Bila naskahnya memang berbeda, biarkan dan jelaskan pada "
    "`catatan`; perbaikannya lewat revisi SOP.",
    Severity.WARNING,
)
CHAIN = Rule(
    "JD602",
    "sop-output-kelengkapan",
    "Output suatu kegiatan harus menjadi kelengkapan kegiatan berikutnya.",
    f"{_FORM}: setiap kegiatan dimulai dari hasil kegiatan sebelumnya.",
    "Cocokkan dengan naskah SOP. Bila naskahnya memang berbeda, biarkan dan jelaskan pada "
    "`catatan`; perbaikannya lewat revisi SOP.",
    Severity.WARNING,
)
PERFORMER = Rule(
    "JD605",
    "sop-tanpa-pelaksana",
    "Setiap kegiatan harus mempunyai pelaksana.",
    f"{_FORM}: setiap baris matriks bertanda pada kolom pelaksana.",
    "Isi `pelaksana` kegiatan itu dengan kode dari daftar `pelaksana` SOP.",
    Severity.WARNING,
)
DATE_ORDER = Rule(
    "JD608",
    "sop-urutan-tanggal",
    "Tanggal revisi tidak boleh mendahului tanggal pembuatan, dan tanggal efektif tidak boleh "
    "mendahului tanggal pengesahan.",
    f"{_FORM}: SOP dibuat, lalu direvisi; disahkan, lalu berlaku.",
    "Cocokkan tanggal dengan naskah SOP.",
    Severity.WARNING,
)
WORDING = Rule(
    "JD612",
    "sop-tanpa-uraian",
    "Setiap kegiatan harus mempunyai uraian atau rincian.",
    f"{_FORM}: kolom Kegiatan memuat uraian kegiatan.",
    "Salin uraian kegiatan dari naskah SOP ke `uraian`, atau bagian a, b ke `rincian`.",
)
FILE_NAME = Rule(
    "JD614",
    "sop-nama-berkas",
    "Id SOP harus sama dengan nama berkasnya.",
    "Konten menyebut SOP dengan idnya; satu berkas memuat satu revisi.",
    "Samakan `id` dengan nama berkas tanpa .md.",
)

RULES = (TOTAL, CHAIN, PERFORMER, DATE_ORDER, WORDING, FILE_NAME)

_DATES = (
    ("tanggal_pembuatan", "Tanggal pembuatan", "tanggal_revisi", "tanggal revisi"),
    ("tanggal_pengesahan", "Tanggal pengesahan", "tanggal_efektif", "tanggal efektif"),
)


def check_sop(document: Document, sop: Sop) -> Iterator[Finding]:
    """Yield what does not agree within one SOP; `sop` is what `document` was parsed to."""
    if document.header.text("id") != document.slug:
        message = f"Id “{document.id}”, nama berkasnya “{document.slug}.md”."
        yield FILE_NAME.at(document.at("id"), message)
    yield from _dates(document)
    yield from _total(document, sop)
    for index, step in enumerate(sop.steps):
        yield from _step(document, index, step)
    for index, (step, following) in enumerate(zip(sop.steps, sop.steps[1:], strict=False), 1):
        yield from _chain(document, index, step, following)


def _dates(document: Document) -> Iterator[Finding]:
    for first, first_name, later, later_name in _DATES:
        begin, end = document.header.text(first), document.header.text(later)
        if begin and end and end < begin:
            message = f"{first_name} {begin}, tetapi {later_name} {end}."
            yield DATE_ORDER.at(document.at(later), message)


def _total(document: Document, sop: Sop) -> Iterator[Finding]:
    times = [step.minutes for step in sop.steps if step.minutes is not None]
    if sop.total_minutes is None or sum(times) == sop.total_minutes:
        return
    blank = [str(step.number) for step in sop.steps if step.minutes is None]
    gap = (
        f"; {len(blank)} kegiatan tidak mencantumkan waktu (kegiatan {_listed(blank)})"
        if blank
        else ""
    )
    yield TOTAL.at(
        document.at("total_waktu"),
        f"Waktu keseluruhan {_number(sop.total_minutes)} menit, sedangkan jumlah waktu kegiatan "
        f"{_number(sum(times))} menit{gap}.",
    )


def _step(document: Document, index: int, step: Step) -> Iterator[Finding]:
    place = document.at("kegiatan", index)
    if not step.text:
        yield WORDING.at(place, f"Kegiatan {step.number} tidak mempunyai uraian.")
    if not step.performers:
        yield PERFORMER.at(place, f"Kegiatan {step.number} tidak mempunyai pelaksana.")


def _chain(document: Document, index: int, step: Step, following: Step) -> Iterator[Finding]:
    wanted = {_folded(text) for text in following.requirements}
    given = {_folded(text) for text in step.outputs}
    if given & wanted or not given | wanted:
        return
    yield CHAIN.at(
        document.at("kegiatan", index, "kelengkapan"),
        f"Output kegiatan {step.number} ({_quoted(step.outputs)}) bukan kelengkapan kegiatan "
        f"{following.number} ({_quoted(following.requirements)}).",
    )


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold().rstrip(".;,")


def _quoted(texts: Sequence[str]) -> str:
    return "; ".join(f"“{text}”" for text in texts) or "kosong"


def _listed(numbers: Sequence[str]) -> str:
    return " dan ".join(filter(None, [", ".join(numbers[:-1]), numbers[-1]]))


def _number(minutes: int) -> str:
    return f"{minutes:,}".replace(",", ".")
