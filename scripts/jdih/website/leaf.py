"""What one page leaves behind in a build, to be put together with all others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jdih.website.recognition import Recognition
from jdih.website.search import Entry
from jdih.website.watching import Note

PlainLeaf = tuple[Any, ...]
"""A leaf as plain values that can be kept between runs."""


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

    def plain(self) -> PlainLeaf | None:
        """Return it as plain values without its address; None when no build may take it over."""
        if self.trace is None:
            return None
        known, found = self.recognition, self.found
        return (
            self.title,
            dict(self.files),
            self.changed,
            known and (known.id, known.sidik, known.raw, dict(known.texts), known.withdrawn),
            found and (found.url, found.html, found.year, found.line),
            (self.trace.notes, self.trace.digest),
        )


def restored(at: str, plain: PlainLeaf) -> Leaf:
    """Return the leaf that `Leaf.plain` made values of."""
    title, files, changed, known, found, trace = plain
    recognition, entry = known and Recognition(*known), found and Entry(*found)
    return Leaf(at, title, files, changed, recognition, entry, Trace(*trace))
