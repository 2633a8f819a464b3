"""An SOP as the program reads it: steps, who performs them, what proves them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum


class Scope(StrEnum):
    """What a step is about: one item, or one month."""

    ITEM = "konten"
    MONTH = "bulan"


class Proof(StrEnum):
    """What shows that a step was done (``isian``). The first group stands in the item's files."""

    DISPOSITION = "disposisi"
    SOURCES = "bahan"
    DIRECTION = "arahan"
    PLAN_LINE = "rencana"
    SUMMARY = "ringkasan"
    TEXT = "naskah"
    MEDIA = "media"
    CAPTIONS = "takarir"
    NOTICE = "pemberitahuan"
    EDITOR = "penyunting"
    COORDINATION = "unit_lain"
    # Proven by facts outside the item's files:
    APPROVAL = "persetujuan"
    PUBLICATION = "terbit"
    # Proven by documents of the month:
    STRATEGY = "strategi"
    PLAN = "rencana_bulan"
    REPORT = "laporan"


OUTSIDE_ITEM = frozenset(
    {Proof.APPROVAL, Proof.PUBLICATION, Proof.STRATEGY, Proof.PLAN, Proof.REPORT}
)


@dataclass(frozen=True, slots=True)
class Role:
    """A column of the matrix. `code` is used in the data, `name` is as the SOP writes it."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Exit:
    """A labelled way out of a decision: the words of the SOP, and the step it leads to."""

    text: str
    to: int | None


@dataclass(frozen=True, slots=True)
class Decision:
    """The two exits of a decision step; None where the SOP does not write one."""

    approve: Exit | None
    refuse: Exit | None


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the matrix (*kegiatan*).

    `time` is as written (blank stays blank); `minutes` are working minutes, None when blank.
    `performers` and `deciders` are role codes. `opens` is True where an item begins.
    """

    number: int
    text: str
    scope: Scope
    opens: bool
    performers: tuple[str, ...]
    deciders: tuple[str, ...]
    requirements: tuple[str, ...]
    time: str
    minutes: int | None
    outputs: tuple[str, ...]
    remark: str
    decision: Decision | None
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class Sop:
    """One revision of an SOP, in force from `in_force`."""

    id: str
    path: str
    number: str
    title: str
    institution: str
    in_force: date
    roles: tuple[Role, ...]
    steps: tuple[Step, ...]
    total: str
    total_minutes: int | None
    interpreted: bool
    replaces: str = ""
    notes: tuple[str, ...] = field(default=())

    def role(self, code: str) -> Role | None:
        """Return the role with this code, or None."""
        return next((role for role in self.roles if role.code == code), None)

    def words(self, number: int) -> str:
        """Return the text of the step with this number, empty where there is none."""
        return next((step.text for step in self.steps if step.number == number), "")

    @property
    def item_steps(self) -> tuple[Step, ...]:
        """The steps an item goes through, in order."""
        return tuple(step for step in self.steps if step.scope is Scope.ITEM)

    @property
    def approval_step(self) -> Step | None:
        """The step of an item on which a deciding office approves it."""
        return next((step for step in self.item_steps if Proof.APPROVAL in step.proofs), None)

    @property
    def repair_step(self) -> Step | None:
        """The step to which a refusal sends an item back (the exit *Tidak*)."""
        decided = self.approval_step
        refuse = decided.decision.refuse if decided and decided.decision else None
        return next((step for step in self.item_steps if refuse and step.number == refuse.to), None)

    @property
    def publishing_step(self) -> Step:
        """The step that publishes an item, its last one where none says so."""
        publishing = [step for step in self.item_steps if Proof.PUBLICATION in step.proofs]
        return (publishing or self.item_steps)[-1]

    def deciding_step(self, step: Step) -> Step | None:
        """Return the step of the month on which what `step` makes is decided, None for none."""
        later = [one for one in self.steps if one.number > step.number]
        after = later[0] if later else None
        decides = after and after.scope is Scope.MONTH and Proof.APPROVAL in after.proofs
        return after if decides else None

    def way_of(self, step: Step) -> Sop:
        """Return the SOP as what a `step` of the month makes goes through it: made, decided."""
        steps = (step, self.deciding_step(step))
        return replace(self, steps=tuple(replace(one, scope=Scope.ITEM) for one in steps if one))
