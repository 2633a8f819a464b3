"""The door to a forge: everything that is asked of one, and written on one.

GitHub stands behind it (`jdih.forge.github.GitHub`). Where Git alone is used there is none: then
`jdih.forge.witness.Nobody` is asked about merges, and nothing is written. Every method raises
JdihError when the forge does not answer, or not completely.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from jdih.forge.witness import Issue, Pull, Ready, Witness


class Proposals(Protocol):
    """Pull requests to the main branch that are open."""

    def open_numbers(self) -> tuple[int, ...]:
        """Return the numbers of all of them, in order."""

    def open_pull(self, number: int) -> Pull:
        """Return what the gate needs of one."""

    def ready(self) -> tuple[Ready, ...]:
        """Return those that wait for a decision: no drafts."""

    def branch_of(self, number: int) -> Ready:
        """Return the branch of one. Raises JdihError too for one that is closed."""

    def pull_of_branch(self, branch: str) -> int:
        """Return the number of the one from a branch here, 0 for none."""

    def propose(self, branch: str, title: str, body: str, *, draft: bool) -> int:
        """Open one; return its number."""

    def ask(self, number: int, accounts: Collection[str]) -> None:
        """Ask accounts for their review; those that the forge does not take are left out."""


class Statements(Protocol):
    """What is written under issues and pull requests. A `mark` is how a text is found again."""

    def set_status(self, commit: str, *, good: bool, about: str, page: str) -> None:
        """Say on a commit whether what it brings may be published."""

    def display(self, number: int, label: str, accounts: Collection[str]) -> None:
        """Show the step a pull request stands at and whose turn it is; nothing reads either."""

    def say(self, number: int, mark: str, words: str) -> None:
        """Write the comment that begins with `mark`, or bring it up to date."""

    def said(self, number: int, mark: str) -> str:
        """Return the comment that begins with `mark`, empty for none."""

    def comment(self, identity: int) -> Issue:
        """Return a comment; its number is that of what it stands under."""

    def voices(self, number: int) -> frozenset[int]:
        """Return the accounts that commented, or reacted."""


class Issues(Protocol):
    """Forms that people filled in, and what a program reports."""

    def issue(self, number: int) -> Issue:
        """Return one."""

    def rendered(self, number: int) -> str:
        """Return the text of one as the forge shows it, in HTML."""

    def close(self, number: int) -> None:
        """Close one as done."""

    def raise_issue(self, label: str, mark: str, title: str, words: str) -> None:
        """Open the one that begins with `mark`, or bring it up to date."""

    def close_issue(self, label: str, mark: str) -> None:
        """Close the one that begins with `mark`, if it is open."""

    def keep_issue(self, label: str, mark: str, title: str, words: str, done: str) -> int:
        """Keep the one that begins with `mark` as `words` say; close it when they are empty.

        Nothing is written that stands there already. One that somebody closed stays closed until
        there are other words; then the same one is opened again. One that is closed here says
        `done`. Returns its number while it is open, else 0.
        """


class Forge(Witness, Proposals, Statements, Issues, Protocol):
    """One repository on a forge."""
