"""The form from which an item was opened: its number and the item's id tell of each other."""

from __future__ import annotations

import re
from random import Random

from jdih.workflow.identifier import new_id

_CLOSES = re.compile(r"^Closes #([1-9][0-9]{0,8})\b", re.MULTILINE)


def closing(number: int) -> str:
    """Return the words by which a pull request names its form: GitHub closes it with the merge."""
    return f"Closes #{number}"


def identity_of(repository: str, number: int, year: int) -> str:
    """Return the id of an item that a form opened in `year`.

    It follows from the form's number, so that a second run finds the first one's work.
    `repository` is called ``owner/name``.
    """
    dice = Random(f"{repository}#{number}")  # noqa: S311 (an id is no secret)
    return new_id(year, set(), dice.choice)


def form_behind(repository: str, words: str, identity: str) -> int | None:
    """Return the form that opened the item `identity`, as the pull request's `words` name it.

    None when they name none, or one that opened another item: anybody may write those words.
    """
    named = _CLOSES.search(words)
    if named is None or not identity[:4].isdigit():
        return None
    number = int(named[1])
    return number if identity_of(repository, number, int(identity[:4])) == identity else None
