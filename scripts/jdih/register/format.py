"""An entry as a file: canonical JSON (RFC 8785) under Indonesian names, one form per entry.

What is unknown is ``null``, never an empty text or an invented value; in `Entry` it is the empty
text. A file has exactly one spelling: parsing renders again and compares every byte.

``rincian``, each text; what does not apply is left out. ``menggantikan`` stands in entries of a
version that follows another one, the rest in those of what people state
(`jdih.publication.statement`) and of what was shown before it was approved (*mendesak*, a *tarik*
at once):

===================  =====================  ========================================================
kejadian             rincian                meaning
===================  =====================  ========================================================
terbit, ralat,       ``menggantikan``       number of the entry whose version it replaces:
tarik, mendesak                             ``7/2026``
all that is stated   ``oleh``               code of the office that states it
tautan, insiden      ``platform``           its code again: the entry's own field is not in the key
tautan, insiden      ``tautan``             address of the post, as `jdih.workflow.post` writes it
tautan               ``tidak_diunggah``     why nothing is posted there; instead of ``tautan``
tautan               ``sidik_teks``         of the posted text, as in ``feed/sidik.json`` of the
                                            site
tautan               ``takarir``            whether that text is the approved caption: sama, berbeda
tautan               ``tindakan``           what was done to a post that was recorded before:
                                            disunting, dihapus, diklarifikasi
tautan               ``klarifikasi``        address of what clarifies it
tautan               ``membatalkan``        number of an entry of the item that was wrong; only
                                            ``keterangan`` stands beside it
tautan, insiden      ``tangkapan``          SHA-256 of a screenshot that the office keeps
pemberitahuan        ``grup``               name of the WhatsApp group
tautan, insiden      ``keterangan``         what happened
mendesak             ``disetujui_oleh``     code of the office that consented, as the item states
mendesak             ``cara``               how it consented: telepon, WhatsApp, …
mendesak             ``waktu_setuju``       when it consented, ISO 8601
mendesak             ``sidik_bukti``        SHA-256 of the evidence that the office keeps
persetujuan-susulan  ``menyetujui``         number of the entry that showed it without approval,
                                            with the approval itself in ``persetujuan``
arsip                ``tempat``             where the paper original lies
arsip                ``klasifikasi``        its code in the office's filing plan
arsip                ``retensi``            how long it is kept
hapus-data           ``dasar``              what the erasure rests on, such as a request
hapus-data           ``peta``               SHA-256 of its proof (`jdih.register.erasure`)
hapus-data           ``ujung_lama``,        commits of the main branch at its tip, before and after
                     ``ujung_baru``
===================  =====================  ========================================================

``id`` of an *insiden* is ``insiden/<platform>-<12 digits>``, from the SHA-256 of the address: there
is no item, and no id of a document holds a slash. For the same reason that of a *hapus-data* is
``hapus-data/<12 digits>``, from ``peta``.

Schema 2 names what the forge told, kept beside the entries (`jdih.register.kept`):
``persetujuan.aturan`` is the commit whose settings and SOPs judged, ``persetujuan.berkas`` the
SHA-256 of the evidence of its merge, and ``lampiran`` lists the evidence of other merges that was
first kept with this entry. Schema 1 has none of the three, but the item's title (``judul``), which
may hold what has to be erased one day (UU 27/2022); its files read as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from jdih.model.entry import SCHEMA, Activity, Approval, Entry, Event, Evidence
from jdih.register.errors import RegisterCorrupt
from jdih.register.fields import Fields, Malformed, decode
from jdih.workflow.digest import canonical, sha256

_WITHOUT_EVIDENCE = 1
"""The schema whose entries name no kept evidence, but a title."""
_PATH = re.compile(r"([0-9]{4})/[0-9]{3}/([0-9]{5})\.json")


def path_of(year: int, number: int) -> str:
    """Return the file of an entry: ``<year>/<hundreds>/<nnnnn>.json``.

    A bucket holds a hundred numbers: 1–100 lie in ``000``, 101–200 in ``001``. With five digits,
    paths sort as the numbers do. Raises ValueError beyond 99,999 entries in a year.
    """
    if not (1000 <= year <= 9999 and 1 <= number <= 99_999):
        raise ValueError(f"no path for {number}/{year}")
    return f"{year:04}/{(number - 1) // 100:03}/{number:05}.json"


def place_of(path: str) -> tuple[int, int]:
    """Return (year, number) of an entry's file. Raises RegisterCorrupt for any other path."""
    if found := _PATH.fullmatch(path):
        year, number = int(found[1]), int(found[2])
        if year >= 1000 and number and path_of(year, number) == path:
            return year, number
    raise RegisterCorrupt(path, "bukan tempat sebuah entri")


def key_of(
    event: Event, id: str, digest: str, commit: str, details: Iterable[tuple[str, str]]
) -> str:
    """Return the key of a fact: the same fact has the same key, whenever it is recorded (I3).

    SHA-256 of the canonical JSON of ``{commit, id, kejadian, rincian, sidik}``, in which `commit`
    is the approved commit. No clock, number or order enters.

    Raises ValueError when a detail is named twice.
    """
    fact = {
        "commit": commit or None,
        "id": id,
        "kejadian": event.value,
        "rincian": _details(details),
        "sidik": digest or None,
    }
    return sha256(canonical(fact))


def hash_of(data: bytes) -> str:
    """Return what the next entry's ``sebelumnya`` holds: the SHA-256 of this entry's file."""
    return sha256(data)


def render(entry: Entry) -> bytes:
    """Return the bytes of an entry's file. Raises ValueError for what JSON cannot carry."""
    written: dict[str, object] = {
        "skema": entry.schema,
        "nomor": entry.number,
        "tahun": entry.year,
        "kunci": entry.key,
        "kejadian": entry.event.value,
        "id": entry.id,
        "berkas": [{"jalur": path, "sha256": digest} for path, digest in entry.files],
        "sidik": entry.digest or None,
        "alamat": entry.address or None,
        "platform": entry.platform or None,
        "waktu": entry.time,
        "commit": entry.commit or None,
        "persetujuan": _approval(entry.approval, entry.schema),
        "bukti": entry.evidence.value,
        "kegiatan": [_activity(activity) for activity in entry.activities],
        "rincian": _details(entry.details),
        "sebelumnya": entry.previous or None,
    }
    if entry.schema == _WITHOUT_EVIDENCE:
        written["judul"] = entry.title or None
    else:
        written["lampiran"] = [{"commit": merge, "sha256": file} for merge, file in entry.attached]
    return canonical(written)


def _details(details: Iterable[tuple[str, str]]) -> dict[str, str | None]:
    pairs = tuple(details)
    named = {name: value or None for name, value in pairs}
    if len(named) != len(pairs):
        raise ValueError("a detail is named twice")
    return named


def _approval(approval: Approval | None, schema: int) -> dict[str, str | None] | None:
    if approval is None:
        return None
    written = {
        "jabatan": approval.office,
        "sebutan": approval.title or None,
        "commit": approval.commit or None,
        "waktu": approval.time or None,
        "bukti": approval.evidence.value,
        "dasar": approval.basis or None,
    }
    if schema > _WITHOUT_EVIDENCE:
        written |= {"aturan": approval.rules or None, "berkas": approval.file or None}
    return written


def _activity(activity: Activity) -> dict[str, str | int | None]:
    return {
        "kegiatan": activity.step,
        "putaran": activity.round,
        "jabatan": activity.office or None,
        "mulai": activity.begin or None,
        "selesai": activity.end or None,
        "menit": activity.minutes,
        "baku": activity.standard,
        "keputusan": activity.decision or None,
    }


def parse(path: str, data: bytes) -> Entry:
    """Return the entry that the file `path` holds.

    Raises RegisterCorrupt, naming path and fault, unless `data` is byte for byte what `render`
    writes for an entry of that place with the key of its own content.
    """
    place_of(path)
    try:
        fields = Fields(decode(data))
        entry = _entry(fields)
        fields.close()
    except Malformed as error:
        raise RegisterCorrupt(path, str(error)) from error
    _check_place(path, entry)
    try:
        key, written = _key(entry), render(entry)
    except ValueError as error:
        raise RegisterCorrupt(path, "memuat teks atau bilangan di luar JSON kanonik") from error
    if entry.key != key:
        raise RegisterCorrupt(path, "kunci tidak cocok dengan isinya")
    if written != data:
        raise RegisterCorrupt(path, "bukan JSON kanonik (RFC 8785)")
    return entry


def _check_place(path: str, entry: Entry) -> None:
    if (entry.year, entry.number) != place_of(path):
        raise RegisterCorrupt(path, f"memuat entri nomor {entry.label}")


def _key(entry: Entry) -> str:
    return key_of(entry.event, entry.id, entry.digest, entry.commit, entry.details)


def _entry(fields: Fields) -> Entry:
    if (schema := fields.number("skema", 1)) > SCHEMA:
        raise Malformed(f"skema {schema} belum dikenal program ini")
    approval = fields.object_or_none("persetujuan")
    return Entry(
        schema=schema,
        number=fields.number("nomor", 1),
        year=fields.number("tahun", 1000),
        key=fields.digest("kunci"),
        event=fields.member("kejadian", Event),
        id=fields.text("id"),
        files=_files(fields),
        digest=fields.digest_or_none("sidik"),
        address=fields.text_or_none("alamat"),
        platform=fields.text_or_none("platform"),
        time=fields.moment("waktu"),
        commit=fields.commit_or_none("commit"),
        approval=_parse_approval(approval, schema) if approval else None,
        evidence=fields.member("bukti", Evidence),
        activities=tuple(_parse_activity(item) for item in fields.objects("kegiatan")),
        details=fields.object("rincian").texts_or_none(),
        previous=fields.digest_or_none("sebelumnya"),
        attached=_attached(fields) if schema > _WITHOUT_EVIDENCE else (),
        title=fields.text_or_none("judul") if schema == _WITHOUT_EVIDENCE else "",
    )


def _files(fields: Fields) -> tuple[tuple[str, str], ...]:
    files = []
    for item in fields.objects("berkas"):
        files.append((item.text("jalur"), item.digest("sha256")))
        item.close()
    paths = [path for path, _ in files]
    if paths != sorted(set(paths)):
        raise Malformed("berkas tidak urut atau disebut dua kali")
    return tuple(files)


def _attached(fields: Fields) -> tuple[tuple[str, str], ...]:
    attached = []
    for item in fields.objects("lampiran"):
        attached.append((item.commit("commit"), item.digest("sha256")))
        item.close()
    merges = [merge for merge, _ in attached]
    if merges != sorted(set(merges)):
        raise Malformed("lampiran tidak urut atau disebut dua kali")
    return tuple(attached)


def _parse_approval(fields: Fields, schema: int) -> Approval:
    kept = schema > _WITHOUT_EVIDENCE
    approval = Approval(
        office=fields.text("jabatan"),
        title=fields.text_or_none("sebutan"),
        commit=fields.commit_or_none("commit"),
        time=fields.moment_or_none("waktu"),
        evidence=fields.member("bukti", Evidence),
        basis=fields.text_or_none("dasar"),
        rules=fields.commit_or_none("aturan") if kept else "",
        file=fields.digest_or_none("berkas") if kept else "",
    )
    fields.close()
    return approval


def _parse_activity(fields: Fields) -> Activity:
    activity = Activity(
        step=fields.number("kegiatan", 1),
        round=fields.number("putaran", 1),
        office=fields.text_or_none("jabatan"),
        begin=fields.moment_or_none("mulai"),
        end=fields.moment_or_none("selesai"),
        minutes=fields.number_or_none("menit"),
        standard=fields.number_or_none("baku"),
        decision=fields.text_or_none("keputusan"),
    )
    fields.close()
    return activity
