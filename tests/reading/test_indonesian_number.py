"""Numbers as officials and platforms write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jdih.reading.indonesian_number import LARGEST, NotANumber, Style, dotted, parse_number

EN = Style.ENGLISH
numbers = st.integers(0, LARGEST)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0), ("7", 7), ("12345", 12_345), ("12.345", 12_345), ("1.234.567", 1_234_567),
        ("1,2 rb", 1_200), ("1,25 rb", 1_250), ("3,4 jt", 3_400_000), ("3,4jt", 3_400_000),
        ("12 ribu", 12_000), ("0,5 jt", 500_000), ("1 miliar", 10**9), ("1.2K", 1_200),
        ("1.2 rb", 1_200), ("999k", 999_000), (" 12.345 ", 12_345), ("1,2\u00a0RB", 1_200),
        ("2 juta", 2_000_000),
    ],
)  # fmt: skip
def test_a_number(text: str, number: int) -> None:
    assert parse_number(text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [("12,345", 12_345), ("1,234,567", 1_234_567), ("1.2K", 1_200), ("3.4M", 3_400_000),
     ("1b", 10**9), ("1,2 rb", 1_200), ("12345", 12_345)],
)  # fmt: skip
def test_a_number_of_an_english_export(text: str, number: int) -> None:
    assert parse_number(text, EN) == number


@pytest.mark.parametrize("text", ["", " ", "-", "–", "—", "N/A", "tidak ada", "Tidak diketahui"])
@pytest.mark.parametrize("style", Style)
def test_what_nobody_knows_is_none_and_not_zero(text: str, style: Style) -> None:
    assert parse_number(text, style) is None


@pytest.mark.parametrize(
    "text",
    ["1.23", "1,23", "1.2345", "12.34.567", "1234.567", "12,345", "1,234 jt", "1.234 rb", "2 M",
     "2m", "1 b", "0.500", "007", "1,2345 rb", "1.234,5", "1..234", ".5", "5.", "12%", "-5", "+5",
     "1e3", "0x1f", "1 234", "satu", "1,2 rb lagi", "½", "²", "∞", "1_000", "12.345.6", "1\n2",
     "9" * 13, "9999999 jt", "１２", "٣٤"],
)  # fmt: skip
def test_what_can_be_read_in_two_ways_is_refused(text: str) -> None:
    with pytest.raises(NotANumber) as fault:
        parse_number(text)
    assert fault.value.remedy.startswith(("Tulis", "Periksa"))


@pytest.mark.parametrize("text", ["12.345", "1.23", "1.234K", "1,23", "1,234.5"])
def test_what_is_ambiguous_in_english_is_refused(text: str) -> None:
    with pytest.raises(NotANumber):
        parse_number(text, EN)


@given(numbers, st.sampled_from(Style))
def test_plain_digits_are_read_in_any_style(number: int, style: Style) -> None:
    assert parse_number(str(number), style) == number


@given(numbers)
def test_what_is_written_is_read_again(number: int) -> None:
    assert parse_number(dotted(number)) == number
    assert parse_number(f"{number:,}", EN) == number
    assert dotted(None) == "–"


@given(st.integers(0, 999), st.integers(0, 99), st.sampled_from(["rb", "jt", "K", "juta"]),
       st.sampled_from(".,"), st.sampled_from(Style))  # fmt: skip
def test_a_shortened_number_is_the_same_in_any_style(
    whole: int, part: int, unit: str, mark: str, style: Style
) -> None:
    times = 1_000 if unit in {"rb", "K"} else 1_000_000
    wanted = whole * times + part * times // 100
    assert parse_number(f"{whole}{mark}{part:02} {unit}", style) == wanted


@given(st.text(max_size=20), st.sampled_from(Style))
def test_no_text_is_anything_else(text: str, style: Style) -> None:
    try:
        number = parse_number(text, style)
    except NotANumber:
        return
    assert number is None or 0 <= number <= LARGEST
