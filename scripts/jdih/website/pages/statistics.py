"""Statistik: documents by type and year, publications by month and platform."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jdih.model.document import LEGAL_KINDS
from jdih.website.charts import Table, drawn, tabulated
from jdih.website.desk import Desk
from jdih.website.page import Page
from jdih.website.pages.computed import computed_page
from jdih.workflow.postings import taken_back
from jdih.workflow.standards import StepTimes

STATISTICS = "statistik/"
SITE = "situs"
"""The series of what was published on this site itself, beside those of the platforms."""

_UNKNOWN = "tanpa tahun"


@dataclass(frozen=True, slots=True)
class Measured:
    """A row of standards against actual, with the names of its SOP and its step."""

    row: StepTimes
    sop: str
    words: str


def statistics_page(desk: Desk) -> Page:
    """Return the page of figures; everything is counted from documents and register."""
    figures = drawn(_by_year(desk), _by_month(desk))
    kinds = tuple((kind.value, len(desk.catalogue.of(kind))) for kind in LEGAL_KINDS)
    times = tuple(Measured(row, *_named(desk, row)) for row in desk.catalogue.site.times)
    day = desk.catalogue.site.day.isoformat()
    return computed_page(
        desk, STATISTICS, "statistik", figures=figures, kinds=kinds, times=times, day=day
    )


def _named(desk: Desk, row: StepTimes) -> tuple[str, str]:
    sop = desk.catalogue.site.sops.get(row.sop)
    return (sop.title, sop.words(row.step)) if sop else (row.sop, "")


def _by_year(desk: Desk) -> Table:
    """Count legal documents by year and type; years without any between two are not left out."""
    catalogue = desk.catalogue
    counted = [
        (catalogue.year_of(document) or _UNKNOWN, kind.value)
        for kind in LEGAL_KINDS
        for document in catalogue.of(kind)
    ]
    years = sorted({year for year, _ in counted if year != _UNKNOWN})
    order = [str(year) for year in range(int(years[0]), int(years[-1]) + 1)] if years else []
    if any(year == _UNKNOWN for year, _ in counted):
        order.append(_UNKNOWN)
    return tabulated([kind.value for kind in LEGAL_KINDS], counted, order)


def _by_month(desk: Desk) -> Table:
    """Count publications of items by month: on this site, and recorded on each platform."""
    counted = list(_publications(desk))
    months = sorted({month for month, _ in counted})
    order = list(_months(months[0], months[-1])) if months else []
    platforms = sorted({series for _, series in counted} - {SITE})
    return tabulated([SITE, *platforms], counted, order)


def _publications(desk: Desk) -> Iterator[tuple[str, str]]:
    items = {document.id for document in desk.catalogue.items()}
    posts: set[tuple[str, str]] = set()
    for document in desk.catalogue.items():
        first = desk.catalogue.first_published(document)
        if first is not None:
            yield first.time[:7], SITE
    void = {identity: taken_back(own) for identity, own in desk.catalogue.entries.items()}
    for entry in desk.catalogue.site.entries:
        if entry.id not in items or entry.label in void[entry.id]:
            continue
        if entry.post and (entry.platform, entry.post) not in posts:
            posts.add((entry.platform, entry.post))
            yield entry.time[:7], entry.platform


def _months(first: str, last: str) -> Iterator[str]:
    year, month = int(first[:4]), int(first[5:])
    while (name := f"{year:04}-{month:02}") <= last:
        yield name
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
