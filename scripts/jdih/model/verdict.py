"""What the gate says of one document."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from jdih.model.entry import Approval


class State(StrEnum):
    """Whether a version may be published."""

    APPROVED = "disetujui"
    IMPORTED = "impor"
    HELD = "ditahan"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The gate's word on one document of ``content/``.

    `path` is the document's Markdown file, `digest` the sidik of the version on the branch. When
    `state` is HELD, `reason` says why in plain Indonesian, and `fallback` is the commit that holds
    the last approved (or imported) version, empty when there is none. `commit` is the commit
    that brought the present version. `told` are the merges by which this version or an earlier one
    was approved on a forge's word.
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
