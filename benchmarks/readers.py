"""What a reader waits for: the bytes of a search, and pages as a phone shows them.

The sites are those that the comparison of builds left behind: ours, and Material's with its own
search. What is asked of ours is judged with the rest (`benchmarks.goals`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from benchmarks import browser
from benchmarks.goals import QUERY_SHARE, Verdict, judge_query, judge_score
from benchmarks.report import Table
from benchmarks.works import Desk

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


def tables(desks: Mapping[str, Desk]) -> tuple[list[Table], list[Verdict]]:
    """Return the tables, and the verdicts at the largest size."""
    verdicts: list[Verdict] = []
    queries = [row for size, desk in desks.items() for row in _queries(size, desk, verdicts)]
    visits = [row for size, desk in desks.items() for row in _visits(size, desk, verdicts)]
    last = list(desks)[-1]
    made = [
        Table(
            "First query on a freshly opened page",
            ("documents", "words", "results shown", "kB", "Material's index, kB", "ours ÷ this"),
            queries,
            "Material loads its index with every page, asked or not, and once: its second query "
            "is free; ours then costs what its words cost.",
        ),
        Table(
            "Lighthouse, performance as a phone",
            ("documents", "page", "score", "kB", "Material's score", "kB", "ours ÷ this, kB"),
            visits,
            f"Median of {_ROUNDS} visits. Material's own are with its search; it makes no lists.",
        ),
    ]
    return made, [one for one in verdicts if one.size == last]


def _queries(size: str, desk: Desk, verdicts: list[Verdict]) -> Iterator[tuple[str, ...]]:
    peer = browser.material_query(desk.site("mkdocs-search"))
    asked = browser.queries(desk.site("jdih"))
    most = max(asked, key=lambda query: query.bytes)
    verdicts += judge_query(size, most.words, most.bytes, peer, QUERY_SHARE)
    for query in asked:
        shown = (query.words, str(query.results), _kilo(query.bytes))
        yield size, *shown, _kilo(peer), f"{query.bytes / peer:.2f}"


def _visits(size: str, desk: Desk, verdicts: list[Verdict]) -> Iterator[tuple[str, ...]]:
    shared = {name: at for name, at in PAGES.items() if name != _NO_LIST}
    seen = browser.visits(desk.site("mkdocs-search"), list(shared.values()), _ROUNDS)
    peers = dict(zip(shared, seen, strict=True))
    ours = dict(
        zip(PAGES, browser.visits(desk.site("jdih"), list(PAGES.values()), _ROUNDS), strict=True)
    )
    worst = min(ours, key=lambda name: ours[name].score)
    verdicts.append(judge_score(size, worst, ours[worst].score))
    for name, own in ours.items():
        peer = peers.get(name)
        beside = (
            (f"{peer.score:.2f}", _kilo(peer.bytes), f"{own.bytes / peer.bytes:.2f}")
            if peer
            else ("", "", "")
        )
        yield size, name, f"{own.score:.2f}", _kilo(own.bytes), *beside


def _kilo(size: int) -> str:
    return f"{size / _KILO:,.0f}"
