"""Durations as the SOPs write them, in a unit whose working day has 450 minutes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jdih.workflow.duration import BadDuration, parse_minutes, render_minutes

DAY = 450


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("10 menit", 10),
        ("15 Menit", 15),
        ("1 hari", 450),
        ("1 hari 55 menit", 505),
        ("1 Hari 55 Menit", 505),
        (" 1  hari\u00a055 menit ", 505),
        ("1 hari, 55 menit", 505),
        ("1 hari dan 55 menit", 505),
        ("3 (tiga) hari kerja", 1350),
        ("1 hari kerja 5 menit", 455),
        ("2 jam", 120),
        ("1 minggu", 2250),
        ("1 minggu 1 hari 1 jam 1 menit", 2250 + 450 + 60 + 1),
        ("1,5 jam", 90),
        ("0,5 hari", 225),
        ("3600", 3600),
        ("3.750", 3750),
        ("3.600 menit", 3600),
        ("30", 30),
        ("0", 0),
    ],
)
def test_duration_in_working_minutes(text: str, minutes: int) -> None:
    assert parse_minutes(text, DAY) == minutes


@pytest.mark.parametrize("text", ["", "  ", "-", "–", "—"])
def test_blank_stays_blank(text: str) -> None:
    assert parse_minutes(text, DAY) is None


def test_day_and_week_follow_the_unit() -> None:
    assert parse_minutes("1 hari", 390) == 390
    assert parse_minutes("1 minggu", 390) == 1950


def test_remainder_below_a_minute_is_rounded_up() -> None:
    # A third of 450 minutes to two decimals: 148.5.
    assert parse_minutes("0,33 hari", DAY) == 149


@pytest.mark.parametrize(
    "text",
    [
        "sehari", "2 bulan", "1 tahun", "-5 menit", "1.5 jam", "3,750", "10,5 menit", "1,5",
        "55 menit 1 hari", "1 hari 1 hari", "1 hari55 menit", "10 menitan", "menit", "1 hari,",
        "1 hari dan", "10 menit!", "²", "١٠ menit", "1e3", "9" * 5000, "1 (" + "a" * 5000,
    ],
)  # fmt: skip
def test_nonsense_is_refused_with_a_remedy(text: str) -> None:
    with pytest.raises(BadDuration) as caught:
        parse_minutes(text, DAY)
    assert isinstance(caught.value, ValueError)
    assert "1 hari 55 menit" in caught.value.remedy
    assert len(caught.value.message) < 200


def test_message_names_the_duration_and_the_reason() -> None:
    with pytest.raises(BadDuration) as caught:
        parse_minutes("55 menit 1 hari", DAY)
    assert str(caught.value) == (
        "Waktu “55 menit 1 hari” tidak dapat dibaca: satuan harus urut dari yang terbesar dan "
        "masing-masing sekali."
    )


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (0, "0 menit"),
        (10, "10 menit"),
        (449, "449 menit"),
        (450, "1 hari"),
        (505, "1 hari 55 menit"),
        (3600, "8 hari"),
    ],
)
def test_minutes_are_written_as_the_sop_does(minutes: int, text: str) -> None:
    assert render_minutes(minutes, DAY) == text


def test_kpu_total_is_the_sum_of_its_steps() -> None:
    steps = ("10 menit", "1 hari", "10 menit", "10 menit", "10 menit", "15 menit")
    total = sum(parse_minutes(step, DAY) or 0 for step in steps)
    assert render_minutes(total, DAY) == "1 hari 55 menit"


def test_negative_minutes_are_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="-1"):
        render_minutes(-1, DAY)


@settings(derandomize=True)
@given(st.integers(0, 10**6), st.integers(1, 1440))
def test_what_is_written_reads_back(minutes: int, day_minutes: int) -> None:
    assert parse_minutes(render_minutes(minutes, day_minutes), day_minutes) == minutes
