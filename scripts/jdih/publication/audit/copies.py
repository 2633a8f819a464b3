"""Copies of the register, or of its tip, that others kept: the witnesses of the audit."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from jdih.errors import JdihError
from jdih.publication.audit.outcome import Fault, Flaw, Testified
from jdih.publication.live import fetched
from jdih.register.bundle import examine
from jdih.register.chain import Register
from jdih.register.format import hash_of, render
from jdih.register.tip import Tip, tips_in

_LARGEST = 64 * 1_048_576
_ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Copy:
    """What was kept, and where: the tips that it names, and every entry where it is a bundle.

    `kept` are (number, SHA-256 of its file); `month` is that of a bundle, empty for anything else.
    """

    place: str
    tips: tuple[Tip, ...]
    kept: tuple[tuple[str, str], ...] = ()
    month: str = ""

    def departing(self, hashes: Sequence[str]) -> Iterator[Fault]:
        """Yield how a register whose entries have these `hashes` departs from it."""
        for (label, kept), present in zip(self.kept, hashes, strict=False):
            if kept != present:
                words = f"entri nomor {label} lain dari yang ada dalam bundel itu"
                yield Fault(Flaw.WITNESS, f"Menurut {self.place}, {words}.", label)
                return
        for tip in self.tips:
            if wrong := tip.fault(hashes):
                yield Fault(Flaw.WITNESS, f"Menurut {self.place}, {wrong}.")

    def testified(self, hashes: Sequence[str]) -> Testified:
        """Return what was compared, and whether all of it agrees."""
        what = f"bundel {self.month}, entri demi entri" if self.month else "jumlah dan sidik"
        last = self.tips[-1]
        agrees = not any(self.departing(hashes))
        return Testified(self.place, what, last.count, last.hash, agrees=agrees)


def read_copy(place: str) -> Copy:
    """Return the copy that is kept in a file or at an address.

    That is ``terbitan.json``, a feed, ``buku-agenda.json``, a notice as it was sent, or a bundle
    (`jdih.register.bundle`) or its list of contents. Raises JdihError when it cannot be read, names
    no tip, or is a bundle that does not hold by itself.
    """
    data = _read(place)
    if data.startswith(_ZIP):
        return _bundle(place, data)
    tips = tips_in(data.decode("utf-8", "replace"))
    if not tips:
        raise JdihError(
            f"{place} tidak menyebut jumlah dan sidik Buku Agenda.",
            "Sebut bundel, salinan terbitan.json, umpan situs, atau pemberitahuan WhatsApp.",
        )
    return Copy(place, tips)


def _bundle(place: str, data: bytes) -> Copy:
    found = examine(io.BytesIO(data))
    if found.register is None or found.facts is None or found.faults:
        raise JdihError(
            f"Bundel {place} tidak utuh: {'; '.join(found.faults)}.",
            "Periksa dengan `jdih bundle --periksa`, dan pakai salinan yang lain.",
        )
    if not found.register.entries:
        raise JdihError(f"Bundel {place} tidak memuat entri.", "Pakai bundel bulan yang lain.")
    return Copy(place, (found.register.tip,), tuple(_kept(found.register)), found.facts.month)


def _kept(register: Register) -> Iterator[tuple[str, str]]:
    return ((entry.label, hash_of(render(entry))) for entry in register.entries)


def _read(place: str) -> bytes:
    if place.startswith(("https://", "http://")):
        data = fetched(place, "")
        wrong = "tidak dapat dibuka"
    else:
        try:
            data, wrong = _bytes(Path(place)), "terlalu besar"
        except OSError as error:
            data, wrong = None, f"tidak dapat dibaca ({error.strerror})"
    if data is None:
        raise JdihError(f"Salinan {place} {wrong}.", "Periksa nama atau alamatnya, lalu ulangi.")
    return data


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.stat().st_size <= _LARGEST else None
