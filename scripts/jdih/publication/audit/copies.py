"""Copies of the register's tip that others kept: the witnesses of the audit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from jdih.errors import JdihError
from jdih.publication.audit.outcome import Fault, Flaw
from jdih.publication.live import fetched
from jdih.register.tip import Tip, tips_in

_LARGEST = 64 * 1_048_576


def read_copy(place: str) -> tuple[Tip, ...]:
    """Return the tips that a file or address names.

    That is ``terbitan.json``, a feed, ``buku-agenda.json``, a notice as it was sent, or the list of
    contents of a bundle. Raises JdihError when it cannot be read or names none.
    """
    tips = tips_in(_read(place))
    if not tips:
        raise JdihError(
            f"{place} tidak menyebut jumlah dan sidik Buku Agenda.",
            "Sebut salinan terbitan.json, umpan situs, atau pemberitahuan WhatsApp.",
        )
    return tips


def departing(place: str, tips: Sequence[Tip], hashes: Sequence[str]) -> Iterator[Fault]:
    """Yield how the register departs from the tips of one copy."""
    for tip in tips:
        if wrong := tip.fault(hashes):
            yield Fault(Flaw.WITNESS, f"Menurut {place}, {wrong}.")


def _read(place: str) -> str:
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
    return data.decode("utf-8", "replace")


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.stat().st_size <= _LARGEST else None
