"""The tip of the register as others keep it: how many entries, and the hash of the last one.

A chain does not show that its tail was cut off. So the tip stands wherever copies come about by
themselves: on the site (``terbitan.json``), in feeds, in every notice. Who has one is a witness.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

SHORT = 16
"""Hexadecimal digits of the hash in a line that people see: 64 bits, not made twice by chance."""

_LINE = re.compile(r"Buku Agenda ([0-9]{1,9}) · ([0-9a-f]{16,64})\b")
_NAMES = (("jumlah", "sidik_terakhir"), ("count", "head"))
_HASH = re.compile(r"[0-9a-f]{16,64}")


@dataclass(frozen=True, slots=True, order=True)
class Tip:
    """`count` entries, the last of which has a hash that begins with `hash`."""

    count: int
    hash: str

    def line(self) -> str:
        """Return the tip as a line for people: ``Buku Agenda 36 · 9f2c04d1e7a8b365``.

        Empty for an empty register, which nobody can cut.
        """
        if not (self.count and self.hash):
            return ""
        return f"Buku Agenda {self.count} · {self.hash[:SHORT]}"

    def fault(self, hashes: Sequence[str]) -> str:
        """Say how a chain of entries with these `hashes` departs from it, empty when not."""
        if self.count > len(hashes):
            return (
                f"salinan ini mengenal {self.count} entri, Buku Agenda hanya {len(hashes)}: "
                "ekornya terpotong"
            )
        if not hashes[self.count - 1].startswith(self.hash):
            return f"sidik entri ke-{self.count} lain dari salinan ini: rantainya ditulis ulang"
        return ""


def tips_in(text: str) -> tuple[Tip, ...]:
    """Return the tips that a kept copy names, in order; empty registers name none.

    A JSON file names one in an object with ``jumlah`` and ``sidik_terakhir``, at any depth, or, in
    a bundle, ``count`` and ``head``; any other text, such as a feed or a notice, in a line.
    """
    found = {Tip(int(count), start) for count, start in _LINE.findall(text)}
    with suppress(ValueError, RecursionError):
        found.update(_inside(json.loads(text)))
    return tuple(sorted(tip for tip in found if tip.count > 0))


def _inside(value: Any) -> Iterator[Tip]:
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            for names in _NAMES:
                count, last = map(one.get, names)
                if isinstance(count, int) and isinstance(last, str) and _HASH.fullmatch(last):
                    yield Tip(count, last)
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)
