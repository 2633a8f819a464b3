"""The audit for people, and for programs in a form that stays.

JSON: ``skema`` 1; ``commit`` and ``buku_agenda`` (``jumlah``, ``sidik_terakhir``) say what was
audited, ``sejak`` from where; ``diperiksa`` counts ``entri``, ``perubahan`` and ``saksi``;
``bersandar_pada`` counts entries by what they rest on; ``saksi`` lists the copies compared with
(``salinan``, ``dibandingkan``, ``jumlah``, ``sidik``, ``cocok``); ``temuan`` lists what does not
hold (``kode`` as in `Flaw`, ``uraian``, ``entri``, ``commit``, ``jalur``; null where there is
none); ``entri`` lists every entry with its approval as derived again and its rounds; ``catatan``
says what could not be looked at, ``batas`` what an audit cannot prove. Later versions only add.
"""

from __future__ import annotations

from collections.abc import Iterator

from jdih.model.entry import SHOWN, Detail, Entry, Event, Evidence
from jdih.publication.audit.outcome import Audit, Fault, Reading, Testified
from jdih.publication.statement import SAME
from jdih.register.tip import Tip
from jdih.workflow.rounds import REFUSED

SCHEMA = 1
LIMITS = (
    "Tanggal commit menurut pembuatnya; yang pasti adalah urutannya.",
    "Bukti dari forge adalah keterangan GitHub pada saat pencatatan, sebagaimana disimpan.",
    "Tautan unggahan, pemberitahuan, dan insiden menurut pernyataan pengunggah.",
    "Yang ada sebelum `mulai` adalah impor: tercatat, tidak pernah dinyatakan disetujui.",
)
"""What an audit cannot prove, whatever it finds."""

_RESTS = {
    Evidence.SIGNATURE: "tanda tangan",
    Evidence.FORGE: "keterangan forge yang disimpan",
    Evidence.STATEMENT: "pernyataan",
}
_SHORT = 12


def as_text(audit: Audit) -> str:
    """Return the audit for people."""
    return "\n".join(_lines(audit))


def _lines(audit: Audit) -> Iterator[str]:
    tip = f", sidik terakhir {audit.tip[:16]}" if audit.tip else ""
    yield f"Audit sampai commit {audit.commit[:_SHORT]}; Buku Agenda {audit.count} entri{tip}."
    if audit.since:
        yield f"Hanya sejak {audit.since}; rantai Buku Agenda tetap diperiksa seluruhnya."
    yield ""
    yield from map(_entry, audit.readings)
    yield ""
    yield f"Diperiksa : {len(audit.readings)} entri, {audit.changes} perubahan pada cabang utama"
    rests = ", ".join(f"{audit.resting_on(kind)} pada {name}" for kind, name in _RESTS.items())
    yield f"Bersandar : {rests}"
    for one in audit.witnesses:
        agrees = "cocok" if one.agrees else "TIDAK COCOK"
        tip = Tip(one.count, one.hash).line()
        yield f"Saksi     : {agrees} dengan {one.place} ({one.what}: {tip})"
    for limit in (*audit.notes, *LIMITS):
        yield f"Batas     : {limit}"
    yield ""
    if not audit.faults:
        yield "Semua yang diperiksa terbukti."
        return
    yield f"{len(audit.faults)} temuan:"
    yield from map(_fault, audit.faults)


def _entry(reading: Reading) -> str:
    entry = reading.entry
    mark = " " if reading.sound else "!"
    name = f"{entry.label:>10}  {entry.event.value:<14} {entry.id:<24}"
    return f"{mark}{name} {_ground(reading)}".rstrip()


def _ground(reading: Reading) -> str:
    approval = reading.approval
    if approval is not None:
        parts = [f"{approval.title}, {approval.time} ({_RESTS[approval.evidence]})"]
        if approval.basis:
            parts.append(f"dasar {approval.basis}")
        parts.extend(_rounds(reading.entry))
        return "; ".join(parts)
    if reading.entry.event is Event.IMPORTED:
        return "sudah ada sebelum alur kerja"
    if reading.entry.event in SHOWN:
        return f"tayang sebelum disetujui, oleh {reading.entry.detail(Detail.OFFICE)}"
    return "; ".join(_statement(reading.entry))


def _rounds(entry: Entry) -> Iterator[str]:
    if entry.activities:
        refused = sum(one.decision == REFUSED for one in entry.activities)
        yield f"{max(one.round for one in entry.activities)} putaran, {refused} penolakan"


def _statement(entry: Entry) -> Iterator[str]:
    yield f"menurut pernyataan pengunggah ({entry.detail(Detail.OFFICE) or 'tidak disebut'})"
    if caption := entry.detail(Detail.CAPTION):
        same = "sama dengan" if caption == SAME else "berbeda dari"
        yield f"teksnya {same} yang disetujui, menurut pernyataan pengunggah"
    if screenshot := entry.detail(Detail.SCREENSHOT):
        yield f"tangkapan layar bersidik {screenshot[:_SHORT]}"


def _fault(fault: Fault) -> str:
    about = (
        f"nomor {fault.entry}" if fault.entry else "",
        f"commit {fault.commit[:_SHORT]}" if fault.commit else "",
    )
    where = ", ".join(filter(None, about))
    return f"  {fault.flaw.value}{f' ({where})' if where else ''}: {fault.words}"


def as_object(audit: Audit) -> dict[str, object]:
    """Return the audit for programs; the form is in the module's own words."""
    return {
        "skema": SCHEMA,
        "commit": audit.commit,
        "buku_agenda": {"jumlah": audit.count, "sidik_terakhir": audit.tip or None},
        "sejak": audit.since or None,
        "diperiksa": {
            "entri": len(audit.readings),
            "perubahan": audit.changes,
            "saksi": sum(one.agrees for one in audit.witnesses),
        },
        "bersandar_pada": {kind.value: audit.resting_on(kind) for kind in Evidence},
        "saksi": [_witness_object(one) for one in audit.witnesses],
        "temuan": [_fault_object(fault) for fault in audit.faults],
        "entri": [_entry_object(reading) for reading in audit.readings],
        "catatan": list(audit.notes),
        "batas": list(LIMITS),
    }


def _witness_object(one: Testified) -> dict[str, object]:
    return {
        "salinan": one.place,
        "dibandingkan": one.what,
        "jumlah": one.count,
        "sidik": one.hash,
        "cocok": one.agrees,
    }


def _fault_object(fault: Fault) -> dict[str, str | None]:
    return {
        "kode": fault.flaw.value,
        "uraian": fault.words,
        "entri": fault.entry or None,
        "commit": fault.commit or None,
        "jalur": fault.path or None,
    }


def _entry_object(reading: Reading) -> dict[str, object]:
    entry, approval = reading.entry, reading.approval
    return {
        "nomor": entry.label,
        "kejadian": entry.event.value,
        "id": entry.id,
        "commit": entry.commit or None,
        "sidik": entry.digest or None,
        "utuh": reading.sound,
        "bersandar_pada": reading.rests_on.value,
        "menurut": _ground(reading),
        "persetujuan": approval
        and {
            "jabatan": approval.office,
            "sebutan": approval.title,
            "waktu": approval.time,
            "penggabungan": approval.commit,
            "dasar": approval.basis or None,
            "aturan": approval.rules or None,
        },
        "kegiatan": [
            {
                "kegiatan": one.step,
                "putaran": one.round,
                "jabatan": one.office or None,
                "mulai": one.begin or None,
                "selesai": one.end or None,
                "keputusan": one.decision or None,
            }
            for one in entry.activities
        ],
    }
