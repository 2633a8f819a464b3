"""A report's figures as its header holds them, under ``angka``: written here, and read again.

Whoever approves the report approves these figures: they are never computed anew for a page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from jdih.model.entry import Event
from jdih.model.insight import AccountMetric, PostMetric
from jdih.model.node import Mapping as Header
from jdih.model.report import (
    ChannelFigures,
    Coordination,
    Fate,
    MeasuredPost,
    Occurrence,
    PlanLine,
    PostedAt,
    PostTotals,
    PublishedItem,
    Report,
)
from jdih.reading.header_block import put_block
from jdih.reading.skeleton import scalar

FIGURES = "angka"
"""The key of a report's header that only the program writes."""
PERIOD = "periode"

TO_WRITE = "*Belum ditulis.*"
"""Stands where people are to write; a report that still holds it is not finished."""

_ABOUT = """\
# Ditulis oleh `jdih report`; jangan disunting. Bila sumbernya berubah, jalankan lagi: angka ini
# diperbarui, dan yang ditulis orang di bawah tidak berubah.
"""
_HEADINGS = ("Sorotan", "Analisis", "Koordinasi dan kendala", "Tindak lanjut")

Plain = str | list["Plain"] | dict[str, "Plain"]
_Metric = TypeVar("_Metric", AccountMetric, PostMetric)


def with_figures(text: str, report: Report) -> str:
    """Return a report's text with these figures in its header; every other byte stays.

    Raises JdihError when it has no header.
    """
    return put_block(text, (f"{FIGURES}:", *_written(_plain(report), "  ")))


def new_text(report: Report, title: str, sop: str) -> str:
    """Return a report to begin with: its figures, and what people have to say something about."""
    head = [f"tipe: laporan\njudul: {scalar(title)}\n{PERIOD}: {report.period}\n"]
    if sop:
        head.append(f"sop: {sop}\n")
    body = "".join(f"\n## {heading}\n\n{TO_WRITE}\n" for heading in _HEADINGS)
    return with_figures(f"---\n{''.join(head)}{_ABOUT}---\n{body}", report)


def read_report(header: Header) -> Report:
    """Return the figures that a header holds; what is not there, or no figure, is left out."""
    told = header.mapping(FIGURES)
    state = told.mapping("keadaan")
    return Report(
        header.text(PERIOD),
        int(_number(state.text("entri")) or 0),
        state.text("sidik"),
        tuple(_line(one) for one in told.mappings("rencana")),
        tuple(_item(one) for one in told.mappings("konten")),
        tuple(_occurrence(one) for one in told.mappings("peristiwa")
              if one.text("kejadian") in set(Event)),
        tuple(_channel(one) for one in told.mappings("kanal")),
        tuple(_coordination(one) for one in told.mappings("koordinasi")),
        tuple(_line(one) for one in told.mappings("berikut")),
    )  # fmt: skip


def _plain(report: Report) -> dict[str, Plain]:
    return {
        "keadaan": {"entri": str(report.count), "sidik": report.head},
        "rencana": [
            {"baris": one.id, "tanggal": one.day, "judul": one.title, "keadaan": one.fate.value,
             "konten": one.item, "sebab": one.reason}
            for one in report.lines
        ],
        "konten": [
            {"id": one.id, "nomor": one.number, "tanggal": one.day, "judul": one.title,
             "alamat": one.address, "baris": one.line, "di_luar_rencana": one.off_plan,
             "mendesak": "ya" if one.urgent else "",
             "unggahan": [
                 {"platform": post.platform, "alamat": post.address, "sebab": post.reason}
                 for post in one.posts
             ]}
            for one in report.items
        ],
        "peristiwa": [
            {"kejadian": one.event.value, "nomor": one.number, "tanggal": one.day, "id": one.id,
             "judul": one.title}
            for one in report.occurrences
        ],
        "kanal": [
            {"platform": one.platform,
             "akun": [
                 {"bulan": month, **_figures(AccountMetric, known)} for month, known in one.account
             ],
             "jumlah": [
                 {"bulan": total.month, "unggahan": str(total.posts),
                  "tayangan": _written_number(total.views),
                  "interaksi": _written_number(total.interactions)}
                 for total in one.totals
             ],
             "unggahan": [
                 {"alamat": post.address, "konten": post.item, "tanggal": post.day,
                  **_figures(PostMetric, post.numbers)}
                 for post in one.posts
             ]}
            for one in report.channels
        ],
        "koordinasi": [
            {"konten": one.item, "unit": one.unit, "tanggal": one.day, "hasil": one.result}
            for one in report.coordinations
        ],
        "berikut": [
            {"baris": one.id, "tanggal": one.day, "judul": one.title} for one in report.ahead
        ],
    }  # fmt: skip


def _written_number(number: int | None) -> str:
    return "" if number is None else str(number)


def _figures(metrics: Iterable[_Metric], numbers: Mapping[_Metric, int]) -> dict[str, Plain]:
    return {metric.value: str(numbers[metric]) for metric in metrics if metric in numbers}


def _written(values: Mapping[str, Plain], indent: str) -> Iterator[str]:
    """Yield mappings and lists one below the other; what is empty leaves no trace."""
    for key, value in values.items():
        if isinstance(value, str):
            if value:
                yield f"{indent}{key}: {scalar(' '.join(value.split()))}"
        elif value:
            yield f"{indent}{key}:"
            yield from _below(value, f"{indent}  ")


def _below(value: list[Plain] | dict[str, Plain], indent: str) -> Iterator[str]:
    if isinstance(value, dict):
        yield from _written(value, indent)
        return
    for one in value:
        if isinstance(one, dict):
            first, *rest = _written(one, f"{indent}  ")
            yield f"{indent}- {first.lstrip()}"
            yield from rest


def _line(told: Header) -> PlanLine:
    fate = told.text("keadaan")
    return PlanLine(
        told.text("baris"),
        told.text("tanggal"),
        told.text("judul"),
        Fate(fate) if fate in set(Fate) else Fate.PENDING,
        told.text("konten"),
        told.text("sebab"),
    )


def _item(told: Header) -> PublishedItem:
    return PublishedItem(
        told.text("id"),
        told.text("nomor"),
        told.text("tanggal"),
        told.text("judul"),
        told.text("alamat"),
        told.text("baris"),
        told.text("di_luar_rencana"),
        told.flag("mendesak"),
        tuple(
            PostedAt(post.text("platform"), post.text("alamat"), post.text("sebab"))
            for post in told.mappings("unggahan")
        ),
    )


def _occurrence(told: Header) -> Occurrence:
    return Occurrence(
        Event(told.text("kejadian")),
        told.text("nomor"),
        told.text("tanggal"),
        told.text("id"),
        told.text("judul"),
    )


def _channel(told: Header) -> ChannelFigures:
    return ChannelFigures(
        told.text("platform"),
        tuple(
            (month.text("bulan"), _numbers(month, AccountMetric)) for month in told.mappings("akun")
        ),
        tuple(
            MeasuredPost(
                post.text("alamat"),
                post.text("konten"),
                post.text("tanggal"),
                _numbers(post, PostMetric),
            )
            for post in told.mappings("unggahan")
        ),
        tuple(
            PostTotals(
                total.text("bulan"),
                _number(total.text("unggahan")) or 0,
                _number(total.text("tayangan")),
                _number(total.text("interaksi")),
            )
            for total in told.mappings("jumlah")
        ),
    )


def _coordination(told: Header) -> Coordination:
    return Coordination(
        told.text("konten"), told.text("unit"), told.text("tanggal"), told.text("hasil")
    )


def _numbers(told: Header, metrics: Iterable[_Metric]) -> dict[_Metric, int]:
    found = ((metric, _number(told.text(metric))) for metric in metrics)
    return {metric: number for metric, number in found if number is not None}


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() else None
