"""The sheet of a month (*Lembar Buku Agenda*): its entries as an agenda book holds them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import tzinfo
from typing import Any

from jdih.model.entry import Entry
from jdih.model.period import Month
from jdih.paper.wording import QR, UNKNOWN, Issuer
from jdih.register.format import hash_of, render
from jdih.website import wording
from jdih.website.qr import qr_svg

FORM = "agenda"


def entries_of(month: str, entries: Iterable[Entry], zone: tzinfo) -> tuple[Entry, ...]:
    """Return the entries of a month (``2026-11``): a run of numbers without a gap.

    An entry belongs to the month of its time, unless the book had already reached a later one: what
    is recorded in December of a day in November stands in December, as on paper, and no sheet that
    was filed changes any more. `entries` are those of the whole book, in order.
    """
    found: list[Entry] = []
    reached = ""
    for entry in entries:
        reached = max(reached, f"{entry.year:04}-01", str(Month.of(entry.day(zone))))
        if reached == month:
            found.append(entry)
    return tuple(found)


def month_sheet(
    month: str, entries: tuple[Entry, ...], titles: Mapping[str, str], issuer: Issuer
) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Return what the form prints of a month that has `entries`, one at least, and its picture.

    `titles` are what they are about, by their number (``7/2026``).
    """
    last = entries[-1]
    check = issuer.check(last)
    offices = (issuer.office(code) for code in issuer.unit.settings_offices)
    values = {
        "kop": issuer.letterhead(),
        "judul": f"Buku Agenda {wording.month(month)}",
        "bulan": wording.month(month),
        "id": f"Buku Agenda {month}",
        "zona": issuer.unit.zone_name,
        "catatan": [_row(entry, titles[entry.label], issuer) for entry in entries],
        "jumlah": wording.number(len(entries)),
        "awal": entries[0].label,
        "akhir": last.label,
        "sebelumnya": entries[0].previous or UNKNOWN,
        "kepala": hash_of(render(last)),
        "verifikasi": check,
        "tanda_tangan": [
            {"selaku": "Yang mencatat,", "jabatan": ""},
            {"selaku": "Mengetahui,", "jabatan": next(offices, "")},
        ],
    }
    return values, {QR: qr_svg(check).encode()}


def _row(entry: Entry, title: str, issuer: Issuer) -> dict[str, str]:
    approval = entry.approval
    return {
        "nomor": entry.label,
        "waktu": issuer.short_moment(entry.time),
        "kejadian": issuer.event(entry),
        "id": entry.id,
        "judul": title or UNKNOWN,
        "keterangan": issuer.details(entry),
        "jabatan": (approval.title or issuer.office(approval.office)) if approval else UNKNOWN,
        "alamat": issuer.url(entry) or UNKNOWN,
        "sidik": wording.short_digest(entry.digest) or UNKNOWN,
    }
