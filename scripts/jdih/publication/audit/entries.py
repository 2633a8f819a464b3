"""The entries of the register, each derived again: approval, steps, sidik, address, title."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from itertools import product
from types import MappingProxyType

from jdih.errors import JdihError
from jdih.model.document import CONTENT, FRAME, SITE_CONFIG, Document, Kind
from jdih.model.entry import SHOWN, Activity, Approval, Detail, Entry, Event
from jdih.model.unit import Unit
from jdih.model.verdict import State as Judgement
from jdih.publication.audit.mainline import Rulings
from jdih.publication.audit.moments import misnamed, mistimed
from jdih.publication.audit.outcome import Fault, Flaw, Reading
from jdih.publication.audit.plans import Plans
from jdih.publication.course import Courses
from jdih.publication.plan_bound import cited
from jdih.publication.record import act_of
from jdih.publication.state import State, unit_of
from jdih.reading.schema import Schemas
from jdih.register.chain import Register
from jdih.register.format import path_of
from jdih.repository.git import Repository
from jdih.rules.engine import Checked, check_tree
from jdih.website import address
from jdih.workflow.amendment import corrects
from jdih.workflow.digest import sidik
from jdih.workflow.gate import Ruling

_RULES = (SITE_CONFIG, FRAME, f"{CONTENT}/{Kind.SOP.value}")
_NAMES = {
    "office": "jabatan",
    "title": "sebutan",
    "commit": "penggabungan",
    "time": "waktu",
    "evidence": "bukti",
    "basis": "dasar",
    "rules": "aturan",
}
"""Fields of an approval as the register calls them, in the order they are compared."""

_ACT = (Detail.OFFICE, Detail.CONSENT, Detail.MEANS, Detail.CONSENTED, Detail.PROOF)
"""What an entry says of the act, and the consent, by which something was shown unapproved."""

Told = tuple[int, int, str, str, str, str]


class Examiner:
    """Derives entries again. `state` is the main branch, `rulings` the gate's words on it.

    `lost` are the ids of items of which an erasure removed a file: it may have proven a step.
    `written` says when each file of the register was.
    """

    def __init__(
        self,
        repository: Repository,
        state: State,
        rulings: Rulings,
        register: Register,
        lost: Container[str] = (),
        written: Mapping[str, datetime] = MappingProxyType({}),
    ) -> None:
        self._written = written
        self._lost = lost
        self._repository = repository
        self._state = state
        self._rulings = rulings
        self._register = register
        mainline = state.facts.history.mainline
        self._mainline = frozenset(commit.sha for commit in mainline)
        self._plans = Plans(repository, rulings, mainline)
        state.facts.foresee(state.tree, state.documents)
        self._courses: dict[str, tuple[Checked, Courses] | None] = {}

    def read(self, entry: Entry) -> tuple[Reading, tuple[Fault, ...]]:
        """Audit one entry."""
        ruling = self._rulings.at(entry.id, entry.commit)
        faults = tuple(
            replace(fault, entry=entry.label, commit=fault.commit or entry.commit)
            for fault in (*self._moment(entry, ruling), *self._faults(entry, ruling))
        )
        approval = ruling.approval if ruling and entry.approval else None
        return Reading(entry, approval, not faults), faults

    def _moment(self, entry: Entry, ruling: Ruling | None) -> Iterator[Fault]:
        approval = ruling.approval if ruling and entry.approval else None
        yield from mistimed(entry, approval, self._written.get(path_of(entry.year, entry.number)))

    def _faults(self, entry: Entry, ruling: Ruling | None) -> Iterator[Fault]:
        if entry.event not in SHOWN:
            yield from self._about_published(entry)
            if entry.approval is None:
                return
        if entry.commit not in self._mainline:
            words = "Commit yang tercatat tidak ada pada jalur utama cabang ini: cabang diundurkan "
            yield Fault(Flaw.MAINLINE, f"{words}atau riwayatnya diganti.")
            return
        if entry.files and sidik(entry.files) != entry.digest:
            yield Fault(Flaw.FILES, "Sidik yang tercatat bukan sidik dari berkas yang tercatat.")
        if ruling is None:
            yield Fault(Flaw.CONTENT, f"Tidak ada versi {entry.id} pada commit itu.")
            return
        if ruling.version.digest != entry.digest:
            words = f"Isi pada commit itu bersidik {ruling.version.digest[:16]}, bukan "
            yield Fault(Flaw.DIGEST, f"{words}{entry.digest[:16]} seperti yang tercatat.")
        yield from self._approval(entry, ruling)
        yield from self._act(entry, ruling)
        yield from self._page(entry, ruling)

    def _about_published(self, entry: Entry) -> Iterator[Fault]:
        """Yield a statement about a version that was never published."""
        if entry.event in {Event.INCIDENT, Event.ERASED}:
            return
        before = self._before(entry)
        if all(one.digest != entry.digest for one in before):
            yield Fault(Flaw.EVENT, "Menyebut versi yang tidak pernah tercatat terbit.")
        approves = entry.detail(Detail.APPROVES)
        if approves and not any(one.provisional and one.label == approves for one in before):
            words = f"Menyetujui nomor {approves}, yang tidak menayangkan konten ini sementara."
            yield Fault(Flaw.EVENT, words)

    def _before(self, entry: Entry) -> list[Entry]:
        """Return the earlier entries that showed the item."""
        place = entry.year, entry.number
        own = self._register.by_id.get(entry.id, ())
        return [one for one in own if one.event in SHOWN and (one.year, one.number) < place]

    def _approval(self, entry: Entry, ruling: Ruling) -> Iterator[Fault]:
        if ruling.state is Judgement.HELD and entry.provisional:
            # Entries of earlier versions of this program kept no evidence of it.
            words = (
                f"Belum disetujui sesudah tayang: {ruling.reason} Bila persetujuan diberikan di "
            )
            yield Fault(Flaw.APPROVAL, f"{words}GitHub, periksa dengan --forge github.")
        elif ruling.state is Judgement.HELD:
            yield Fault(Flaw.APPROVAL, f"Persetujuan tidak terbukti: {ruling.reason}")
        elif (entry.event is Event.IMPORTED) and ruling.state is not Judgement.IMPORTED:
            yield Fault(Flaw.EVENT, "Tercatat sebagai impor, padahal bukan bagian daftar impor.")
        elif entry.approval is None or ruling.approval is None:
            if not entry.provisional and (entry.approval is None) is not (ruling.approval is None):
                yield Fault(Flaw.APPROVAL, "Yang tercatat dan yang terbukti tentang persetujuan "
                            "berbeda: hanya satu yang menyebut persetujuan.")  # fmt: skip
        else:
            for name, said, proven in _differing(entry, entry.approval, ruling.approval):
                words = f"Persetujuan yang tercatat ({name} {said or 'kosong'}) bukan yang terbukti"
                yield Fault(Flaw.APPROVAL, f"{words} ({proven or 'kosong'}).")

    def _act(self, entry: Entry, ruling: Ruling) -> Iterator[Fault]:
        """Yield what an entry says of how its version came to be shown, and Git does not."""
        if ruling.state is Judgement.HELD or not entry.provisional:
            return
        if ruling.version.recorded is not None and ruling.grant is None:
            return  # erased by an earlier version of this program, which kept no acts
        proven = dict(act_of(ruling.grant))
        for detail in _ACT:
            said, there = entry.detail(detail), proven.get(detail.value, "")
            if said != there:
                words = (
                    f"Tayang sebelum disetujui: yang tercatat ({detail.value} {said or 'kosong'})"
                )
                yield Fault(Flaw.APPROVAL, f"{words} bukan yang terbukti ({there or 'kosong'}).")

    def _page(self, entry: Entry, ruling: Ruling) -> Iterator[Fault]:
        at = address.of_path(ruling.version.path)
        if at != entry.address:
            yield Fault(Flaw.ADDRESS, f"Alamat pada commit itu {at}, bukan {entry.address}.")
        rules = self._rules_at(entry.commit)
        checked = rules[0] if rules else self._state.checked
        version = ruling.version
        schemas = checked.schemas
        document = self._state.facts.document(version.commit, version.path, schemas)
        if document is None:
            return
        if entry.event in SHOWN and not entry.provisional and ruling.state is not Judgement.HELD:
            yield from self._kind(entry, document, schemas, ruling.state)
        # Only schema 1 wrote titles into the book.
        if entry.title and document.title != entry.title:
            yield Fault(Flaw.TITLE, f"Judul pada commit itu “{document.title}”.")
        approved = entry.approval is not None and entry.id not in self._lost
        approval = ruling.approval if approved else None
        if approval is not None and document.kind is Kind.ITEM:
            yield from self._planned(entry, document, approval)
            yield from self._steps(entry, document, approval, rules)

    def _kind(
        self, entry: Entry, document: Document, schemas: Schemas, state: Judgement
    ) -> Iterator[Fault]:
        former = next(reversed(self._before(entry)), None)
        ruling = self._rulings.at(former.id, former.commit) if former else None
        shown = ruling.version if ruling else None
        facts = self._state.facts
        known = facts.document(shown.commit, shown.path, schemas) if shown else None
        amended = document.kind is not Kind.ITEM or known is None or corrects(known, document)
        imported = state is Judgement.IMPORTED
        yield from misnamed(entry, document, former, imported=imported, amended=amended)

    def _planned(self, entry: Entry, document: Document, approval: Approval) -> Iterator[Fault]:
        line, recorded = cited(document), datetime.fromisoformat(entry.time)
        if line and not self._plans.approved(line, approval.rules, recorded):
            words = f"Baris rencana {line} belum disetujui ketika konten ini terbit"
            yield Fault(Flaw.PLAN, f"{words} (aturan pada {approval.rules[:12]}).")

    def _steps(
        self,
        entry: Entry,
        document: Document,
        approval: Approval,
        rules: tuple[Checked, Courses] | None,
    ) -> Iterator[Fault]:
        """Yield a way through the SOP that is not the one that Git and the evidence show.

        It is told by the settings at the entry's commit, or by the present ones: what was in force
        when it was recorded lies between. Older entries are told as they used to be.
        """
        recorded = [_told(one) for one in entry.activities]
        live = datetime.fromisoformat(self._seen(entry))
        found: list[Told] = []
        candidates = (rules[1] if rules else None, self._present)
        for courses, former in product(filter(None, candidates), (True, False)):
            way = courses.done(document, approval, live, former=former)
            found = [_told(one) for one in way]
            if found == recorded:
                return
        wrong = next((one for one in recorded if one not in found), None)
        missing = next((one for one in found if one not in recorded), None)
        step, around = (wrong or missing or (0, 0))[:2]
        words = f"Kegiatan {step} putaran {around} tidak seperti yang ditunjukkan Git dan bukti."
        yield Fault(Flaw.STEPS, words)

    def _seen(self, entry: Entry) -> str:
        """Return when the version was first seen live: of a later approval, what it approves."""
        shown = entry.detail(Detail.APPROVES)
        own = self._register.by_id.get(entry.id, ())
        return next((one.time for one in own if one.label == shown), entry.time)

    @cached_property
    def _ruled_by(self) -> Mapping[str, str]:
        """Return for each commit of the main branch the last one that changed the rules."""
        found: dict[str, str] = {}
        last = ""
        for commit in self._state.facts.history.mainline:
            if not last or any(change.path.startswith(_RULES) for change in commit.changes):
                last = commit.sha
            found[commit.sha] = last
        return found

    @cached_property
    def _present(self) -> Courses | None:
        unit = self._state.checked.context.unit
        if unit is None:
            return None
        return self._courses_by(unit, self._state.checked)

    def _courses_by(self, unit: Unit, checked: Checked) -> Courses:
        return Courses(self._repository, unit, checked, self._state.witness, self._state.facts)

    def _rules_at(self, commit: str) -> tuple[Checked, Courses] | None:
        """Return schemas, SOPs and settings as a commit holds them, None where unusable."""
        key = self._ruled_by.get(commit, commit)
        if key not in self._courses:
            tree = self._repository.tree(commit, *_RULES)
            try:
                checked, unit = check_tree(tree), unit_of(tree)
                self._courses[key] = checked, self._courses_by(unit, checked)
            except JdihError:
                self._courses[key] = None
        return self._courses[key]


def _differing(entry: Entry, said: Approval, proven: Approval) -> Iterator[tuple[str, str, str]]:
    names: Mapping[str, str] = _NAMES
    for field, name in names.items():
        if field == "rules" and entry.schema == 1:
            continue
        one, other = str(getattr(said, field)), str(getattr(proven, field))
        if one != other:
            yield name, one, other


def _told(activity: Activity) -> Told:
    """Return what Git and the evidence show of a round; minutes and standards follow from it."""
    return (
        activity.step,
        activity.round,
        activity.office,
        activity.begin,
        activity.end,
        activity.decision,
    )
