"""What happened to a document on the branch that was merged, as Git and the forge tell it.

On a forge a refusal is a review that asks for changes. In Git alone it is a signed commit that
changes nothing and carries the trailer ``Keputusan: tidak setuju``; it counts only when a deciding
office's key signed it. That a decision is asked for shows in Git, too: the document moves to
``content/``, which on a forge *Ready for review* brings about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from jdih.forge.decision import decision_on
from jdih.forge.people import contributors, holdings_by_account, holdings_of
from jdih.forge.place import document_at
from jdih.forge.witness import Opinion, Pull, Witness
from jdih.model.document import Document, Kind
from jdih.model.entry import Approval, Evidence
from jdih.model.sop import Sop
from jdih.model.unit import Unit
from jdih.reading.places import owner
from jdih.reading.schema import Schemas
from jdih.repository.git import Repository
from jdih.repository.history import read_branch, read_range
from jdih.repository.log import Commit
from jdih.repository.signature import Flaw, Signature, public_key, verify
from jdih.workflow.authority import deciding
from jdih.workflow.progress import progress
from jdih.workflow.rounds import REFUSED, Move
from jdih.workflow.version import Holding


class Past(Protocol):
    """What is known of the main branch."""

    def brought(self, merge: str, /) -> tuple[Commit, ...]:
        """Return the commits that a merge brought in, oldest first."""

    def signatures(self, commits: Iterable[str], /) -> Mapping[str, Signature]:
        """Return who signed commits, by any key that was ever entered for an office."""

    def document(self, commit: str, path: str, schemas: Schemas, /) -> Document | None:
        """Return the document at `path` as a commit, by its full id, holds it."""


class Journeys:
    """Reads journeys in one state of the office: its settings, its SOP, its schemas.

    `past` tells of the main branch what it knows already; without it Git is asked.
    """

    def __init__(
        self,
        repository: Repository,
        unit: Unit,
        schemas: Schemas,
        witness: Witness,
        past: Past | None = None,
    ) -> None:
        self._repository = repository
        self._past = past
        self._witness = witness
        self._unit = unit
        self._schemas = schemas
        self._told: tuple[tuple[Kind, str, Sop, str], tuple[Move, ...]] | None = None

    def refused(self, item: Document, sop: Sop, branch: str, base: str) -> bool:
        """Say whether a refusal is the last word on `item` from `base` to `branch`."""
        for commit in reversed(read_range(self._repository, base, branch)):
            if self._state(commit, item) is not None:
                return False
            if self._refuses(commit, item):
                key = verify(self._repository, {commit.sha}, self._keys())[commit.sha].key
                if key and self._deciders(item, sop, holdings_of(key, self._unit), commit.time):
                    return True
        return False

    def _keys(self) -> list[str]:
        return [key for office in self._unit.offices for h in office.holders for key in h.keys]

    def moves(self, item: Document, sop: Sop, merge: str) -> tuple[Move, ...]:
        """Return what happened to `item` before the commit `merge` approved it, oldest first."""
        asked = item.kind, item.id, sop, merge
        if self._told is None or self._told[0] != asked:
            commits, signatures = self._brought(merge)
            pull = self._witness.pulls([merge]).get(merge)
            self._told = asked, self._moves(item, sop, commits, signatures, pull)
        return self._told[1]

    def told(
        self, item: Document, sop: Sop, commits: Sequence[Commit], pull: Pull | None = None
    ) -> tuple[Move, ...]:
        """Return what `commits`, oldest first, and reviews of `pull` tell of `item`."""
        signatures = verify(self._repository, {commit.sha for commit in commits}, self._keys())
        return self._moves(item, sop, commits, signatures, pull)

    def _moves(
        self,
        item: Document,
        sop: Sop,
        commits: Sequence[Commit],
        signatures: Mapping[str, Signature],
        pull: Pull | None,
    ) -> tuple[Move, ...]:
        moves: list[Move] = []
        for commit in commits:
            key = signatures[commit.sha].key
            if self._refuses(commit, item):
                held = holdings_of(key, self._unit) if key else ()
                deciders = self._deciders(item, sop, held, commit.time)
                if deciders:
                    moves.append(Move(commit.time, frozenset(), refused_by=deciders[0]))
                continue
            state = self._state(commit, item)
            if state is not None:
                accounts = contributors([commit], signatures, self._unit)
                offices = self._offices({who.account_id for who in accounts}, commit.time)
                if not moves and commit.asked is not None and commit.asked <= commit.time:
                    moves.append(Move(commit.asked, offices, draft=True))
                moves.append(Move(commit.time, offices, _proven(state, sop), draft=state.draft))
        # Commits stay in the order of history, whatever their clocks said.
        for refusal in self._sent_back(item, sop, pull):
            later = (at for at, move in enumerate(moves) if move.time > refusal.time)
            moves.insert(next(later, len(moves)), refusal)
        return tuple(moves)

    def _brought(self, merge: str) -> tuple[tuple[Commit, ...], Mapping[str, Signature]]:
        """Return the commits that a merge brought, oldest first, and which office signed them."""
        if self._past is None:
            commits = read_branch(self._repository, merge)
            return commits, verify(self._repository, {one.sha for one in commits}, self._keys())
        commits = self._past.brought(merge)
        own = {public_key(key) for key in self._keys()}
        signed = self._past.signatures(one.sha for one in commits)
        foreign = Signature(None, Flaw.UNKNOWN)
        signatures = ((one.sha, signed[one.sha]) for one in commits)
        return commits, {
            sha: one if one.key is None or one.key in own else foreign for sha, one in signatures
        }

    def _refuses(self, commit: Commit, item: Document) -> bool:
        return decision_on(commit, item.id) == REFUSED

    def _sent_back(self, item: Document, sop: Sop, pull: Pull | None) -> Iterator[Move]:
        """Yield the reviews by which a deciding office asked for changes."""
        for review in pull.reviews if pull else ():
            held = holdings_by_account(review.account_id, self._unit)
            deciders = self._deciders(item, sop, held, review.time)
            if review.opinion is Opinion.CHANGES and deciders:
                yield Move(review.time, frozenset(), refused_by=deciders[0])

    def approved(self, item: Document, sop: Sop, pull: Pull) -> Approval | None:
        """Return the word of a deciding office on what `pull` makes of `item`, None for none.

        The gate alone says whether it counts; this only tells whose turn it is. The word of
        whoever opened, wrote or pushed it is passed over.
        """
        authors = {account for accounts in pull.authors.values() for account in accounts}
        own = {pull.opener, *authors, *(push.account_id for push in pull.pushes)}
        told: Approval | None = None
        for review in pull.reviews:
            if review.account_id in own:
                continue
            held = holdings_by_account(review.account_id, self._unit)
            for office in self._deciders(item, sop, held, review.time)[:1]:
                good = review.opinion is Opinion.APPROVED and review.commit == pull.head
                time = review.time.isoformat()
                told = Approval(office, office, pull.head, time, Evidence.FORGE) if good else None
        return told

    def _deciders(
        self, item: Document, sop: Sop, holdings: tuple[Holding, ...], when: datetime
    ) -> tuple[str, ...]:
        offices = deciding(item.kind, sop, self._unit)
        return tuple(
            held.office.code
            for held in holdings
            if held.office in offices and held.holder.holds(self._day(when))
        )

    def _offices(self, accounts: set[int | None], when: datetime) -> frozenset[str]:
        return frozenset(
            office.code
            for office in self._unit.offices
            for holder in office.holders
            if holder.account_id in accounts and holder.holds(self._day(when))
        )

    def _day(self, when: datetime) -> date:
        return when.astimezone(self._unit.zone).date()

    def _state(self, commit: Commit, item: Document) -> Document | None:
        """Return the item as `commit` left it, None when the commit did not touch it."""
        return next(self._touched(commit, item), None)

    def _at(self, commit: str, path: str) -> Document | None:
        if self._past is None:
            return document_at(self._repository, commit, path, self._schemas)
        return self._past.document(commit, path, self._schemas)

    def _touched(self, commit: Commit, item: Document) -> Iterator[Document]:
        changed = (change.path for change in commit.changes if not change.deleted)
        for path in dict.fromkeys(filter(None, map(owner, changed))):
            document = self._at(commit.sha, path)
            if document is not None and document.id == item.id:
                yield document


def _proven(item: Document, sop: Sop) -> frozenset[int]:
    """Return the steps that the item's own files show, each with all before it."""
    where = progress(item, sop)
    last = where.waiting.number if where.waiting else sop.item_steps[-1].number + 1
    return frozenset(step.number for step in sop.item_steps if step.number < last)
