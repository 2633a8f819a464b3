"""Evidence of one official's work in a month (*Bukti Dukung SKP*): what its form prints.

It is the official's own paper, for whoever assesses their work. It is never published.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jdih.model.period import Month
from jdih.model.sop import Sop
from jdih.model.unit import Holder, Office
from jdih.paper.wording import UNKNOWN, Issuer
from jdih.website import wording
from jdih.workflow.deeds import Deed, counted

FORM = "skp"


@dataclass(frozen=True, slots=True)
class Official:
    """Who is told of: an office, and the account that held it.

    It is `shared` where another account held it on a same day: the book names offices alone.
    """

    office: Office
    holder: Holder
    shared: bool = False

    @property
    def title(self) -> str:
        """The office with ``Plh.`` or ``Plt.`` where it was only acting."""
        return f"{self.holder.acting} {self.office.name}".strip()


def performance_sheet(
    month: Month,
    official: Official,
    done: Sequence[Deed],
    about: Mapping[str, tuple[str, Sop | None]],
    issuer: Issuer,
) -> dict[str, Any]:
    """Return what the form prints of an official who did something in a month.

    `about` are title and SOP of what an entry is about, by its number.
    """
    name = wording.month(str(month))
    return {
        "kop": issuer.letterhead(),
        "judul": f"Bukti Dukung SKP {name}, {official.title}",
        "bulan": name,
        "id": f"Bukti dukung SKP {month}",
        "bersama": official.shared,
        "zona": issuer.unit.zone_name,
        "pejabat": list(map(list, _subject(official, name))),
        "ringkasan": [[work.value, wording.number(count)] for work, count in counted(done)],
        "pekerjaan": [_row(deed, *about[deed.entry.label], issuer) for deed in done],
        "tanda_tangan": [
            {"selaku": "Pejabat penilai,", "jabatan": ""},
            {"selaku": "Pegawai yang dinilai,", "jabatan": official.title},
        ],
    }


def _subject(official: Official, month: str) -> Iterator[tuple[str, str]]:
    yield "Jabatan", official.title
    if official.holder.basis:
        yield "Dasar", official.holder.basis
    yield "Akun", official.holder.account
    yield "Masa", month


def _row(deed: Deed, title: str, sop: Sop | None, issuer: Issuer) -> dict[str, str]:
    entry, activity = deed.entry, deed.activity
    return {
        "waktu": issuer.short_moment(deed.time) or UNKNOWN,
        "pekerjaan": deed.work.value,
        "nomor": entry.label,
        "judul": title,
        "id": entry.id,
        "kegiatan": _step(deed, sop),
        "lama": issuer.minutes(activity.minutes if activity else None),
        "baku": issuer.minutes(activity.standard if activity else None),
        "keterangan": "" if activity else issuer.details(entry),
    }


def _step(deed: Deed, sop: Sop | None) -> str:
    """Return which step of which SOP it was, and in which round; empty for none."""
    activity = deed.activity
    if activity is None or sop is None:
        return ""
    again = f", putaran {activity.round}" if activity.round > 1 else ""
    return f"SOP {sop.number}, kegiatan {activity.step}{again}: {sop.words(activity.step)}"
