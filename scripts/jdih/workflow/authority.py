"""Who may decide on a version: by the item's SOP, or by ``keputusan`` in unit.yml."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jdih.model.document import Kind
from jdih.model.sop import Sop, Step
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
    sop = version.sops.get(label.sop)
    if label.kind is Kind.ITEM and (sop is None or sop.approval_step is None):
        raise refused(Refusal.NO_SOP, version, name=label.sop or "tidak disebut")
    return _some(version, deciding(label.kind, sop, unit))


def settings_deciders(version: Version) -> tuple[Office, ...]:
    """Return the offices that may approve a change of the office's own settings."""
    unit = version.unit
    if unit is None:
        raise refused(Refusal.NO_UNIT, version)
    return _some(version, _offices(unit, unit.settings_offices))


def deciding(kind: Kind, sop: Sop | None, unit: Unit) -> tuple[Office, ...]:
    """Return the offices that decide on documents of a kind; none where nobody may.

    On an item its own SOP says who; nobody decides under one that is not there.
    """
    if kind is Kind.ITEM:
        step = sop.approval_step if sop else None
        return unit.offices_filling(sop.id, step.deciders) if sop and step else ()
    authority = unit.authority(kind)
    return _offices(unit, authority.offices if authority else ())


def _offices(unit: Unit, codes: Iterable[str]) -> tuple[Office, ...]:
    found = (unit.office(code) for code in dict.fromkeys(codes))
    return tuple(office for office in found if office is not None)


def _some(version: Version, offices: tuple[Office, ...]) -> tuple[Office, ...]:
    if not offices:
        raise refused(Refusal.NO_DECIDER, version, name=subject_of(version))
    return offices


def subject_of(version: Version) -> str:
    """Return what is decided on, as people call it."""
    return version.label.kind.value if version.label else "pengaturan"


def names_of(offices: Iterable[Office]) -> str:
    """Return the names of offices as a sentence holds them."""
    return ", ".join(office.name for office in offices)


def offices_of(step: Step, sop: Sop, unit: Unit) -> Iterator[str]:
    """Yield the offices a step waits for, by name; a role that no office fills by its own name."""
    for code in step.deciders or step.performers:
        offices = unit.offices_for(sop.id, code)
        role = sop.role(code)
        yield from (office.name for office in offices)
        if not offices and role is not None:
            yield role.name
