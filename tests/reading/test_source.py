"""What a text file may hold, character by character."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jdih.model.finding import Severity
from jdih.reading.source import TEXT_LIMIT, forbidden, position, read_source

REFUSED = {
    "JD103": [0xFEFF],
    "JD104": [0x0D],
    "JD105": [0x0B, 0x0C, 0x85, 0x2028, 0x2029],
    "JD106": [0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)],
    "JD107": [*range(9), *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0)],
    "JD108": [0x200B, 0x2060, 0x200C, 0x200D],
}


def codes(text: str) -> list[str]:
    return [finding.code for finding in read_source("a.md", text.encode()).findings]


@pytest.mark.parametrize(
    ("code", "point"), [(code, point) for code, points in REFUSED.items() for point in points]
)
def test_every_refused_character_is_found_in_its_place(code: str, point: int) -> None:
    source = read_source("a.md", f"satu\ndua {chr(point)} tiga\n".encode())
    assert source.text is None
    (finding,) = source.findings
    assert (finding.code, finding.location.line, finding.location.column) == (code, 2, 5)
    assert f"U+{point:04X}" in finding.message


def test_tab_and_line_feed_are_plain_text() -> None:
    assert read_source("a.md", b"a\tb\nc").text == "a\tb\nc"


@pytest.mark.parametrize("word", ["क\u200dष", "بی\u200cت"])
def test_joiners_pass_between_letters_of_a_script_that_needs_them(word: str) -> None:
    assert read_source("a.md", word.encode()).text == word


@pytest.mark.parametrize("text", ["a\u200db", "क\u200da", "\u200dक", "क\u200d", "1\u200c2"])
def test_joiners_are_refused_anywhere_else(text: str) -> None:
    assert codes(text) == ["JD108"]


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [(b"\xff", 1, 1), (b"a\nb\xc3(", 2, 2), (b"a\xed\xa0\x80", 1, 2), (b"\n\n\xf0\x9f", 3, 1),
     (b"\xc0\x80", 1, 1)],
)  # fmt: skip
def test_what_is_no_utf8_is_found_in_its_place(data: bytes, line: int, column: int) -> None:
    source = read_source("a.md", data)
    assert source.text is None
    (finding,) = source.findings
    assert finding.code == "JD102"
    assert (finding.location.line, finding.location.column) == (line, column)


def test_the_limit_is_in_bytes() -> None:
    assert read_source("a.md", b"a" * TEXT_LIMIT).text is not None
    assert [f.code for f in read_source("a.md", b"a" * (TEXT_LIMIT + 1)).findings] == ["JD101"]
    assert codes("é" * TEXT_LIMIT) == ["JD101"]


def test_a_flood_of_the_same_fault_is_told_twenty_times() -> None:
    assert codes("\u202e" * 500 + "\r" * 500) == ["JD106"] * 20 + ["JD104"] * 20
    assert codes("раypal " * 500) == ["JD109"] * 20


def test_mixed_scripts_and_loose_accents_only_warn() -> None:
    source = read_source("a.md", "kаntor e\u0301 \n".encode())
    assert source.text is not None
    assert [(f.code, f.severity, f.location.column) for f in source.findings] == [
        ("JD109", Severity.WARNING, 1),
        ("JD110", Severity.WARNING, 8),
    ]


@pytest.mark.parametrize("text", ["Κόσμος кот", "Ω α-partikel", "café", "10 µm", "日本 kota"])
def test_words_of_one_script_each_pass(text: str) -> None:
    assert codes(text) == []


@given(st.text(), st.data())
@settings(deadline=None, max_examples=100)
def test_position_counts_only_line_feeds(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    line, column = position(text, offset)
    assert sum(len(part) + 1 for part in text.split("\n")[: line - 1]) + column - 1 == offset


@given(st.binary(max_size=300))
@settings(deadline=None, max_examples=300)
def test_any_bytes_are_read_or_explained_within_the_file(data: bytes) -> None:
    source = read_source("a.md", data)
    lines = data.split(b"\n")
    assert source.text is not None or source.findings
    for finding in source.findings:
        assert 1 <= finding.location.line <= len(lines)
        assert 1 <= finding.location.column <= len(lines[finding.location.line - 1]) + 1


@given(st.text(max_size=200))
@settings(deadline=None, max_examples=300)
def test_what_is_read_holds_nothing_forbidden(text: str) -> None:
    source = read_source("a.md", text.encode("utf-8", "surrogatepass"))
    if source.text is not None:
        assert source.text == text
        assert not list(forbidden(text))
