"""The way to a page: the pages above it, as far as the site has them."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping

from jdih.website.page import Link


def trail(at: str, pages: Container[str], names: Mapping[str, str]) -> tuple[Link, ...]:
    """Return the pages above the one at `at`, the home page first; nothing for the home page.

    `names` says what a page is called in passing; one that has no name there is called by the last
    part of its address, as a year is.
    """
    return tuple(
        Link(names.get(above, above.rstrip("/").rpartition("/")[2]), above)
        for above in _above(at)
        if above in pages
    )


def _above(at: str) -> Iterator[str]:
    if at:
        yield ""
    parts = at.rstrip("/").split("/")[:-1]
    for count in range(1, len(parts) + 1):
        yield "/".join(parts[:count]) + "/"
