"""Who does what: the offices of the unit and the parts they play in its SOPs."""

from __future__ import annotations

from dataclasses import dataclass

from jdih.website.desk import Desk
from jdih.website.page import Link, Page
from jdih.website.pages.computed import computed_page

STRUCTURE = "struktur/"


@dataclass(frozen=True, slots=True)
class Part:
    """A part that an office plays: as the SOP calls it, and the SOP's page."""

    role: str
    sop: str
    page: Link | None


def structure_page(desk: Desk) -> Page:
    """Return the offices with their parts. Who holds an office is not told here."""
    offices = desk.catalogue.site.unit.offices
    rows = tuple((office.name, tuple(_parts(desk, office.roles))) for office in offices)
    return computed_page(desk, STRUCTURE, "struktur", rows=rows)


def _parts(desk: Desk, roles: tuple[str, ...]) -> list[Part]:
    found = []
    for written in roles:
        name, _, code = written.partition("/")
        sop = desk.catalogue.site.sops.get(name)
        role = sop.role(code) if sop else None
        if sop and role:
            found.append(Part(role.name, f"SOP {sop.number}", desk.link(sop.path)))
    return found
