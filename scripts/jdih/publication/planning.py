"""The month ahead: a plan begun from what is known of it, or one to which that is added.

SOP MK steps 1 and 2: the strategy, the institution's schedule, holidays, and round anniversaries
of acts. A line's id follows from its source, so a line that is there, or was there in any version
of the plan, is not suggested again, and what people wrote stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from jdih.errors import JdihError
from jdih.model.document import DRAFTS, Document, Kind
from jdih.model.period import Month
from jdih.model.sop import Proof
from jdih.model.tree import Tree
from jdih.publication.monthly import sop_asking
from jdih.publication.own_branch import Piece, read_text, require_plain, write_on_branch
from jdih.reading import header
from jdih.reading.agenda import Event
from jdih.reading.places import home_of
from jdih.reading.plan_text import Line, plan_text, with_lines
from jdih.repository.git import Repository
from jdih.rules.engine import Checked, check_tree
from jdih.website import wording
from jdih.website.relations import Status, relations, status
from jdih.workflow.plan_lines import Suggestion, line_id, of_anniversaries, of_holidays
from jdih.workflow.working_time import Calendar


@dataclass(frozen=True, slots=True)
class Wish:
    """What whoever begins a plan says of it.

    `sop` and `strategy` are empty where it is plain which. `trailer` ends the commit's message.
    """

    events: tuple[Event, ...] = ()
    sop: str = ""
    strategy: str = ""
    trailer: str = ""


@dataclass(frozen=True, slots=True)
class Planned:
    """What became of it: the plan's file, its branch (empty without one), the ids of new lines.

    `begun` is True where there was no plan before.
    """

    path: str
    branch: str
    added: tuple[str, ...]
    begun: bool


def branch_of(month: Month) -> str:
    """Return the branch on which a month is planned."""
    return f"naskah/rencana-{month}"


def plan_month(repository: Repository, month: Month, wish: Wish, *, branch: bool) -> Planned:
    """Begin the plan of `month`, or add to it what is new; nothing changes when nothing is.

    With `branch` the work goes to a branch of its own, unless it is checked out already. Raises
    JdihError when it is there and is not checked out, or SOP or strategy cannot be told.
    """

    def make(tree: Tree, rev: str) -> tuple[Piece | None, _Work]:
        work = _Work(repository, tree, rev, month, wish)
        if not work.needed:
            return None, work
        message = f"Naskah rencana-{month}: {'tambah baris' if work.there else 'buka'}\n"
        return Piece(work.path, work.text(), message + wish.trailer), work

    work, name = write_on_branch(
        repository, branch_of(month), f"Rencana {month}", make, branch=branch
    )
    return Planned(work.path, name, work.ids, not work.there)


class _Work:
    """What is to be done for one month, seen from one version of the repository."""

    def __init__(
        self, repository: Repository, tree: Tree, rev: str, month: Month, wish: Wish
    ) -> None:
        self.month = month
        self._tree = tree
        self._wish = wish
        self._checked = check_tree(tree)
        draft = f"{DRAFTS}/{month}/index.md"
        final = home_of(Kind.PLAN, str(month), "")
        self.there = next((path for path in (final, draft) if path in tree.entries), "")
        self.path = self.there or draft
        require_plain(tree, self.path)
        known = self._ids() | _ids_before(repository, rev, (final, draft))
        self.lines = tuple(_lines(month, self._suggestions(), known))
        self.ids = tuple(line.id for line in self.lines)

    @property
    def needed(self) -> bool:
        """True while there is no plan, or it lacks a line."""
        return bool(self.lines) or not self.there

    def text(self) -> str:
        """Return the plan with its new lines."""
        before = read_text(self._tree, self.there) if self.there else self._new()
        return with_lines(self.path, before, self.lines)

    def _ids(self) -> set[str]:
        return set(_ids_in(self.there, self._tree.read(self.there))) if self.there else set()

    def _suggestions(self) -> Iterator[Suggestion]:
        unit = self._checked.context.unit
        if unit is None:
            raise JdihError(
                "Pengaturan unit tidak dapat dipakai.", "Perbaiki dahulu temuan `jdih check`."
            )
        yield from of_holidays(self.month, Calendar.of(unit, self._checked.holidays).holiday_name)
        yield from of_anniversaries(self.month, _acts(self._checked))
        for event in self._wish.events:
            if event.day in self.month:
                yield Suggestion(f"agenda {event.key}", event.day, event.title, "Agenda instansi")

    def _new(self) -> str:
        strategy = self._strategy()
        values = {
            "judul": f"Rencana Konten Bulan {wording.month(str(self.month))}",
            "bulan": str(self.month),
            "sop": sop_asking(self._checked, Proof.PLAN, self._wish.sop),
        }
        if strategy is None:
            return plan_text(self._checked.schemas.of(Kind.PLAN), values, {})
        values["strategi"] = f"/{strategy.path}"
        told = strategy.header.mapping("arahan")
        directions = {key.text: told.text(key.text) for key, _ in told.entries}
        return plan_text(self._checked.schemas.of(Kind.PLAN), values, directions)

    def _strategy(self) -> Document | None:
        """Return the strategy named, else the one of the year or the last before it."""
        every = self._checked.corpus.of(Kind.STRATEGY)
        if named := self._wish.strategy.removeprefix("/"):
            found = next((document for document in every if document.path == named), None)
            if found is None:
                raise JdihError(
                    f"Strategi {named} tidak ada.",
                    "Sebut jalurnya, misalnya --strategi content/strategi/2026.md.",
                )
            return found
        years = ((document.header.text("tahun"), document) for document in every)
        due = [(year, one.path, one) for year, one in years if year <= str(self.month.year)]
        return max(due)[-1] if due else None


def _acts(checked: Checked) -> Iterable[Document]:
    """Yield the acts that nobody revoked."""
    acts = checked.corpus.of(Kind.REGULATION)
    related = relations(acts)
    for act in acts:
        if not act.withdrawn and status(act, related.get(act.id, ())) is not Status.REVOKED:
            yield act


def _lines(month: Month, found: Iterable[Suggestion], known: set[str]) -> Iterator[Line]:
    given: set[str] = set()
    for one in sorted(set(found), key=lambda one: (one.day, one.source)):
        name = line_id(month, one.source, given)
        given.add(name)
        if name not in known:
            yield Line(name, one.day, one.title, one.theme)


def _ids_before(repository: Repository, rev: str, paths: Sequence[str]) -> set[str]:
    """Return the ids that lines of the plan ever had, at whichever of its places."""
    if repository.resolve(rev) is None:
        return set()
    commits = repository.text("log", "--format=%H", rev, "--", *paths).split()
    found: set[str] = set()
    for commit in commits:
        tree = repository.tree(commit, *paths)
        for path, entry in tree.entries.items():
            if entry.regular:
                found.update(_ids_in(path, tree.read(path)))
    return found


def _ids_in(path: str, data: bytes) -> tuple[str, ...]:
    head = header.split(path, data.decode("utf-8", "replace")).header
    return tuple(line.text("id") for line in head.mappings("baris")) if head else ()
