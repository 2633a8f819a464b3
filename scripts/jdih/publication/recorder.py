"""Who states a fact that is recorded: an office, told by account, by code, or by Git."""

from __future__ import annotations

from datetime import date

from jdih.errors import JdihError
from jdih.forge.people import account_of, held_on
from jdih.forge.witness import Issue
from jdih.model.unit import Office, Unit
from jdih.repository.git import Repository

FORM_MARK = "<!-- alur-jdih: formulir -->"
"""What the answer under a form begins with."""


def filler(issue: Issue, unit: Unit, today: date) -> Office:
    """Return the office held today by who filled in a form. Raises JdihError for none."""
    for office in held_on(today, issue.account_id, unit):
        return office
    raise JdihError(
        "Akun yang mengisi formulir ini tidak sedang memegang jabatan di unit.",
        "Mintalah pemegang jabatan mengisi formulirnya; jabatan tercatat di site_config/unit.yml.",
    )


def named(code: str, unit: Unit) -> Office:
    """Return the office with this code. Raises JdihError for one that the unit does not have."""
    office = unit.office(code)
    if office is None:
        known = ", ".join(office.code for office in unit.offices)
        raise JdihError(
            f"Jabatan “{code}” tidak ada dalam site_config/unit.yml.", f"Pilih: {known}."
        )
    return office


def at_this_machine(repository: Repository, unit: Unit, today: date) -> Office:
    """Return the office of whoever works here, by the address that their commits carry.

    Raises JdihError when that address names nobody who holds an office today.
    """
    _, address = repository.identity()
    for office in held_on(today, account_of(address, unit), unit):
        return office
    raise JdihError(
        "Jabatan yang mencatat tidak dapat dikenali dari pengaturan Git di komputer ini.",
        "Tambahkan --oleh KODE-JABATAN, misalnya --oleh pengelola.",
    )
