"""``.github/CODEOWNERS``: whom GitHub asks to review, written from the offices in unit.yml.

It only asks; who may approve is told by the gate. Accounts are those that hold a deciding office on
the day it is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from jdih.model.document import FRAME, SITE_CONFIG
from jdih.model.sop import Sop
from jdih.model.unit import Unit
from jdih.reading.places import folder_of

PATH = ".github/CODEOWNERS"
_PROGRAM = ("/scripts/", "/.github/")
"""What carries the locks themselves: the program, its workflows and rulesets."""
_HEAD = """\
# Dibuat dari site_config/unit.yml oleh `jdih doctor --tulis-codeowners`; jangan diubah sendiri.
# GitHub memintakan ulasan kepada akun-akun ini. Yang berwenang memutuskan ditentukan oleh gerbang.
"""


def codeowners(unit: Unit, sops: Mapping[str, Sop], today: date) -> str:
    """Return the file as it should be on `today`."""
    # Of several patterns GitHub takes the last: what is nearest comes last.
    everything = sorted(_all(unit, sops), key=lambda one: len(one[0]))
    lines = [_line(pattern, _accounts(unit, codes, today)) for pattern, codes in everything]
    return _HEAD + "".join(f"{line}\n" for line in lines if line)


def _all(unit: Unit, sops: Mapping[str, Sop]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for authority in unit.authorities:
        codes = _deciders(unit, sops) if authority.by_sop else authority.offices
        yield f"/{folder_of(authority.kind)}/", codes
    for pattern in (f"/{SITE_CONFIG}/", f"/{FRAME}", *_PROGRAM):
        yield pattern, unit.settings_offices


def _deciders(unit: Unit, sops: Mapping[str, Sop]) -> tuple[str, ...]:
    """Return the offices that decide on items under any SOP."""
    steps = ((sop, sop.approval_step) for sop in sops.values())
    filled = (unit.offices_filling(sop.id, step.deciders) for sop, step in steps if step)
    return tuple(dict.fromkeys(office.code for offices in filled for office in offices))


def _accounts(unit: Unit, codes: Iterable[str], today: date) -> tuple[str, ...]:
    offices = (unit.office(code) for code in codes)
    held = (account for office in offices if office for account in office.accounts(today))
    return tuple(dict.fromkeys(f"@{account}" for account in held))


def _line(pattern: str, accounts: tuple[str, ...]) -> str:
    return f"{pattern} {' '.join(accounts)}" if accounts else ""
