"""Dates and moments in their strict forms; everything else is refused with a remedy."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from jdih.workflow.zone import ZONES, BadMoment, parse_date, parse_moment


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-12-01", date(2026, 12, 1)),
        ("2024-02-29", date(2024, 2, 29)),
        ("1847-04-30", date(1847, 4, 30)),
    ],
)
def test_date(text: str, expected: date) -> None:
    assert parse_date(text) == expected


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("2026-02-30", "tidak ada dalam kalender"),
        ("2026-02-29", "tidak ada dalam kalender"),
        ("2026-13-40", "tidak ada dalam kalender"),
        ("2026-00-10", "tidak ada dalam kalender"),
        ("0000-01-01", "Tahun"),
        ("0226-01-01", "Tahun"),
        ("9999-12-31", "Tahun"),
        ("2026-2-3", "bentuk"),
        ("01-12-2026", "bentuk"),
        ("1 Desember 2026", "bentuk"),
        ("20261201", "bentuk"),
        ("2026-12-01 ", "bentuk"),
        ("2026-12-01\n", "bentuk"),
        ("٢٠٢٦-١٢-٠١", "bentuk"),
        ("", "bentuk"),
        ("9" * 5000, "bentuk"),
    ],
)
def test_bad_date(text: str, part: str) -> None:
    with pytest.raises(BadMoment, match=part) as caught:
        parse_date(text)
    assert caught.value.remedy.endswith(".")
    assert len(caught.value.message) < 200


EIGHT_WIB = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-01 08:00 WIB",
        "2026-12-01 08:00:00 WIB",
        "2026-12-01 09:00 WITA",
        "2026-12-01 10:00 WIT",
        "2026-12-01T08:00+07:00",
        "2026-12-01T08:00:00+07:00",
        "2026-12-01T01:00:00Z",
        "2026-11-30T20:30-04:30",
    ],
)
def test_moment(text: str) -> None:
    assert parse_moment(text) == EIGHT_WIB


def test_moment_keeps_its_zone() -> None:
    moment = parse_moment("2026-12-01 08:00:05 WITA")
    assert (moment.utcoffset(), moment.tzname()) == (timedelta(hours=8), "WITA")
    assert (moment.hour, moment.second) == (8, 5)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("2026-12-01 08:00", "tidak menyebut zona"),
        ("2026-12-01T08:00:00", "tidak menyebut zona"),
        ("2026-12-01 08.00 WIB", "titik"),
        ("2026-12-01 8.00", "titik"),
        ("2026-02-30 08:00 WIB", "tidak ada dalam kalender"),
        ("2026-12-01 24:00 WIB", "Jam"),
        ("2026-12-01 08:60 WIB", "Jam"),
        ("2026-12-01 08:00:60 WIB", "Jam"),
        ("2026-12-01T08:00+24:00", "Jam"),
        ("2026-12-01T08:00+14:30", "Jam"),
        ("2026-12-01T08:00+07:75", "Jam"),
        ("0001-01-01T00:00+14:00", "Tahun"),
        ("2026-12-01", "bentuk"),
        ("2026-12-01 08:00 wib", "bentuk"),
        ("2026-12-01 08:00 WIB WIB", "bentuk"),
        ("2026-12-01 08:00 UTC", "bentuk"),
        ("2026-12-01  08:00 WIB", "bentuk"),
        ("2026-12-01 08:00+07:00", "bentuk"),
        ("2026-12-01T08:00 WIB", "bentuk"),
        ("2026-12-01T08:00:00.5Z", "bentuk"),
        ("besok", "bentuk"),
        ("", "bentuk"),
        ("1" * 5000, "bentuk"),
    ],
)
def test_bad_moment(text: str, part: str) -> None:
    with pytest.raises(BadMoment, match=part) as caught:
        parse_moment(text)
    assert isinstance(caught.value, ValueError)
    assert caught.value.remedy.endswith(".")
    assert len(caught.value.message) < 200


def test_zones_of_indonesia() -> None:
    assert {name: zone.utcoffset(None) for name, zone in ZONES.items()} == {
        "WIB": timedelta(hours=7),
        "WITA": timedelta(hours=8),
        "WIT": timedelta(hours=9),
    }
