"""What one page leaves behind in a build, to be put together with all others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from jdih.website.recognition import Recognition
from jdih.website.search import Entry
from jdih.website.watching import Note

SIZE = 20
"""How many pages one process makes at a time: so few that each stays as far as the others."""


@dataclass(frozen=True, slots=True)
class Trace:
    """What a page was made from: the questions, and the digest of the answers it got."""

    notes: tuple[Note, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class Leaf:
    """What the page at `at` leaves behind.

    `files` maps the path of every file written for it to its SHA-256. `changed` is the day of its
    last change for the sitemap (may be empty), None for a page that is not listed. `found` is what
    the search takes in. `trace` is None for a page that is made anew in each build.
    """

    at: str
    title: str
    files: Mapping[str, str]
    changed: str | None
    recognition: Recognition | None
    found: Entry | None
    trace: Trace | None = None


def sheaves(addresses: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield the addresses of the pages that one process makes at a time."""
    for begin in range(0, len(addresses), SIZE):
        yield addresses[begin : begin + SIZE]
