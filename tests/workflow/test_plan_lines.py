"""What a month brings of itself, and the ids that follow from it."""

from __future__ import annotations

import re
from datetime import date

import pytest

from jdih.model.document import Document, Kind
from jdih.model.period import Month
from jdih.reading.header import split
from jdih.workflow.plan_lines import Suggestion, line_id, of_anniversaries, of_holidays


def month(text: str) -> Month:
    found = Month.parse(text)
    assert found is not None
    return found


def act(enacted: str) -> Document:
    text = f"---\ntipe: peraturan\njudul: Undang-Undang Uji\ntanggal_penetapan: {enacted}\n---\n"
    head = split("x.md", text).header
    assert head is not None
    return Document("content/dokumen/peraturan/uu-1/index.md", Kind.REGULATION, head, "", 5, ())


def anniversaries(planned: str, enacted: str) -> list[Suggestion]:
    return list(of_anniversaries(month(planned), [act(enacted)]))


@pytest.mark.parametrize(
    "text",
    ["", "2026", "2026-13", "2026-00", "2026-1", "26-12", "2026-12-01", "²026-12", "../x-12"],
)
def test_what_is_no_month_is_none(text: str) -> None:
    assert Month.parse(text) is None


def test_holidays_are_suggested_and_joint_leave_is_not() -> None:
    names = {
        date(2026, 12, 24): "Cuti Bersama Natal",
        date(2026, 12, 25): "Hari Raya Natal; Hari Uji",
        date(2026, 11, 25): "Hari bulan lain",
    }
    found = of_holidays(month("2026-12"), names.get)
    assert [(one.day.day, one.title) for one in found] == [
        (25, "Hari Raya Natal"),
        (25, "Hari Uji"),
    ]


@pytest.mark.parametrize(
    ("planned", "enacted", "title", "day"),
    [
        ("2026-11", "2016-11-25", "10 Tahun Undang-Undang Uji", 25),
        ("2026-11", "2021-11-01", "5 Tahun Undang-Undang Uji", 1),
        ("2029-02", "2024-02-29", "5 Tahun Undang-Undang Uji", 28),
        ("2044-02", "2024-02-29", "20 Tahun Undang-Undang Uji", 29),
    ],
)
def test_round_anniversaries_are_suggested(
    planned: str, enacted: str, title: str, day: int
) -> None:
    ((suggestion),) = anniversaries(planned, enacted)
    assert (suggestion.title, suggestion.day.day) == (title, day)


@pytest.mark.parametrize("enacted", ["2026-11-25", "2027-11-25", "2017-11-25", "2016-12-25", ""])
def test_other_days_are_not(enacted: str) -> None:
    assert anniversaries("2026-11", enacted) == []


def test_an_id_follows_from_month_and_source() -> None:
    first = line_id(month("2026-12"), "libur 2026-12-25 Hari Raya Natal")
    assert re.fullmatch("[2-9a-hjkmnp-tv-z]{4}", first)
    assert line_id(month("2026-12"), "libur 2026-12-25 Hari Raya Natal") == first
    assert line_id(month("2027-12"), "libur 2026-12-25 Hari Raya Natal") != first
    assert line_id(month("2026-12"), "libur 2026-12-25 Hari Raya Natal", {first}) != first
