from __future__ import annotations

import pytest

from jdih.website import wording


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2026-11-02", "2 November 2026"), ("2003-08-13", "13 Agustus 2003"), ("-", "-"), ("", "")],
)
def test_day(text: str, expected: str) -> None:
    assert wording.day(text) == expected


def test_month() -> None:
    assert wording.month("2026-05") == "Mei 2026"
    assert wording.month("Mei") == "Mei"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-20T08:05:00+07:00", "20 November 2026 pukul 08.05 WIB"),
        ("2026-11-20T08:05:00+08:00", "20 November 2026 pukul 08.05 WITA"),
        ("2026-11-20T08:05:00+09:00", "20 November 2026 pukul 08.05 WIT"),
        ("2026-11-20T08:05:00+00:00", "20 November 2026 pukul 08.05 UTC+0"),
        ("2026-11-20T08:05:00+05:30", "20 November 2026 pukul 08.05 UTC+5.5"),
        ("kemarin", "kemarin"),
    ],
)
def test_moment(text: str, expected: str) -> None:
    assert wording.moment(text) == expected


def test_numbers_and_sizes() -> None:
    assert wording.number(12345) == "12.345"
    assert [wording.size(n) for n in (999, 1500, 2_000_000)] == ["999 B", "1,5 KB", "2 MB"]


def test_a_nip_hides_its_birth_date() -> None:
    assert wording.masked_nip("123456789012345678") == "1234••••••••••••78"
    assert wording.masked_nip("") == ""


def test_short_digest() -> None:
    assert wording.short_digest("ab" * 32) == "abababababab"
