"""Laporan: the figures of a period as they were approved, and what people say about them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from jdih.model.document import Document
from jdih.model.report import ChannelFigures
from jdih.reading.report_header import FIGURES, read_report
from jdih.website import address, recap, report_rows
from jdih.website.charts import drawn
from jdih.website.desk import Desk
from jdih.website.page import Link, Page
from jdih.website.templates import safe


@dataclass(frozen=True, slots=True)
class Channel:
    """A platform's tables: its account per month of the period, its posts under their heads.

    A post comes with the page of the item that it shows, if any.
    """

    name: str
    months: tuple[str, ...]
    account: tuple[report_rows.AccountRow, ...]
    heads: tuple[str, ...]
    posts: tuple[tuple[report_rows.PostRow, Link | None], ...]


def report_page(desk: Desk, document: Document) -> Page:
    """Return the page of a *laporan*."""
    at = address.of_document(document)
    report = read_report(document.header)
    platforms = desk.catalogue.site.platforms
    items = {item.id: item for item in desk.catalogue.items()}

    def page_of(name: str) -> Link | None:
        return desk.page_of(items[name]) if name in items else None

    text = desk.text(document, at)
    sop = desk.catalogue.site.sops.get(document.header.text("sop"))
    tables = report_rows.plan_table(report), report_rows.views_table(report, platforms)
    body = desk.render(
        document.kind.value,
        at,
        document=document,
        text=safe(text.html),
        report=report,
        sop=desk.link(sop.path) if sop else None,
        said=recap.sentences(report, platforms) if document.header.get(FIGURES) else (),
        figures=drawn(*tables),
        fates=report_rows.FATES,
        lines=tuple((line, page_of(line.item)) for line in report.lines),
        items=tuple((item, page_of(item.id)) for item in report.items),
        occurrences=tuple((one, page_of(one.id)) for one in report.occurrences),
        channels=tuple(_channel(one, platforms, page_of) for one in report.channels),
        formulas=report_rows.FORMULAS,
        platforms=platforms,
    )
    return desk.page(document, body, wide=True)


def _channel(
    figures: ChannelFigures,
    platforms: Mapping[str, str],
    page_of: Callable[[str], Link | None],
) -> Channel:
    return Channel(
        platforms.get(figures.platform, figures.platform),
        tuple(month for month, _ in figures.account[1:]),
        report_rows.account_rows(figures),
        tuple(report_rows.POST_METRICS[metric] for metric in report_rows.post_heads(figures)),
        tuple((row, page_of(row.item)) for row in report_rows.post_rows(figures)),
    )
