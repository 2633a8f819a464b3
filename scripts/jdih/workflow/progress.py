"""Where an item stands on its SOP: which steps are proven, which fields the next one needs.

Everything is derived from the SOP's own steps (design decision 2); nothing here knows an office.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from jdih.model.document import Document
from jdih.model.sop import OUTSIDE_ITEM, Proof, Scope, Sop, Step

NOTICE_FILE = "pemberitahuan.md"

LABELS: dict[Proof, str] = {
    Proof.DISPOSITION: "disposisi",
    Proof.SOURCES: "bahan",
    Proof.DIRECTION: "arahan",
    Proof.PLAN_LINE: "baris rencana (rencana, atau alasan pada di_luar_rencana)",
    Proof.SUMMARY: "ringkasan",
    Proof.TEXT: "naskah di bawah kepala berkas",
    Proof.MEDIA: "gambar di samping naskah",
    Proof.CAPTIONS: "takarir tiap platform (takarir/PLATFORM.md)",
    Proof.NOTICE: f"naskah pemberitahuan ({NOTICE_FILE})",
    Proof.EDITOR: "penyunting",
    Proof.COORDINATION: "koordinasi unit lain (unit_lain)",
    Proof.APPROVAL: "persetujuan",
    Proof.PUBLICATION: "penerbitan dan pencatatan",
    Proof.STRATEGY: "strategi",
    Proof.PLAN: "rencana bulanan",
    Proof.REPORT: "laporan bulanan",
}
"""How people read each proof."""

_IN_ITEM: dict[Proof, Callable[[Document], bool]] = {
    Proof.DISPOSITION: lambda item: bool(item.header.mapping("disposisi").entries),
    Proof.SOURCES: lambda item: bool(item.header.texts("bahan")),
    Proof.DIRECTION: lambda item: bool(item.header.text("arahan")),
    Proof.PLAN_LINE: lambda item: bool(
        item.header.text("rencana") or item.header.text("di_luar_rencana")
    ),
    Proof.SUMMARY: lambda item: bool(item.header.text("ringkasan")),
    Proof.TEXT: lambda item: bool(item.body.strip()),
    Proof.MEDIA: lambda item: bool(item.pictures),
    Proof.CAPTIONS: lambda item: any(text.strip() for _, text in item.captions),
    Proof.NOTICE: lambda item: bool(item.text_beside(NOTICE_FILE).strip()),
    Proof.EDITOR: lambda item: bool(item.header.text("penyunting")),
    Proof.COORDINATION: lambda item: bool(item.header.mapping("unit_lain").entries),
}


@dataclass(frozen=True, slots=True)
class Progress:
    """Where an item stands.

    `reached` is the last proven step (None before the first), `waiting` the step it waits for
    (None when the SOP is done), `missing` what that step still needs.
    """

    reached: Step | None
    waiting: Step | None
    missing: tuple[Proof, ...]


def holds(item: Document, proof: Proof) -> bool:
    """Say whether the item's own files show `proof`; facts outside them are never shown here."""
    return proof not in OUTSIDE_ITEM and _IN_ITEM[proof](item)


def progress(item: Document, sop: Sop, facts: frozenset[Proof] = frozenset()) -> Progress:
    """Return where `item` stands on `sop`.

    `facts` are the proofs outside the item's files that are known to hold: the approval found by
    the gate, the publication found in the register.
    """
    reached: Step | None = None
    for step in sop.item_steps:
        missing = tuple(
            proof
            for proof in step.proofs
            if proof not in facts and not holds(item, proof) and not _of_month(proof)
        )
        if missing:
            return Progress(reached, step, missing)
        reached = step
    return Progress(reached, None, ())


def demanded(sop: Sop) -> tuple[tuple[Step, Proof], ...]:
    """Return what must stand in an item's files before its decision step, step by step."""
    last = sop.approval_step
    return tuple(
        (step, proof)
        for step in sop.item_steps
        if last is None or step.number <= last.number
        for proof in step.proofs
        if proof not in OUTSIDE_ITEM
    )


def month_steps(sop: Sop) -> tuple[Step, ...]:
    """Return the steps that concern a month, not one item."""
    return tuple(step for step in sop.steps if step.scope is Scope.MONTH)


def _of_month(proof: Proof) -> bool:
    return proof in {Proof.STRATEGY, Proof.PLAN, Proof.REPORT}
