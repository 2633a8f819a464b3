"""A month as people name it, and what an SOP asks of it: strategy, plan, report (MK 1–3, 6)."""

from __future__ import annotations

from collections.abc import Mapping

from jdih.errors import JdihError
from jdih.model.period import Month
from jdih.model.sop import Proof, Sop
from jdih.rules.engine import Checked
from jdih.workflow.progress import LABELS


def named_month(text: str) -> Month:
    """Return the month that somebody wrote. Raises JdihError for what is none."""
    month = Month.parse(text.strip())
    if month is None:
        raise JdihError(f"“{text[:40]}” bukan bulan.", "Tulis tahun dan bulan, misalnya 2026-12.")
    return month


def sop_asking(checked: Checked, proof: Proof, named: str) -> str:
    """Return the SOP that asks for `proof`, the newest revision of it, or the one `named`.

    Raises JdihError when none does, when several do and none is named, or when `named` does not.
    """
    sops = checked.context.sops
    known = asking(sops, proof)
    choice = known - {sops[name].replaces for name in known}
    if named in known or (not named and len(choice) == 1):
        return named or choice.pop()
    listed = ", ".join(sorted(known)) or "belum ada"
    what = LABELS[proof]
    raise JdihError(
        f"SOP “{named}” tidak meminta {what}." if named else f"SOP {what} ini belum jelas.",
        f"Tambahkan --sop. SOP yang meminta {what}: {listed}.",
    )


def asking(sops: Mapping[str, Sop], proof: Proof) -> set[str]:
    """Return the ids of those of `sops`, by id, that ask for `proof`, former ones included."""
    return {name for name, sop in sops.items()
            if any(proof in step.proofs for step in sop.steps)}  # fmt: skip
