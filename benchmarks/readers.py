"""What a reader waits for: the bytes of a search, and pages as a phone shows them.

The sites are those that the comparison of builds left behind: ours, and Material's with its own
search. What is asked of ours stands here; a run that misses it ends badly.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from benchmarks import browser
from benchmarks.report import Table
from benchmarks.works import Desk

MOST_BYTES = 300_000
"""What a first query may download, compressed."""
LEAST_SCORE = 0.95
"""What Lighthouse has to say of every page's performance."""

PAGES = {
    "home": "",
    "list": "dokumen/peraturan/",
    "document": "dokumen/peraturan/uu-14-2008/",
    "item": "konten/2026/kenali-jdih/",
    "SOP": "sop/kpu-2-2021/",
}
_NO_LIST = "list"  # Material makes none
_KILO = 1_000
_ROUNDS = 3


def tables(desks: Mapping[str, Desk]) -> tuple[list[Table], list[str]]:
    """Return the tables, and in words what was missed."""
    missed: list[str] = []
    made = [
        Table(
            "First query on a freshly opened page",
            ("documents", "words", "results shown", "kB", "Material's index, kB", "ours ÷ this"),
            [row for size, desk in desks.items() for row in _queries(size, desk, missed)],
            "Material loads its index with every page, asked or not, and once: its second query "
            "is free; ours then costs what its words cost.",
        ),
        Table(
            "Lighthouse, performance as a phone",
            ("documents", "page", "score", "kB", "Material's score", "kB", "ours ÷ this, kB"),
            [row for size, desk in desks.items() for row in _visits(size, desk, missed)],
            f"Median of {_ROUNDS} visits. Material's own are with its search; it makes no lists.",
        ),
    ]
    return made, missed


def _queries(size: str, desk: Desk, missed: list[str]) -> Iterator[tuple[str, ...]]:
    peer = browser.material_query(desk.site("mkdocs-search"))
    for query in browser.queries(desk.site("jdih")):
        if query.bytes > MOST_BYTES:
            missed.append(f"{size}, “{query.words}”: {query.bytes:,} bytes > {MOST_BYTES:,}")
        shown = (query.words, str(query.results), _kilo(query.bytes))
        yield size, *shown, _kilo(peer), f"{query.bytes / peer:.2f}"


def _visits(size: str, desk: Desk, missed: list[str]) -> Iterator[tuple[str, ...]]:
    shared = {name: at for name, at in PAGES.items() if name != _NO_LIST}
    seen = browser.visits(desk.site("mkdocs-search"), list(shared.values()), _ROUNDS)
    peers = dict(zip(shared, seen, strict=True))
    ours = browser.visits(desk.site("jdih"), list(PAGES.values()), _ROUNDS)
    for name, own in zip(PAGES, ours, strict=True):
        if own.score < LEAST_SCORE:
            missed.append(f"{size}, {name}: performance {own.score:.2f} < {LEAST_SCORE}")
        peer = peers.get(name)
        beside = (
            (f"{peer.score:.2f}", _kilo(peer.bytes), f"{own.bytes / peer.bytes:.2f}")
            if peer
            else ("", "", "")
        )
        yield size, name, f"{own.score:.2f}", _kilo(own.bytes), *beside


def _kilo(size: int) -> str:
    return f"{size / _KILO:,.0f}"
