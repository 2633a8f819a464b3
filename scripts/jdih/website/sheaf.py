"""Some pages of a site, printed together by one process."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from jdih.website.recognition import Recognition
from jdih.website.search import Entry

SIZE = 20
"""How many pages one has: so few that each process stays as far as the others."""


@dataclass(frozen=True, slots=True)
class Sheaf:
    """What its pages leave behind to be put together for the whole site, in their order.

    `files` maps the path of every file written for them to its SHA-256. `listed` are (address, day
    of the last change) for the sitemap, `known` (address, title, recognition) of items, `found`
    what the search takes in.
    """

    files: dict[str, str]
    listed: list[tuple[str, str]] = field(default_factory=list)
    known: list[tuple[str, str, Recognition]] = field(default_factory=list)
    found: list[Entry] = field(default_factory=list)


def sheaves(addresses: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield the addresses of the pages of each sheaf."""
    for begin in range(0, len(addresses), SIZE):
        yield addresses[begin : begin + SIZE]
