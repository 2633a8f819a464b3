"""What was done to the register and what became of it: counted, printed, and kept for the report.

``TORTURE=panjang`` asks for the long form, ``TORTURE_SEED`` repeats a run; the report gathers the
files that lie below ``TORTURE_LEDGER``.
"""

from __future__ import annotations

import json
import os
import random
import secrets
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from jdih.register.chain import Register

LONG = os.environ.get("TORTURE") == "panjang"


def rounds(short: int, long: int) -> int:
    """Return how often something is done in the form that was asked for."""
    return long if LONG else short


def seed() -> int:
    """Return the seed that was asked for, or a new one."""
    return int(os.environ.get("TORTURE_SEED") or secrets.randbelow(10**9))


@dataclass
class Tally:
    """One torture. `expected` are the ids that had to be recorded, each as often as named.

    `injections` are faults that came to pass, `crashes` processes that did not end by themselves,
    `retries` the most tries that one append took, `worst` the seconds that it took.
    """

    name: str
    seed: int = field(default_factory=seed)
    injections: int = 0
    crashes: int = 0
    entries: int = 0
    distinct: int = 0
    lost: int = 0
    double: int = 0
    retries: int = 0
    worst: float = 0.0
    seconds: float = 0.0

    def __post_init__(self) -> None:
        self._begin = time.monotonic()
        self.random = random.Random(self.seed)
        print(f"{self.name}: TORTURE_SEED={self.seed}")

    def count(self, register: Register, expected: Iterable[str]) -> None:
        """Compare a register with what had to be in it.

        It was read whole, so that numbers and chain are proven already (I3, I4, I10).
        """
        found = Counter(entry.id for entry in register.entries)
        wanted = Counter(expected)
        self.entries += found.total()
        self.distinct += len(register.by_key)
        self.lost += (wanted - found).total()
        self.double += (found - wanted).total()

    def close(self) -> None:
        """Say and keep what was counted, and fail when anything was lost or is there twice."""
        self.seconds = round(time.monotonic() - self._begin, 1)
        print(asdict(self))
        if place := os.environ.get("TORTURE_LEDGER"):
            file = Path(place) / f"{secrets.token_hex(6)}.json"
            file.write_text(json.dumps(asdict(self)), encoding="utf-8")
        assert (self.lost, self.double) == (0, 0)
        assert self.entries == self.distinct
