"""Pictures that were dropped into a form, taken into the draft that it opens.

Each is held to what every picture in the repository is held to, and loses its metadata before it
reaches the history. One that cannot be taken is told, and keeps nothing from being opened.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jdih.errors import JdihError
from jdih.forge.assets import Assets
from jdih.publication.markup import code
from jdih.reading.image import inspect, strip, suffix_of
from jdih.reading.picture_links import pictures_in

MOST = 10
"""Pictures taken from one form: as many as a carousel shows."""

_AGAIN = "Simpan ulang sebagai PNG, JPEG, atau WebP, lalu unggah ke folder draf."


@dataclass(frozen=True, slots=True)
class Intake:
    """`files` are the pictures by name; `refused` says which were not taken, and what to do."""

    files: Mapping[str, bytes]
    refused: tuple[str, ...]

    def told(self) -> str:
        """Return what a pull request says of the pictures, empty without a word to say."""
        said = [f"- {line}" for line in self.refused]
        if said:
            said = ["", "Gambar pada formulir yang tidak terbawa:", "", *said]
        if self.files:
            said += ["", "Lengkapi `alt` dan `sumber` setiap gambar pada kepala naskah."]
        return "".join(f"{line}\n" for line in said)


def take_in(text: str, rendered: str, assets: Assets) -> Intake:
    """Download the pictures in the `text` of a form; `rendered` is the same as GitHub shows it."""
    files: dict[str, bytes] = {}
    refused: list[str] = []
    addresses = pictures_in(text)
    for number, address in enumerate(addresses[:MOST], start=1):
        try:
            name, data = _sound(number, assets.fetch(address, rendered))
            files[name] = data
        except JdihError as error:
            told = code(f"{error.message} {error.remedy}")
            refused.append(f"gambar ke-{number} ({code(address[:200])}): {told}")
    left = len(addresses) - MOST
    if left > 0:
        refused.append(f"{left} gambar sesudah yang ke-{MOST}. Unggah ke folder draf.")
    return Intake(files, tuple(refused))


def _sound(number: int, data: bytes) -> tuple[str, bytes]:
    """Return a picture's name and content without metadata. Raises JdihError for none."""
    suffix = suffix_of(data)
    if not suffix:
        raise JdihError("Isinya bukan PNG, JPEG, atau WebP.", _AGAIN)
    name = f"gambar-{number}{suffix}"
    found = inspect(name, data)
    if not found.fault and found.metadata:
        data = strip(name, data)
        found = inspect(name, data)
    if found.fault:
        raise JdihError(found.fault, _AGAIN)
    return name, data
