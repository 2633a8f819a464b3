"""What an audit says: what does not hold, what each entry rests on, and what nobody can prove."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from jdih.model.entry import Approval, Entry, Evidence


class Flaw(StrEnum):
    """Kinds of what does not hold; stable names for programs."""

    BOOK = "buku-agenda"
    """The register's own files, chain or evidence."""
    WITNESS = "saksi"
    """A copy of the register's tip that the register departs from."""
    MAINLINE = "jalur-utama"
    """A recorded commit that the main branch does not hold: rewound, or exchanged."""
    DIGEST = "sidik"
    FILES = "berkas"
    APPROVAL = "persetujuan"
    STEPS = "kegiatan"
    ADDRESS = "alamat"
    TITLE = "judul"
    PLAN = "rencana"
    """An item made from a line that no plan had, or none that was approved by then."""
    EVENT = "kejadian"
    CONTENT = "isi"
    """A change of a document that no rule in force then allowed."""
    SETTINGS = "pengaturan"
    TOOLING = "perkakas"
    REMOVAL = "penghapusan"
    ERASURE = "hapus-data"
    """A recorded erasure and its proof, or this history, do not go together."""
    IMPORTED = "impor"
    """A document listed as imported that was not there when the office began."""
    CLOCK = "tanggal"
    PAGE = "halaman"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that does not hold, in Indonesian.

    `entry` is the number of the entry, `commit` a commit of the main branch (of the register for
    `Flaw.BOOK`), `path` a file; each is empty where there is none.
    """

    flaw: Flaw
    words: str
    entry: str = ""
    commit: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """An entry that was audited: the approval as derived again, and whether all of it holds."""

    entry: Entry
    approval: Approval | None
    sound: bool

    @property
    def rests_on(self) -> Evidence:
        """What it rests on."""
        return self.approval.evidence if self.approval else Evidence.STATEMENT


@dataclass(frozen=True, slots=True)
class Testified:
    """A copy that somebody kept, at `place`, and `what` of it was compared.

    It knows `count` entries, the last of which has a hash that begins with `hash`.
    """

    place: str
    what: str
    count: int
    hash: str
    agrees: bool


@dataclass(frozen=True, slots=True)
class Audit:
    """The result.

    `commit` is the end of the main branch, `count` and `tip` are those of the register, `since` is
    what the audit was narrowed to. `changes` counts changes of the main branch that were judged.
    `witnesses` are the copies it was compared with. `notes` say what could not be looked at.
    """

    commit: str
    count: int
    tip: str
    since: str
    readings: tuple[Reading, ...]
    changes: int
    witnesses: tuple[Testified, ...]
    faults: tuple[Fault, ...]
    notes: tuple[str, ...]

    def resting_on(self, evidence: Evidence) -> int:
        """Return how many entries rest on `evidence`."""
        return sum(reading.rests_on is evidence for reading in self.readings)
