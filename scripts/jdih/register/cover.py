"""The cover sheet of a bundle (``LEMBAR.txt``): what a person reads, prints and keeps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, tzinfo
from itertools import groupby

from jdih.model.entry import Entry

_SHEET = """\
BUKU AGENDA SAMPAI AKHIR BULAN {month}
{unit}
{institution}

Jumlah entri : {count} (terakhir nomor {last})
Sidik kepala : {head}
Register     : commit {commit}
Aturan       : commit {rules}

Nomor yang dicatat pada bulan {month}, menurut tanggal kejadiannya:
{days}

APA INI
Berkas ini memuat seluruh Buku Agenda sejak nomor pertama sampai akhir bulan
itu (register.bundle), daftar entrinya dengan SHA-256 masing-masing
(entri.csv), serta SOP dan jabatan menurut commit aturan di atas (aturan/).
Sidik kepala adalah SHA-256 berkas entri terakhir. Setiap entri memuat SHA-256
entri sebelumnya, jadi sidik kepala mengikat semua entri: satu huruf yang
berubah di mana pun menghasilkan sidik yang lain. Simpan berkas ini, atau
cetak lembar ini saja, di tempat yang tidak dapat diubah pengelola situs.

CARA MEMERIKSA, dengan alat yang ada di mana saja
  unzip {name}.zip && cd {name}
  sha256sum -c SHA256SUMS
  git init --bare periksa && git -C periksa bundle verify ../register.bundle
Dengan program Alur JDIH, nomor, kunci, dan rantai diperiksa juga:
  jdih bundle --periksa {name}.zip
Lalu cocokkan sidik kepala di atas dengan cetakan lembar ini.

Diperiksa oleh (jabatan): ____________________   Tanggal: ____________________

Tanda tangan            : ____________________
"""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a bundle says of itself; `since` is how many entries there were before the month.

    `commit` and `head` are of the register, `rules` is the commit of the main branch whose SOPs
    and offices lie beside it.
    """

    month: str
    unit: str
    institution: str
    commit: str
    count: int
    since: int
    head: str
    rules: str

    @property
    def name(self) -> str:
        """How the file and the folder in it are called."""
        return f"buku-agenda-{self.month}"


def cover(facts: Facts, entries: tuple[Entry, ...], zone: tzinfo) -> str:
    """Return the sheet; days are those of `zone`. `entries` are all of the bundle."""
    days = "\n".join(_days(entries[facts.since :], zone)) or "  (tidak ada)"
    return _SHEET.format(
        month=facts.month,
        unit=facts.unit,
        institution=facts.institution,
        count=facts.count,
        last=entries[-1].label,
        head=facts.head,
        commit=facts.commit,
        rules=facts.rules,
        days=days,
        name=facts.name,
    )


def _days(entries: tuple[Entry, ...], zone: tzinfo) -> Iterator[str]:
    """Yield a line for each run of entries of one day and one year, in order of their number."""

    def day(entry: Entry) -> tuple[date, int]:
        return entry.day(zone), entry.year

    for (when, year), group in groupby(entries, day):
        numbers = [entry.number for entry in group]
        span = f"{numbers[0]}" if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"
        yield f"  {when.isoformat()}   {span}/{year}"
