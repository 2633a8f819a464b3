"""Cuts what the search takes in into parts, each an index of its own.

A small site is one part. In a larger one the newest years lie in a small part, so that a day's work
makes little of the index anew, and the years before them in as few parts as Pagefind's memory
allows, filled from the oldest on, so that a full one stays as it is. Where a page lies follows from
the pages alone, and each lies in one part.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from jdih.workflow.digest import sha256

Page = tuple[str, str]
"""The address of a page and its words as HTML."""

BYTES = 66
"""What Pagefind needs in memory, at its peak, for each character that it takes in."""
MOST = 5_000_000
"""How many characters of HTML one part takes in: Pagefind then needs some 330 MB, and an old page
that changed about two seconds. Each part costs a reader 4 kB a word, and a little of the order."""
SMALL = 2_400_000
"""Up to how many characters the newest part also takes in the years before the newest."""

ONLY = ""
"""The name of the part of a site that has one."""
UNDATED = "tanpa-tahun"


def cut(pages: Mapping[str, Sequence[Page]]) -> dict[str, tuple[Page, ...]]:
    """Return the pages of each part by its name, of `pages` by year.

    Pages without a year (the empty one) lie with the newest. A part is called by its first and its
    last year; of one that is too large, the pages are spread over several by their address.
    """
    every = tuple(sorted(page for of_year in pages.values() for page in of_year))
    if not every:
        return {}
    if _size(every) <= MOST:
        return {ONLY: every}
    return dict(_named(pages, _runs({year: _size(of_year) for year, of_year in pages.items()})))


def _runs(sizes: Mapping[str, int]) -> Iterator[tuple[str, ...]]:
    """Yield the years of each part, the newest part last; `sizes` are characters by year."""
    undated = sizes.get("", 0)
    years = sorted(year for year in sizes if year)
    first = max(len(years) - 1, 0)
    while first and undated + sum(sizes[year] for year in years[first - 1 :]) <= SMALL:
        first -= 1
    run: list[str] = []
    for year in years[:first]:
        if run and sum(sizes[one] for one in (*run, year)) > MOST:
            yield tuple(run)
            run = []
        run.append(year)
    if run:
        yield tuple(run)
    yield ("", *years[first:])


def _named(
    pages: Mapping[str, Sequence[Page]], runs: Iterator[tuple[str, ...]]
) -> Iterator[tuple[str, tuple[Page, ...]]]:
    for run in runs:
        years = [year for year in run if year]
        name = "-".join(dict.fromkeys((years[0], years[-1]))) if years else UNDATED
        found = sorted(page for year in run for page in pages.get(year, ()))
        pieces = -(-_size(found) // MOST)
        if pieces == 1:
            yield name, tuple(found)
            continue
        for number in range(pieces):
            piece = tuple(page for page in found if _place(page, pieces) == number)
            if piece:
                yield f"{name}_{number + 1}", piece


def _place(page: Page, pieces: int) -> int:
    return int(sha256(page[0].encode())[:8], 16) % pieces


def _size(pages: Sequence[Page]) -> int:
    return sum(len(html) for _, html in pages)
