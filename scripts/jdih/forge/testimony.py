"""What a forge's word on a pull request means for the gate: who wrote, who approved, when.

Nothing here asks the forge; `jdih.forge.witness` says what it told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime

from jdih.forge.people import account_of, holdings_by_account
from jdih.forge.witness import Opinion, Pull, Push, Review, approvals_among, last_words
from jdih.model.unit import Unit
from jdih.repository.git import Repository
from jdih.repository.log import Commit
from jdih.workflow.version import Contributor


class Testimony:
    """The word of one pull request on what it brought to the main branch at `base`."""

    def __init__(self, repository: Repository, pull: Pull, base: str) -> None:
        self._repository = repository
        self._base = base
        self.pull = pull
        self._pushed: Mapping[str, frozenset[int | None]] | None = None

    def contributors(self, commits: Iterable[Commit], unit: Unit | None) -> Iterator[Contributor]:
        """Yield who wrote `commits`: authors, committers, co-authors, whoever pushed them.

        Whoever opened the pull request wrote them too. A commit that the forge does not list, or
        that nobody is known to have pushed, has an author nobody knows.
        """
        written = tuple(commits)
        for commit in written:
            for account in dict.fromkeys(self._accounts(commit, unit)):
                yield Contributor(account, commit.sha)
        if written:
            yield Contributor(self.pull.opener, written[-1].sha)

    def approvals(self) -> tuple[Review, ...]:
        """Return the approving reviews that stand, what was recorded of them first."""
        return tuple(dict.fromkeys((*self.pull.recorded, *approvals_among(self.pull.reviews))))

    def merged(self, would_be: datetime) -> datetime:
        """Return when the forge merged it; `would_be` for one that is open still."""
        return self.pull.merged or would_be

    def sent_back(self, unit_of: Callable[[Review], Unit]) -> bool:
        """Say whether the last word of somebody who held an office then asks for changes.

        `unit_of` returns the unit that a review is judged by.
        """
        words = last_words(self.pull.reviews)
        refusals = (word for word in words if word.opinion is Opinion.CHANGES)
        return any(_in_office(word, unit_of(word)) for word in refusals)

    def _accounts(self, commit: Commit, unit: Unit | None) -> Iterator[int | None]:
        linked = self.pull.authors.get(commit.sha, (None,))
        pushers = self._pushers().get(commit.sha, frozenset((None,)))
        yield from linked
        yield from sorted(pushers, key=str)
        for address in commit.coauthors:
            account = account_of(address, unit)
            if not self._advised(commit.sha, account, (*linked, *pushers)):
                yield account

    def _advised(self, commit: str, account: int | None, made: tuple[int | None, ...]) -> bool:
        """Say whether a co-author only proposed words that another account took over."""
        return account in self.pull.advisers and account not in made and commit in self.pull.web

    def _pushers(self) -> Mapping[str, frozenset[int | None]]:
        """Return who pushed each commit to the branch of the pull request."""
        if self._pushed is None:
            found: dict[str, set[int | None]] = {}
            for push in self.pull.pushes:
                for commit in self._brought(push):
                    found.setdefault(commit, set()).add(push.account_id)
            self._pushed = {commit: frozenset(who) for commit, who in found.items()}
        return self._pushed

    def _brought(self, push: Push) -> list[str]:
        """Return the commits that a push brought and the main branch did not hold."""
        if self._repository.resolve(push.after) is None:
            return []  # overwritten since, and nothing of it was merged
        without = [push.before] if self._repository.resolve(push.before) else []
        known = [f"^{commit}" for commit in (self._base, *without)]
        return self._repository.text("rev-list", push.after, *known).split()


def _in_office(review: Review, unit: Unit) -> bool:
    day = review.time.astimezone(unit.zone).date()
    return any(held.holder.holds(day) for held in holdings_by_account(review.account_id, unit))
