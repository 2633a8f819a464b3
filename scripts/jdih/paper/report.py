"""The sheet of a report (*Laporan Media Sosial*): the figures and words that were approved."""

from __future__ import annotations

from itertools import chain
from typing import Any

from jdih.model.insight import UNKNOWN
from jdih.model.period import Month
from jdih.model.report import ChannelFigures, PostedAt, PublishedItem, Report
from jdih.paper.item import Version, approval_of, approver, filled
from jdih.paper.prose import blocks
from jdih.paper.wording import EVENTS, Issuer
from jdih.reading.report_header import read_report
from jdih.website import recap, report_rows, wording
from jdih.website.charts import Table

FORM = "laporan"

_ABREAST = 3
"""How many months fit beside each other on A4."""


def report_sheet(version: Version, issuer: Issuer, *, public: bool) -> dict[str, Any]:
    """Return what the form prints of the report that `version` shows.

    A `public` copy leaves out what stays in the office: reasons, and what other units said.
    """
    entry = version.entry
    report = read_report(version.header)
    platforms = issuer.platforms
    return {
        "kop": issuer.letterhead(),
        "judul": version.header.text("judul"),
        "id": entry.id,
        "nomor": entry.label,
        "sidik": entry.digest,
        "umum": public,
        "persetujuan": filled(approval_of(entry, issuer)),
        "ringkasan": list(recap.sentences(report, platforms)),
        "naskah": blocks(version.body),
        "realisasi": _bars(report_rows.plan_table(report)),
        "tayangan": _bars(report_rows.views_table(report, platforms)),
        "rencana": [
            [wording.day(line.day), line.title,
             "; ".join(filter(None, (report_rows.FATES[line.fate], line.reason))), line.id]
            for line in report.lines
        ],
        "konten": [_item(item, issuer, public=public) for item in report.items],
        "peristiwa": [
            [wording.day(one.day), EVENTS[one.event], one.number, one.title]
            for one in report.occurrences
        ],
        "koordinasi": [] if public else [
            [_title(report, one.item), one.unit, wording.day(one.day), one.result]
            for one in report.coordinations
        ],
        "kanal": [_channel(one, report, issuer) for one in report.channels],
        "cara": list(report_rows.FORMULAS) if report.channels else [],
        "berikut": [[wording.day(line.day), line.title] for line in report.ahead],
        "agenda": f"{wording.number(report.count)} catatan, sidik terakhir {report.head}"
        if report.head else "",
        "tanda_tangan": [
            {"selaku": "Yang menyusun,", "jabatan": ""},
            {"selaku": "Yang menyetujui,", "jabatan": approver(entry, issuer)},
        ],
    }  # fmt: skip


def _bars(table: Table) -> list[dict[str, Any]]:
    """Return the sums of a table's rows with how long each bar is, of the longest."""
    sums = [(name, sum(numbers)) for name, numbers in table.rows]
    most = max((count for _, count in sums), default=0)
    return [
        {"nama": wording.month(name) if Month.parse(name) else name,
         "jumlah": wording.number(count), "panjang": round(count / most * 100, 1)}
        for name, count in sums
        if most
    ]  # fmt: skip


def _item(item: PublishedItem, issuer: Issuer, *, public: bool) -> list[str]:
    basis = item.line or ("Di luar rencana" if item.off_plan else UNKNOWN)
    if item.off_plan and not public:
        basis = f"Di luar rencana: {item.off_plan}"
    title = f"{item.title} (mendesak)" if item.urgent else item.title
    posts = "\n".join(_post(post, issuer) for post in item.posts)
    return [item.number, wording.day(item.day), title, basis, posts or UNKNOWN]


def _post(post: PostedAt, issuer: Issuer) -> str:
    return f"{issuer.platform(post.platform)}: {post.address or post.reason}"


def _channel(figures: ChannelFigures, report: Report, issuer: Issuer) -> dict[str, Any]:
    months = [month for month, _ in figures.account[1:]]
    heads = [report_rows.POST_METRICS[metric] for metric in report_rows.post_heads(figures)]
    return {
        "nama": issuer.platform(figures.platform),
        "akun": [_abreast(figures, months, at) for at in range(0, len(months), _ABREAST)],
        "kepala": heads,
        "unggahan": [
            [wording.day(row.day) if row.day else UNKNOWN, _shown(report, row), *row.numbers,
             row.interactions, row.ratio]
            for row in report_rows.post_rows(figures)
        ],
    }  # fmt: skip


def _abreast(figures: ChannelFigures, months: list[str], at: int) -> dict[str, Any]:
    """Return the part of an account's table that begins with the month at a place."""
    part = slice(at, at + _ABREAST)
    return {
        "bulan": [wording.month(month) for month in months[part]],
        "baris": [
            [row.name, *chain.from_iterable(row.cells[part])]
            for row in report_rows.account_rows(figures)
        ],
    }


def _shown(report: Report, row: report_rows.PostRow) -> str:
    title = _title(report, row.item)
    return f"{title}\n{row.address}" if title else row.address


def _title(report: Report, id: str) -> str:
    return next((item.title for item in report.items if item.id == id), id)
