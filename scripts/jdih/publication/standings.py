"""Where all work stands on its SOP, on ``main`` and on every open branch."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, tzinfo

from jdih.forge.witness import Pull, Witness
from jdih.model.document import Document, Kind
from jdih.model.entry import SHOWN, Activity
from jdih.model.sop import Proof, Sop, Step
from jdih.model.verdict import State as Judgement
from jdih.model.verdict import Verdict
from jdih.publication.afterwards import Ask
from jdih.publication.course import Courses
from jdih.publication.month_work import MONTHLY, MonthWork
from jdih.publication.open_work import MAIN, Found, open_work
from jdih.publication.precedent import Precedents
from jdih.publication.review import revoked, to_review
from jdih.publication.standing import Standing
from jdih.publication.state import State, read_state, unit_of
from jdih.publication.tasks import NOTHING_LEFT, open_tasks
from jdih.reading.channels import read_channels
from jdih.register.chain import Register
from jdih.register.erasure import seen
from jdih.repository.git import Repository
from jdih.repository.touched import Touched
from jdih.workflow.authority import offices_of
from jdih.workflow.dissemination import disseminated, until
from jdih.workflow.progress import LABELS, progress
from jdih.workflow.rounds import APPROVED, REFUSED


def standings(
    repository: Repository,
    register: Register,
    now: datetime,
    witness: Witness | None = None,
    pulls: Iterable[tuple[str, Pull]] = (),
) -> tuple[Standing, ...]:
    """Return where every item stands: those of ``main``, then those that open branches change.

    So does every plan, report and strategy that is not approved yet. What several branches hold
    alike is listed once. `witness` tells of pull requests that
    were merged, `pulls` are the open ones with their branches.
    """
    main = next((ref for ref in MAIN if repository.resolve(ref)), "HEAD")
    state = read_state(repository, main, witness)
    known = seen(register, state.witness.erasures)
    touched = Touched(repository, state.facts.history)
    view = _View(repository, state, known, touched, now)
    monthly = MonthWork(repository, state, touched, now)
    found: dict[tuple[str, object], Standing] = {}
    for entry in open_work(repository, state, main, pulls, (Kind.ITEM, *MONTHLY)):
        key = (entry.item.id, entry.item.digests)
        if key not in found and entry.item.kind is Kind.ITEM:
            found[key] = view.standing(entry)
        elif key not in found and monthly.is_open(entry):
            found[key] = monthly.standing(entry)
    return tuple(sorted(found.values(), key=lambda entry: (entry.done, entry.id, entry.branch)))


class _View:
    """What standings are told from: one state of the office, its register, and the moment."""

    def __init__(
        self,
        repository: Repository,
        state: State,
        register: Register,
        touched: Touched,
        now: datetime,
    ) -> None:
        unit = unit_of(state.tree)
        self._repository = repository
        known = Precedents(repository, register, state.checked.schemas, unit)
        self._state = replace(state, verdicts=known.judged(state.documents, state.verdicts))
        self._register = register
        self._touched = touched
        items = state.checked.corpus.of(Kind.ITEM, drafts=True)
        self._moved = touched.last(item.folder for item in items)
        self._on_main = {document.path: document for document in state.documents}
        self._unit = unit
        self._now = now
        self._ask = Ask.of(state.checked, unit, now)
        self._calendar = self._ask.calendar
        self._channels = read_channels(state.tree).channels or {}
        self._revoked = revoked(state.documents)
        self._courses = Courses(repository, unit, state.checked, state.witness, state.facts)

    def standing(self, found: Found) -> Standing:
        """Return where an item, as its branch holds it, stands."""
        item = found.item
        sop = self._state.checked.context.sops.get(item.header.text("sop"))
        facts = self._facts(item)
        where = progress(item, sop, facts) if sop else None
        imported = self._imported(item)
        step = where.waiting if where and not imported else None
        shown = Proof.PUBLICATION in facts and not imported
        rounds = () if imported else self._rounds(found, shown=shown)
        note, step = self._noted(found, sop, step, facts, rounds)
        missing = where.missing if where and step is where.waiting else ()
        lacking = tuple(LABELS[proof] for proof in missing)
        pending = self._ask.pending(item, self._verdict(item))
        tasks = NOTHING_LEFT
        if sop and shown and (step is None or pending):
            tasks = open_tasks(item, self._register)
            lacking = (*lacking, *tasks.told(self._channels))
        since = self._since(found)
        if sop and tasks.left and step is None:
            step = sop.publishing_step
            since = self._published(item)
        since = _begun(rounds, step, self._unit.zone) or since
        return Standing(
            id=item.id,
            title=item.title,
            branch=found.branch,
            path=item.path,
            sop=item.header.text("sop"),
            reached=0 if imported else (step.number - 1 if step else _last(sop)),
            total=len(sop.steps) if sop else 0,
            waiting=step.text if step else ("" if sop else "SOP tidak dikenal"),
            offices=tuple(offices_of(step, sop, self._unit)) if step and sop else (),
            missing=lacking,
            since=since,
            minutes=self._calendar.working_minutes(since, self._now) if since and step else None,
            standard=step.minutes if step else None,
            note=note,
            tasks=tasks,
            pending=pending,
            review=tuple(act.title for act in self._review(found)),
            rounds=rounds,
            pull=found.pull.number if found.pull else 0,
        )

    def _rounds(self, found: Found, *, shown: bool) -> tuple[Activity, ...]:
        """Return the steps of an item so far: as recorded once it is `shown`, else as Git tells."""
        item, verdict = found.item, self._verdict(found.item)
        if shown:
            entry = self._register.latest(item.id, *SHOWN)
            sop = self._state.checked.context.sops.get(item.header.text("sop"))
            if entry is None or sop is None:
                return ()
            done = disseminated(entry, self._register.by_id[item.id])
            return until(entry.activities, sop, self._calendar, done)
        if verdict is not None:
            return self._courses.under_way(item, verdict.commit, verdict.approval, self._now)
        commits = found.commits(self._repository, self._touched)
        return self._courses.open(item, commits, found.pull, self._now)

    def _review(self, found: Found) -> tuple[Document, ...]:
        """Return the revoked acts for which an item of ``main`` has to be looked at again."""
        known = self._known(found.item)
        return to_review(found.item, self._revoked) if known else ()

    def _noted(
        self,
        found: Found,
        sop: Sop | None,
        step: Step | None,
        facts: frozenset[Proof],
        rounds: tuple[Activity, ...],
    ) -> tuple[str, Step | None]:
        """Return what is to be said besides the steps, and the step the item really waits for."""
        if self._imported(found.item):
            rest = "" if Proof.PUBLICATION in facts else "; belum tercatat dalam Buku Agenda"
            return f"impor, tidak melalui SOP ini{rest}", None
        if sop is None or step is None or Proof.APPROVAL not in step.proofs:
            return "", step
        if word := self._word(found.item):
            return word, step
        return self._undecided(found, sop, step, rounds)

    def _undecided(
        self, found: Found, sop: Sop, step: Step, rounds: tuple[Activity, ...]
    ) -> tuple[str, Step]:
        """Return what is to be said of an item whose decision at `step` is not on ``main``."""
        if found.pull is not None and _agreed(rounds):
            return "disetujui pada usulan, menunggu digabungkan", sop.publishing_step
        if found.item.draft:
            return f"belum diajukan: jalankan `jdih submit {found.item.id}`", _before(sop, step)
        if found.base and (
            _sent_back(rounds) or self._courses.refused(found.item, found.commit, found.base)
        ):
            return "dikembalikan pemutus untuk diperbaiki", sop.repair_step or step
        return "", step

    def _word(self, item: Document) -> str:
        """Return what the gate says of an item that is not approved, empty where it is."""
        verdict = self._verdict(item)
        pending = self._ask.pending(item, verdict)
        if verdict is not None and verdict.state is Judgement.HELD:
            after = "yang tayang menunggu persetujuan susulan"
            more = f"; {after}: {pending.words()}" if pending else ""
            return f"ditahan: {verdict.reason}{more}"
        return f"tayang sementara; persetujuan susulan: {pending.words()}" if pending else ""

    def _facts(self, item: Document) -> frozenset[Proof]:
        """Return what holds of an item besides its own files: approval and publication."""
        verdict = self._verdict(item)
        if verdict is None:
            return frozenset()
        facts = set()
        if verdict.state.decided:
            facts.add(Proof.APPROVAL)
        latest = self._register.latest(item.id, *SHOWN)
        if latest is not None and latest.digest == verdict.digest:
            facts.add(Proof.PUBLICATION)
        return frozenset(facts)

    def _imported(self, item: Document) -> bool:
        """Say whether an item was there before the workflow: no step is asked of it."""
        verdict = self._verdict(item)
        return verdict is not None and verdict.state is Judgement.IMPORTED

    def _verdict(self, item: Document) -> Verdict | None:
        """Return the gate's word on the item, None for a version that is not on ``main``."""
        return self._state.verdicts.get(item.path) if self._known(item) else None

    def _known(self, item: Document) -> bool:
        """Say whether this very version is the one that ``content/`` holds on ``main``."""
        return self._on_main.get(item.path) == item

    def _published(self, item: Document) -> datetime | None:
        """Return when the item was last recorded as live: its tasks count from there."""
        latest = self._register.latest(item.id, *SHOWN)
        return datetime.fromisoformat(latest.time).astimezone(self._unit.zone) if latest else None

    def _since(self, found: Found) -> datetime | None:
        if not found.base:
            last = self._moved.get(found.item.folder)
            return last.time.astimezone(self._unit.zone) if last else None
        # The commit, not the branch: a branch may be called like an option of Git.
        options = ("-1", "--format=%cI", found.commit, "--", found.item.folder)
        text = self._repository.text("log", *options)
        return datetime.fromisoformat(text).astimezone(self._unit.zone) if text else None


def _begun(rounds: tuple[Activity, ...], step: Step | None, zone: tzinfo) -> datetime | None:
    """Return when the step at work began, None where no fact shows it."""
    last = rounds[-1] if rounds else None
    if last is None or step is None or last.step != step.number or last.end or not last.begin:
        return None
    return datetime.fromisoformat(last.begin).astimezone(zone)


def _agreed(rounds: tuple[Activity, ...]) -> bool:
    return any(one.decision == APPROVED for one in rounds)


def _sent_back(rounds: tuple[Activity, ...]) -> bool:
    """Say whether a refusal was the last that happened."""
    return any(one.decision == REFUSED for one in rounds[-2:-1])


def _before(sop: Sop, step: Step) -> Step:
    """Return the step of an item before `step`, or `step` itself when it is the first."""
    earlier = [entry for entry in sop.item_steps if entry.number < step.number]
    return earlier[-1] if earlier else step


def _last(sop: Sop | None) -> int:
    return sop.item_steps[-1].number if sop else 0
