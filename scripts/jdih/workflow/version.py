"""Versions of a document on the main branch, and the facts that may prove one approved.

Where the facts come from – Git alone, or a forge – is the business of `jdih.forge`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto

from jdih.model.document import DRAFTS, Kind
from jdih.model.entry import Evidence
from jdih.model.sop import Sop
from jdih.model.unit import Holder, Office, Unit
from jdih.model.verdict import Consent
from jdih.workflow.erasure import Recorded


class Doubt(Enum):
    """Why nothing approves a version."""

    EARLY = auto()
    """Merged before the office demanded approval (``mulai``)."""
    DIRECT = auto()
    """No merge: a direct push or a fast-forward."""
    OCTOPUS = auto()
    """Several branches in one merge: which of them was approved cannot be told."""
    UNREVIEWED = auto()
    """A pull request without an approving review."""
    SENT_BACK = auto()
    """An office holder's last word on the pull request asks for changes."""
    UNSIGNED = auto()
    FOREIGN = auto()
    """Signed, but by a service and not by a person."""
    UNKNOWN_KEY = auto()
    BAD_SIGNATURE = auto()


@dataclass(frozen=True, slots=True)
class Contributor:
    """Somebody who wrote a version. `account_id` is None when nobody can tell who it was.

    `commit` is the commit that says so.
    """

    account_id: int | None
    commit: str


@dataclass(frozen=True, slots=True)
class Holding:
    """An office and one who holds it, held or to be held, or no longer."""

    office: Office
    holder: Holder

    @property
    def title(self) -> str:
        """The office's name, with ``Plh.`` or ``Plt.`` where the holder is acting."""
        return f"{self.holder.acting} {self.office.name}".strip()


@dataclass(frozen=True, slots=True)
class Candidate:
    """An act of one person that may approve a version.

    `holdings` are the offices entered for that person; `time` is never earlier than what the act
    approves, whatever the person's clock says; `digest` is the sidik of what was approved.
    """

    evidence: Evidence
    time: datetime
    digest: str
    holdings: tuple[Holding, ...]


@dataclass(frozen=True, slots=True)
class Label:
    """What a version's own header says of it: its kind and id, and the SOP that it follows.

    `consent` is there when it claims to be urgent; `withdrawn` when it carries ``tarik``.
    """

    kind: Kind
    id: str
    sop: str = ""
    consent: Consent | None = None
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Version:
    """A document as one commit of the main branch left it.

    `path` is its Markdown file, empty where the document is gone. `digest` is the sidik after the
    commit, `side_digest` the one on the side that was merged; both are empty where there is none
    or it cannot be told. `unit` and `sops` are those of the branch merged into, None and empty
    where they cannot be read. `contributors` wrote what changed since the version before. A
    `reviewed` version came in a pull request, whose reviews decide. `base` is the commit of the
    branch merged into, whose rules judge.

    `merged` is when the forge merged it, None where Git alone tells. `rest` is like the
    sidik, but of the item without its ``tarik``. `afterwards` and `declined` are what was
    decided on it in Git alone after it was merged (decision 0009). `recorded` is the gate's word
    from before its commit was written anew by a recorded erasure (decision 0013).
    """

    commit: str
    path: str
    digest: str
    side_digest: str = ""
    label: Label | None = None
    unit: Unit | None = None
    sops: Mapping[str, Sop] = field(default_factory=dict)
    contributors: tuple[Contributor, ...] = ()
    approvals: tuple[Candidate, ...] = ()
    doubt: Doubt | None = None
    reviewed: bool = False
    base: str = ""
    merged: datetime | None = None
    rest: str = ""
    afterwards: tuple[Candidate, ...] = ()
    declined: tuple[Candidate, ...] = ()
    recorded: Recorded | None = None

    @property
    def draft(self) -> bool:
        """True where the document lay in ``drafts/``, which approves nothing."""
        return self.path.startswith(f"{DRAFTS}/")


@dataclass(frozen=True, slots=True)
class Baseline:
    """The document as it was at ``mulai``, or as it is while there is no ``mulai`` yet.

    `commit` is the commit of the main branch that had brought that version.
    """

    path: str
    digest: str
    commit: str
