"""The site's own JDIHN feed, from the documents and the register."""

from __future__ import annotations

import json
from datetime import datetime, time

from jdih.model.document import LEGAL_KINDS, Document, Kind
from jdih.reading.jdihn import CONSTANTS, FIELDS, NONE, missing
from jdih.website import address
from jdih.website.attachments import Attachment, Role, attachments
from jdih.website.desk import Desk, fields
from jdih.website.relations import status
from jdih.workflow.zone import parse_date

Record = dict[str, str | None]


def feed(desk: Desk) -> bytes | None:
    """Return ``feed/document.json``; None when there is no document to pass on.

    A peraturan is in it once its metadata are complete and its status was checked; the other
    types are in it as they are, null where they have no such field, as ILDIS writes them.
    """
    records = [
        record(desk, document)
        for kind in LEGAL_KINDS
        for document in sorted(desk.catalogue.of(kind), key=lambda document: document.id)
        if kind is not Kind.REGULATION or not missing(document.header)
    ]
    return json.dumps(records, ensure_ascii=False, indent=1).encode() + b"\n" if records else None


def record(desk: Desk, document: Document) -> Record:
    """Return a document's record, its fields in the order of the schema."""
    field = fields(document.header)
    own = desk.url(address.of_document(document))
    files = attachments(document)
    file = next((entry for entry in files if entry.role is not Role.ABSTRACT), None)
    abstract = next((entry for entry in files if entry.role is Role.ABSTRACT), None)
    related = desk.catalogue.relations.get(document.id, ())
    act = document.kind is Kind.REGULATION
    known: Record = {
        "idData": document.id,
        "tahun_pengundangan": field["tahun"] or field["tahun_terbit"],
        "tanggal_penetapan": field["tanggal_penetapan"] or None,
        "tanggal_pengundangan": field["tanggal_pengundangan"] or None,
        "jenis": field["jenis"],
        "noPeraturan": field["nomor"] or None,
        "judul": document.title,
        "noPanggil": field["nomor_panggil"] or None,
        "singkatanJenis": field["singkatan"] or field["singkatan_peradilan"] or NONE,
        "tempatTerbit": _place(document),
        "penerbit": field["penerbit"] or None,
        "deskripsiFisik": field["deskripsi_fisik"] or None,
        "sumber": field["sumber"] or NONE,
        "isbn": field["isbn"] or None,
        "status": status(document, related).value if act else field["status"] or NONE,
        "bahasa": field["bahasa"] or "Indonesia",
        "bidangHukum": field["bidang_hukum"] or NONE,
        "teuBadan": field["teu"] or None,
        "nomorIndukBuku": field["nomor_induk_buku"] or None,
        "abstrak": _name(abstract),
        "last_updated": _updated(desk, document),
        "urlAbstrak": desk.url(abstract.path) if abstract else f"{own}#abstrak",
        "urlDetailPeraturan": own,
        "fileDownload": _name(file),
        "urlDownload": desk.url(file.path) if file else NONE,
        "subjek": field["subjek"],
        **CONSTANTS,
    }
    return {entry.name: known[entry.name] for entry in FIELDS}


def _place(document: Document) -> str | None:
    header = document.header
    keys = ("tempat_penetapan", "tempat_terbit", "tempat_peradilan")
    return next((found for key in keys if (found := header.text(key))), None)


def _name(file: Attachment | None) -> str:
    return file.path.rpartition("/")[2] if file else NONE


def _updated(desk: Desk, document: Document) -> str:
    """Return when the document was last recorded.

    Before it ever was, the day on which somebody checked its status, else the day of the build.
    """
    entry = desk.catalogue.published(document)
    if entry is not None:
        return entry.time
    site = desk.catalogue.site
    checked = document.header.mapping("status_diperiksa").text("tanggal")
    day = parse_date(checked) if checked else site.day
    return datetime.combine(day, time(), site.unit.zone).isoformat()
