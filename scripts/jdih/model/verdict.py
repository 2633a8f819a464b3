"""What the gate says of one document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from jdih.model.entry import Approval, Evidence


class State(StrEnum):
    """Whether a version may be published.

    PROVISIONAL is shown although no deciding office approved it yet: an urgent item, or one that
    was withdrawn at once. Its approval falls due afterwards (*persetujuan susulan*).
    """

    APPROVED = "disetujui"
    IMPORTED = "impor"
    PROVISIONAL = "sementara"
    HELD = "ditahan"

    @property
    def decided(self) -> bool:
        """True where no approval is missing."""
        return self in {State.APPROVED, State.IMPORTED}


@dataclass(frozen=True, slots=True)
class Consent:
    """Consent that was given by telephone, message or word of mouth (``mendesak``).

    A statement of whoever wrote it down: `office` is the code of the office that consented, `proof`
    the SHA-256 of evidence that the office keeps, empty for none.
    """

    office: str
    how: str
    time: datetime
    proof: str = ""


@dataclass(frozen=True, slots=True)
class Grant:
    """By what act a provisional version is shown: the office, when (ISO 8601), resting on what.

    `title` names the office with ``Plh.``/``Plt.``. `consent` is None where an item was only
    withdrawn. `since` (ISO 8601) is the act from which the approval that is still missing falls
    due: that of the first of several provisional versions.
    """

    office: str
    title: str
    time: str
    evidence: Evidence
    consent: Consent | None
    since: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The gate's word on one document of ``content/``.

    `path` is the document's Markdown file, `digest` the sidik of the version on the branch. When
    `state` is HELD, `reason` says why in plain Indonesian, and `fallback` is the commit that holds
    the last version that may be shown, empty when there is none. `commit` is the commit
    that brought the present version. `grant` is there when it is PROVISIONAL. `shown_by` is the act
    by which what readers see is shown while nobody approved it: this version, or the one that
    stands in for it. `told` are the
    merges by which this version or an earlier one is shown on a forge's word.
    """

    id: str
    path: str
    digest: str
    state: State
    commit: str
    reason: str = ""
    approval: Approval | None = None
    fallback: str = ""
    told: tuple[str, ...] = ()
    grant: Grant | None = None
    shown_by: Grant | None = None
