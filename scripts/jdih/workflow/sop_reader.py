"""SOP documents as the program reads them, and which revision holds on a day.

Everything an SOP says is data (``content/sop/<id>.md``); nothing about one office stands in code.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from jdih.model.document import Document
from jdih.model.node import Mapping
from jdih.model.sop import Decision, Exit, Proof, Role, Scope, Sop, Step
from jdih.workflow.duration import parse_minutes


def parse_sop(document: Document, day_minutes: int) -> Sop:
    """Return the SOP that a document holds; `day_minutes` is the unit's working day in minutes.

    The document must satisfy the schema ``sop``: a caller that has findings of the schema has no
    SOP. What the schema cannot say is left to `jdih.rules.sop`, so a broken order of steps or an
    exit that leads nowhere is read as written.
    """
    header = document.header
    unit = header.text("satuan_waktu")
    total = header.text("total_waktu")
    return Sop(
        id=document.id,
        path=document.path,
        number=header.text("nomor"),
        title=document.title,
        institution=header.text("instansi"),
        in_force=date.fromisoformat(header.text("berlaku_sejak")),
        roles=tuple(
            Role(role.text("kode"), role.text("nama")) for role in header.mappings("pelaksana")
        ),
        steps=tuple(_step(step, unit, day_minutes) for step in header.mappings("kegiatan")),
        total=total,
        total_minutes=_minutes(total, unit, day_minutes),
        interpreted=header.flag("penafsiran"),
        replaces=header.text("menggantikan"),
        notes=header.texts("catatan"),
    )


def sop_in_force(sops: Iterable[Sop], name: str, day: date) -> Sop | None:
    """Return the revision to which an item is held that names SOP `name` and was opened on `day`.

    All revisions linked by ``menggantikan``, in either direction, are one family; of those in
    force on `day` the latest holds. None when `name` is unknown or none was in force yet.
    """
    family = _family(tuple(sops), name)
    held = [sop for sop in family if sop.in_force <= day]
    return max(held, key=lambda sop: (sop.in_force, sop.id), default=None)


def _family(sops: tuple[Sop, ...], name: str) -> list[Sop]:
    names = {name}
    grown = 0
    while grown != len(names):
        grown = len(names)
        for sop in sops:
            if sop.id in names or sop.replaces in names:
                names |= {sop.id, sop.replaces} - {""}
    return [sop for sop in sops if sop.id in names]


def _step(step: Mapping, unit: str, day_minutes: int) -> Step:
    time = step.text("waktu")
    return Step(
        number=int(step.text("no")),
        text=_wording(step),
        scope=Scope(step.text("lingkup")),
        opens=step.flag("membuka"),
        performers=step.texts("pelaksana"),
        deciders=step.texts("pemutus"),
        requirements=step.texts("kelengkapan"),
        time=time,
        minutes=_minutes(time, unit, day_minutes),
        outputs=step.texts("output"),
        remark=step.text("keterangan"),
        decision=_decision(step),
        proofs=tuple(Proof(proof) for proof in step.texts("isian")),
    )


def _wording(step: Mapping) -> str:
    """Return the step as its cell in the SOP has it: the sentence, then the parts a, b."""
    parts = [f"{part.text('huruf')} {part.text('teks')}" for part in step.mappings("rincian")]
    return " ".join(filter(None, [step.text("uraian"), *parts]))


def _decision(step: Mapping) -> Decision | None:
    if step.get("keputusan") is None:
        return None
    exits = step.mapping("keputusan")
    return Decision(_exit(exits, "setuju"), _exit(exits, "tidak"))


def _exit(exits: Mapping, key: str) -> Exit | None:
    if exits.get(key) is None:
        return None
    way = exits.mapping(key)
    to = way.text("ke")
    return Exit(way.text("teks"), int(to) if to else None)


def _minutes(time: str, unit: str, day_minutes: int) -> int | None:
    """Read a time; a bare number has the unit that stands in the head of its column."""
    bare = time.replace(".", "").isdigit()
    return parse_minutes(f"{time} {unit}" if bare and unit else time, day_minutes)
