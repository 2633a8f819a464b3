"""A month as people name it, and what an SOP asks of it: strategy, plan, report (MK 1–3, 6)."""

from __future__ import annotations

from jdih.errors import JdihError
from jdih.model.period import Month
from jdih.model.sop import Proof
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
    asking = sops_asking(checked, proof)
    choice = asking - {checked.context.sops[name].replaces for name in asking}
    if named in asking or (not named and len(choice) == 1):
        return named or choice.pop()
    known = ", ".join(sorted(asking)) or "belum ada"
    what = LABELS[proof]
    raise JdihError(
        f"SOP “{named}” tidak meminta {what}." if named else f"SOP {what} ini belum jelas.",
        f"Tambahkan --sop. SOP yang meminta {what}: {known}.",
    )


def sops_asking(checked: Checked, proof: Proof) -> set[str]:
    """Return the ids of the SOPs that ask for `proof`, former revisions included."""
    sops = checked.context.sops
    return {name for name, sop in sops.items()
            if any(proof in step.proofs for step in sop.steps)}  # fmt: skip
