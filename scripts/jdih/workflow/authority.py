"""Who may decide on a version: by the item's SOP, or by ``keputusan`` in unit.yml."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from jdih.model.document import Document, Kind
from jdih.model.sop import Sop
from jdih.model.unit import Office, Unit
from jdih.workflow.refusal import Refusal, refused
from jdih.workflow.version import Version


def deciders(version: Version) -> tuple[Office, ...]:
    """Return the offices that may approve a document: by its SOP for an item, else by unit.yml.

    Raises `Refused` when there are none.
    """
    unit, label = version.unit, version.label
    if unit is None:
        raise refused(Refusal.NO_UNIT, version)
    if label is None:
        raise refused(Refusal.NO_LABEL, version)
    if label.kind is Kind.ITEM:
        return _by_sop(version, unit, label.sop)
    authority = unit.authority(label.kind)
    return _offices(version, unit, authority.offices if authority else ())


def settings_deciders(version: Version) -> tuple[Office, ...]:
    """Return the offices that may approve a change of the office's own settings."""
    unit = version.unit
    if unit is None:
        raise refused(Refusal.NO_UNIT, version)
    return _offices(version, unit, unit.settings_offices)


def deciding(document: Document, unit: Unit, sops: Mapping[str, Sop]) -> tuple[Office, ...]:
    """Return the offices whose decision a document waits for; none where nobody may decide."""
    if document.kind is Kind.ITEM:
        sop = sops.get(document.header.text("sop"))
        step = sop.approval_step if sop else None
        return unit.offices_filling(sop.id, step.deciders) if sop and step else ()
    authority = unit.authority(document.kind)
    codes = authority.offices if authority else ()
    return tuple(office for office in map(unit.office, codes) if office is not None)


def _by_sop(version: Version, unit: Unit, name: str) -> tuple[Office, ...]:
    sop = version.sops.get(name)
    step = sop.approval_step if sop else None
    if step is None:
        raise refused(Refusal.NO_SOP, version, name=name or "tidak disebut")
    filled = unit.offices_filling(name, step.deciders)
    return _offices(version, unit, (office.code for office in filled))


def _offices(version: Version, unit: Unit, codes: Iterable[str]) -> tuple[Office, ...]:
    found = (unit.office(code) for code in dict.fromkeys(codes))
    offices = tuple(office for office in found if office is not None)
    if not offices:
        raise refused(Refusal.NO_DECIDER, version, name=subject_of(version))
    return offices


def subject_of(version: Version) -> str:
    """Return what is decided on, as people call it."""
    return version.label.kind.value if version.label else "pengaturan"


def names_of(offices: Iterable[Office]) -> str:
    """Return the names of offices as a sentence holds them."""
    return ", ".join(office.name for office in offices)
