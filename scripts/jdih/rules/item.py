"""An item held to its SOP: what each step demands must be there (design decision 2)."""

from __future__ import annotations

from collections.abc import Iterator

from jdih.model.document import Document, Kind
from jdih.model.finding import Finding, Location, Rule, Severity
from jdih.model.sop import OUTSIDE_ITEM, Proof
from jdih.rules.context import Context
from jdih.workflow.authority import deciding, names_of
from jdih.workflow.progress import LABELS, NOTICE_FILE, demanded, holds, progress

INCOMPLETE = Rule(
    "JD701",
    "isian-sop",
    "Isian yang dituntut kegiatan SOP harus ada sebelum konten diputuskan.",
    "Kelengkapan setiap kegiatan adalah mutu baku SOP; pemutus menyetujui yang lengkap.",
    "Lengkapi isian itu; keterangannya ada di drafts/README.md.",
)
UNKNOWN_SOP = Rule(
    "JD702",
    "sop-tidak-dikenal",
    "Konten harus menyebut SOP yang ada di content/sop/.",
    "SOP menentukan langkah, pelaksana, dan pemutus konten ini.",
    "Isi `sop` dengan nama berkas di content/sop/ tanpa .md.",
)
UNKNOWN_LINE = Rule(
    "JD703",
    "baris-rencana",
    "Baris rencana yang dirujuk harus ada dalam rencana bulan itu di content/rencana/.",
    "Konten dibuat sesuai konsep yang telah disetujui (SOP MK kegiatan 3 dan 4).",
    "Periksa kode baris, atau isi `di_luar_rencana` dengan alasannya.",
)
DUPLICATE_ID = Rule(
    "JD704",
    "id-ganda",
    "Setiap id hanya boleh dipakai satu dokumen.",
    "Id mengikat naskah, persetujuan, dan Buku Agenda untuk selamanya.",
    "Buat id baru dengan `jdih new`; jangan menyalin id dari dokumen lain.",
)
UNKNOWN_OFFICE = Rule(
    "JD705",
    "jabatan-tidak-dikenal",
    "Kode jabatan harus ada dalam site_config/unit.yml.",
    "Pertanggungjawaban menyebut jabatan; jabatan yang tidak ada tidak dapat dimintai.",
    "Pakai kode jabatan dari site_config/unit.yml.",
)
NOTICE_LINK = Rule(
    "JD706",
    "tautan-pemberitahuan",
    f"{NOTICE_FILE} harus memuat {{tautan}}.",
    "Pemberitahuan menyampaikan tautan hasil unggah (SOP KPU kegiatan 6b).",
    "Tulis {tautan} di tempat alamat halaman akan diisikan.",
)
UNKNOWN_PLATFORM = Rule(
    "JD707",
    "platform-tidak-dikenal",
    "Nama berkas takarir harus nama platform yang dikenal.",
    "Takarir dibuat untuk tiap platform (SOP MK kegiatan 4); nama lain tidak pernah terpakai.",
    "Ganti nama berkasnya menurut platformnya.",
)
WRONG_YEAR = Rule(
    "JD708",
    "tahun-folder",
    "Folder tahun konten harus sama dengan tahun pada id.",
    "Alamat dan nomor konten menyebut tahun yang sama.",
    "Pindahkan folder ke tahun yang sesuai.",
)
CONSENT = Rule(
    "JD715",
    "persetujuan-mendesak",
    "Yang menyetujui konten mendesak sebaiknya jabatan pemutus pada SOP-nya.",
    "Penerbitan mendesak mendahului keputusan tertulis, bukan menggantikan pemutusnya.",
    "Mintalah persetujuan jabatan pemutus, lalu tulis kodenya pada `disetujui_oleh`.",
    Severity.WARNING,
)
RULES = (
    INCOMPLETE,
    UNKNOWN_SOP,
    UNKNOWN_LINE,
    DUPLICATE_ID,
    UNKNOWN_OFFICE,
    NOTICE_LINK,
    UNKNOWN_PLATFORM,
    WRONG_YEAR,
    CONSENT,
)

_KEYS = {proof: proof.value for proof in Proof} | {Proof.TEXT: "", Proof.MEDIA: "media"}
_OFFICE_FIELDS = (
    ("penyusun",),
    ("penyunting",),
    ("disposisi", "dari"),
    ("disposisi", "dicatat_oleh"),
    ("mendesak", "disetujui_oleh"),
)


def check_item(document: Document, context: Context) -> Iterator[Finding]:
    """Yield what does not hold of one item, given its SOP, plans and offices."""
    if document.kind is not Kind.ITEM:
        return
    yield from _steps(document, context)
    yield from _plan(document, context)
    yield from _offices(document, context)
    yield from _consent(document, context)
    yield from _places(document, context)
    notice = document.text_beside(NOTICE_FILE)
    if notice.strip() and "{tautan}" not in notice:
        location = Location(f"{document.folder}/{NOTICE_FILE}")
        finding = NOTICE_LINK.at(location, "Naskah pemberitahuan tidak memuat {tautan}.")
        yield finding.as_warning() if document.draft else finding


def _places(document: Document, context: Context) -> Iterator[Finding]:
    for path, _ in document.texts:
        if "/takarir/" in path and context.platforms:
            name = path.partition("/takarir/")[2].removesuffix(".md")
            if name not in context.platforms:
                known = ", ".join(sorted(context.platforms))
                yield UNKNOWN_PLATFORM.at(
                    Location(path), f"Platform “{name}” tidak dikenal.", f"Pilih: {known}."
                )
    year = document.folder.split("/")[2:3]
    if not document.draft and document.id[:4].isdigit() and year != [document.id[:4]]:
        message = f"Folder tahun “{year[0] if year else ''}”, id {document.id}."
        yield WRONG_YEAR.at(document.at("id"), message)


def check_ids(context: Context) -> Iterator[Finding]:
    """Yield every document whose id another one already has."""
    owners: dict[str, str] = {}
    for document in context.corpus.documents:
        first = owners.setdefault(document.id, document.path)
        if first != document.path:
            yield DUPLICATE_ID.at(document.at("id"), f"Id {document.id} dipakai {first}.")


def _steps(document: Document, context: Context) -> Iterator[Finding]:
    name = document.header.text("sop")
    sop = context.sops.get(name)
    if sop is None:
        if name and f"content/sop/{name}.md" not in context.corpus.unsound:
            known = ", ".join(sorted(context.sops)) or "belum ada"
            yield UNKNOWN_SOP.at(
                document.at("sop"), f"SOP “{name}” tidak ada.", f"SOP yang ada: {known}."
            )
        return
    if document.draft:
        standing = progress(document, sop)
        for proof in standing.missing:
            if standing.waiting is not None and proof not in OUTSIDE_ITEM:
                yield _missing(document, standing.waiting.number, proof).as_warning()
        return
    for step, proof in demanded(sop):
        if not holds(document, proof):
            yield _missing(document, step.number, proof)


def _missing(document: Document, step: int, proof: Proof) -> Finding:
    return INCOMPLETE.at(
        document.at(_KEYS[proof]),
        f"Kegiatan {step} menuntut {LABELS[proof]}, yang belum ada.",
    )


def _plan(document: Document, context: Context) -> Iterator[Finding]:
    line = document.header.text("rencana")
    if line and line not in context.plan_lines:
        finding = UNKNOWN_LINE.at(document.at("rencana"), f"Baris “{line}” tidak ada.")
        yield finding.as_warning() if document.draft else finding


def _offices(document: Document, context: Context) -> Iterator[Finding]:
    if context.unit is None:
        return
    for keys in _OFFICE_FIELDS:
        node = document.header if len(keys) == 1 else document.header.mapping(keys[0])
        code = node.text(keys[-1])
        if code and context.unit.office(code) is None:
            known = ", ".join(dict.fromkeys(office.code for office in context.unit.offices))
            yield UNKNOWN_OFFICE.at(
                document.at(*keys), f"Jabatan “{code}” tidak ada.", f"Kode yang ada: {known}."
            )


def _consent(document: Document, context: Context) -> Iterator[Finding]:
    """Yield where the office that consented to an urgent item may not decide on it."""
    code = document.header.mapping("mendesak").text("disetujui_oleh")
    unit, sop = context.unit, context.sops.get(document.header.text("sop"))
    office = unit.office(code) if unit else None
    if unit is None or sop is None or office is None:
        return
    deciders = deciding(Kind.ITEM, sop, unit)
    if office not in deciders:
        place = document.at("mendesak", "disetujui_oleh")
        message = f"{office.name} bukan pemutus pada SOP {sop.id}."
        yield CONSENT.at(place, message, f"Pemutusnya: {names_of(deciders)}.")
