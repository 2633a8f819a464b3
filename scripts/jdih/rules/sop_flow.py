"""Whether an item can get through an SOP: opening, decisions, who decides, revisions.

An error would leave an item without a way through; a decision that is merely drawn otherwise than
PermenPANRB 35/2012 asks is a warning.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jdih.model.document import Document
from jdih.model.finding import Finding, Rule, Severity
from jdih.model.sop import Decision, Exit, Proof, Scope, Sop, Step

_FORM = "PermenPANRB 35/2012 (format SOP administrasi pemerintahan)"

TWO_EXITS = Rule(
    "JD603",
    "sop-keputusan-dua-jalan",
    "Setiap keputusan harus mempunyai dua jalan keluar: setuju dan tidak.",
    f"{_FORM}: belah ketupat mempunyai dua jalan keluar berlabel.",
    "Isi `keputusan` dengan `setuju` dan `tidak`, masing-masing dengan `ke`.",
    Severity.WARNING,
)
WAY_BACK = Rule(
    "JD604",
    "sop-tidak-kembali",
    "Jalan “tidak” harus kembali ke kegiatan sebelumnya.",
    "SOP KPU kegiatan 5 (“Tidak Setuju ---> Perbaiki”): yang tidak disetujui diperbaiki dahulu.",
    "Isi `keputusan.tidak.ke` dengan nomor kegiatan yang memperbaiki.",
    Severity.WARNING,
)
UNKNOWN_ROLE = Rule(
    "JD606",
    "sop-pelaksana-tak-dikenal",
    "Pelaksana dan pemutus kegiatan harus ada dalam daftar `pelaksana` SOP.",
    "Dari daftar itu diketahui jabatan mana yang mengerjakan dan memutus.",
    "Perbaiki kode itu, atau tambahkan ke daftar `pelaksana`.",
)
NUMBERING = Rule(
    "JD607",
    "sop-nomor-kegiatan",
    "Kegiatan harus bernomor urut mulai dari 1.",
    "Posisi konten disebut dengan nomor kegiatan (“kegiatan 3 dari 6”).",
    "Urutkan kegiatan dan perbaiki `no`.",
)
LOST_EXIT = Rule(
    "JD609",
    "sop-jalan-putus",
    "Jalan keluar keputusan harus menuju kegiatan yang ada.",
    "Konten yang menempuh jalan itu tidak akan sampai ke mana pun.",
    "Isi `ke` dengan nomor kegiatan yang ada dalam SOP ini.",
)
OPENING = Rule(
    "JD610",
    "sop-pembuka",
    "Tepat satu kegiatan berlingkup konten harus membuka konten.",
    "SOP KPU kegiatan 1, SOP MK kegiatan 4: dari situ waktu dan urutan kegiatan dihitung.",
    "Tulis `membuka: ya` pada satu kegiatan dengan `lingkup: konten`.",
)
APPROVAL = Rule(
    "JD611",
    "sop-tanpa-persetujuan",
    "Salah satu kegiatan berlingkup konten harus memuat persetujuan beserta pemutusnya.",
    "SOP KPU dan MK kegiatan 5: tidak ada konten yang terbit tanpa persetujuan.",
    "Tambahkan `persetujuan` pada `isian` kegiatan itu dan isi `pemutus`.",
)
REVISION = Rule(
    "JD613",
    "sop-revisi",
    "Revisi harus menggantikan SOP yang ada dan berlaku sesudahnya.",
    "Konten mengikuti revisi yang berlaku pada saat konten itu dibuka.",
    "Perbaiki `menggantikan` atau `berlaku_sejak`.",
)

RULES = (
    TWO_EXITS,
    WAY_BACK,
    UNKNOWN_ROLE,
    NUMBERING,
    LOST_EXIT,
    OPENING,
    APPROVAL,
    REVISION,
)


def check_sop_flow(document: Document, sop: Sop) -> Iterator[Finding]:
    """Yield what would stop an item on this SOP; `sop` is what `document` was parsed to."""
    yield from _opening(document, sop)
    yield from _approval(document, sop)
    numbers = frozenset(step.number for step in sop.steps)
    for index, step in enumerate(sop.steps):
        yield from _numbering(document, index, step)
        yield from _roles(document, sop, index, step)
        if step.decision or step.deciders or Proof.APPROVAL in step.proofs:
            yield from _exits(document, index, step, numbers)


def check_revisions(revisions: Sequence[tuple[Document, Sop]]) -> Iterator[Finding]:
    """Yield every revision that replaces no SOP at hand, or is not in force after it."""
    known = {sop.id: sop for _, sop in revisions}
    for document, sop in revisions:
        if not sop.replaces:
            continue
        older = known.get(sop.replaces)
        if older is None:
            message = f"SOP “{sop.replaces}” yang digantikan tidak ada."
            yield REVISION.at(document.at("menggantikan"), message)
        elif older.in_force >= sop.in_force:
            yield REVISION.at(
                document.at("berlaku_sejak"),
                f"Revisi ini berlaku sejak {sop.in_force}, sedangkan {older.id} yang "
                f"digantikannya baru berlaku sejak {older.in_force}.",
            )


def _numbering(document: Document, index: int, step: Step) -> Iterator[Finding]:
    if step.number != index + 1:
        message = f"Kegiatan ke-{index + 1} bernomor {step.number}."
        yield NUMBERING.at(document.at("kegiatan", index, "no"), message)


def _opening(document: Document, sop: Sop) -> Iterator[Finding]:
    opening = [(index, step) for index, step in enumerate(sop.steps) if step.opens]
    if not opening:
        message = "Tidak ada kegiatan yang membuka konten."
        yield OPENING.at(document.at("kegiatan"), message)
    first = next((step.number for _, step in opening if step.scope is Scope.ITEM), None)
    for index, step in opening:
        place = document.at("kegiatan", index, "membuka")
        if step.scope is Scope.MONTH:
            message = f"Kegiatan {step.number} membuka konten, tetapi lingkupnya bulan."
            yield OPENING.at(place, message)
        elif step.number != first:
            message = f"Konten sudah dibuka pada kegiatan {first}; kegiatan {step.number} juga."
            yield OPENING.at(place, message)


def _approval(document: Document, sop: Sop) -> Iterator[Finding]:
    if sop.approval_step is None:
        message = "Tidak ada kegiatan berlingkup konten yang memuat persetujuan."
        yield APPROVAL.at(document.at("kegiatan"), message)
    for index, step in enumerate(sop.steps):
        if Proof.APPROVAL in step.proofs and not step.deciders:
            message = f"Kegiatan {step.number} memuat persetujuan, tetapi tidak ada pemutusnya."
            yield APPROVAL.at(document.at("kegiatan", index, "isian"), message)


def _roles(document: Document, sop: Sop, index: int, step: Step) -> Iterator[Finding]:
    for key, codes in (("pelaksana", step.performers), ("pemutus", step.deciders)):
        for position, code in enumerate(codes):
            if sop.role(code) is None:
                yield UNKNOWN_ROLE.at(
                    document.at("kegiatan", index, key, position),
                    f"Kegiatan {step.number}: “{code}” tidak ada dalam daftar pelaksana.",
                )


def _exits(
    document: Document, index: int, step: Step, numbers: frozenset[int]
) -> Iterator[Finding]:
    ways = _ways(step.decision)
    missing = [f"“{label}”" for label, way in ways if way is None or way.to is None]
    if missing:
        message = f"Keputusan kegiatan {step.number} tidak mempunyai jalan {' dan '.join(missing)}."
        yield TWO_EXITS.at(document.at("kegiatan", index, "keputusan"), message)
    for label, way in ways:
        if way is None or way.to is None:
            continue
        place = document.at("kegiatan", index, "keputusan", label, "ke")
        message = f"Jalan “{label}” kegiatan {step.number} menuju kegiatan {way.to}"
        if way.to not in numbers:
            yield LOST_EXIT.at(place, f"{message}, yang tidak ada.")
        elif label == "tidak" and way.to >= step.number:
            yield WAY_BACK.at(place, f"{message}.")


def _ways(decision: Decision | None) -> tuple[tuple[str, Exit | None], ...]:
    if decision is None:
        return ("setuju", None), ("tidak", None)
    return ("setuju", decision.approve), ("tidak", decision.refuse)
