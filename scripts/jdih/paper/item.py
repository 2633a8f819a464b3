"""The sheet of one version of an item (*Lembar Konten*): what its form prints.

The full sheet is the office's own original. The public one leaves out what the site does not show
either: who was sent back and when, how long each step took, the header with its disposisi, and the
notice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jdih.model.document import Kind
from jdih.model.entry import Activity, Entry, Event
from jdih.model.node import Mapping as Header
from jdih.model.sop import Sop
from jdih.paper.attachments import attachments
from jdih.paper.wording import EVIDENCE, QR, UNKNOWN, Issuer
from jdih.register.format import hash_of, render
from jdih.website import wording
from jdih.website.qr import qr_svg

FORM = "konten"


@dataclass(frozen=True, slots=True)
class Version:
    """A version of an item that the agenda book shows, and all entries of that item in order.

    `files` holds the approved bytes of those files of the entry that Git still has, by path within
    the item. `header` and `body` are those of its Markdown file.
    """

    entry: Entry
    history: tuple[Entry, ...]
    header: Header
    body: str
    files: Mapping[str, bytes]


def item_sheet(
    version: Version, issuer: Issuer, *, public: bool
) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Return what the form prints of a version, and the pictures that it names."""
    entry, header = version.entry, version.header
    sop = issuer.sops.get(header.text("sop"))
    check = issuer.check(entry)
    shown, pictures = attachments(
        entry.files, version.files, header.mapping("media"), public=public
    )
    values = {
        "kop": issuer.letterhead(),
        "lembar": "Konten" if header.text("tipe") == Kind.ITEM else "Dokumen",
        "umum": public,
        "judul": header.text("judul") or entry.id,
        "id": entry.id,
        "nomor": entry.label,
        "sidik": entry.digest,
        "zona": issuer.unit.zone_name,
        "verifikasi": check,
        "pokok": filled(_subject(version, sop, issuer, public=public)),
        "kegiatan": [_step(one, sop, issuer) for one in _shown(entry, public=public)],
        "persetujuan": filled(approval_of(entry, issuer)),
        "agenda": filled(_agenda(entry, issuer)),
        "berkas": [{"jalur": path, "sha256": digest} for path, digest in entry.files],
        "riwayat": [_happened(one, issuer) for one in version.history],
        "naskah": version.body if public else "",
        "lampiran": shown,
        "tanda_tangan": _signers(entry, sop, issuer),
    }
    return values, {**pictures, QR: qr_svg(check).encode()}


def filled(pairs: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Return names and values as a form takes them; what is not known is “–”."""
    return [[name, value or UNKNOWN] for name, value in pairs]


def _subject(
    version: Version, sop: Sop | None, issuer: Issuer, *, public: bool
) -> Iterator[tuple[str, str]]:
    header = version.header
    yield "Judul", header.text("judul")
    yield "Nomor tetap", version.entry.id
    yield "Jenis", ", ".join(filter(None, (header.text("tipe"), header.text("bentuk"))))
    yield "SOP", f"Nomor {sop.number}, {sop.title}" if sop else header.text("sop")
    yield "Penyusun", issuer.office(header.text("penyusun"))
    yield "Penyunting", issuer.office(header.text("penyunting"))
    if not public:
        yield "Disposisi", _disposition(header.mapping("disposisi"), issuer)
        yield "Baris rencana", header.text("rencana") or header.text("di_luar_rencana")


def _disposition(given: Header, issuer: Issuer) -> str:
    number, day, giver = given.text("nomor"), given.text("tanggal"), given.text("dari")
    parts = (
        given.text("bentuk"),
        f"nomor {number}" if number else "",
        f"tanggal {wording.day(day)}" if day else "",
        f"dari {issuer.office(giver)}" if giver else "",
    )
    return ", ".join(part for part in parts if part)


def _shown(entry: Entry, *, public: bool) -> Iterable[Activity]:
    if not public:
        return entry.activities
    last = {activity.step: activity for activity in entry.activities}
    return (last[number] for number in sorted(last))


def _step(activity: Activity, sop: Sop | None, issuer: Issuer) -> dict[str, str]:
    text = sop.words(activity.step) if sop else ""
    return {
        "nomor": str(activity.step),
        "putaran": str(activity.round),
        "kegiatan": text or UNKNOWN,
        "jabatan": issuer.office(activity.office) or UNKNOWN,
        "mulai": issuer.short_moment(activity.begin) or UNKNOWN,
        "selesai": issuer.short_moment(activity.end) or UNKNOWN,
        "hari": issuer.day(activity.end) or UNKNOWN,
        "lama": issuer.minutes(activity.minutes),
        "baku": issuer.minutes(activity.standard),
        "keputusan": activity.decision or UNKNOWN,
    }


def approval_of(entry: Entry, issuer: Issuer) -> Iterator[tuple[str, str]]:
    """Yield what is known of the approval that an entry rests on, as name and value."""
    approval = entry.approval
    if entry.event is Event.IMPORTED:
        yield "Persetujuan", "Sudah ada sebelum alur persetujuan dimulai (impor)"
        return
    yield "Jabatan", approver(entry, issuer)
    if approval and approval.basis:
        yield "Dasar", approval.basis
    yield "Waktu", issuer.moment(approval.time) if approval else ""
    yield "Bukti", EVIDENCE[approval.evidence] if approval else ""
    yield "Commit", approval.commit if approval else ""


def _agenda(entry: Entry, issuer: Issuer) -> Iterator[tuple[str, str]]:
    yield "Nomor", entry.label
    yield "Kejadian", issuer.event(entry)
    yield "Terlihat tayang", issuer.moment(entry.time)
    yield "Alamat", issuer.url(entry)
    yield "Sidik", entry.digest
    yield "Sidik catatan", hash_of(render(entry))


def _happened(entry: Entry, issuer: Issuer) -> dict[str, str]:
    return {
        "nomor": entry.label,
        "waktu": issuer.short_moment(entry.time),
        "kejadian": issuer.event(entry),
        "keterangan": issuer.details(entry) or UNKNOWN,
    }


def _signers(entry: Entry, sop: Sop | None, issuer: Issuer) -> list[dict[str, str]]:
    """Return who signs the paper, by office: who published, and who approved."""
    return [
        {"selaku": "Yang menerbitkan,", "jabatan": _publisher(entry, sop, issuer)},
        {"selaku": "Yang menyetujui,", "jabatan": approver(entry, issuer)},
    ]


def approver(entry: Entry, issuer: Issuer) -> str:
    """Return the office that approved, empty where nobody did."""
    approval = entry.approval
    return (approval.title or issuer.office(approval.office)) if approval else ""


def _publisher(entry: Entry, sop: Sop | None, issuer: Issuer) -> str:
    """Return who did the last step, or whose step it is; empty where several may have done it."""
    if sop is None or not entry.activities:
        return ""
    last = entry.activities[-1]
    if last.office:
        return issuer.office(last.office)
    roles = next((step.performers for step in sop.steps if step.number == last.step), ())
    offices = issuer.unit.offices_filling(sop.id, roles)
    return offices[0].name if len(offices) == 1 else ""
