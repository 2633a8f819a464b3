"""A document taken apart at its fences."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jdih.reading.header import HEADER_LIMIT, split
from jdih.reading.source import forbidden


def codes(text: str) -> list[str]:
    return [finding.code for finding in split("a.md", text).findings]


def test_the_body_begins_where_it_says() -> None:
    text = "---\ntipe: konten\njudul: x\n---\n\n## Awal\n"
    parts = split("a.md", text)
    assert parts.header is not None
    assert parts.header.text("judul") == "x"
    assert parts.header.place("judul") == (3, 1)
    assert parts.body == "\n## Awal\n"
    assert text.split("\n")[parts.body_line - 1 :] == parts.body.split("\n")


@pytest.mark.parametrize(
    ("text", "body", "line"),
    [
        ("---\na: b\n---", "", 3),
        ("---\na: b\n---\n", "", 4),
        ("---  \na: b\n---  \nisi", "isi", 4),
        ("---\na: |\n  ---\n---\n---\n", "---\n", 5),
        ("---\n\n\na: b\n\n---\nisi", "isi", 7),
    ],
)
def test_fences(text: str, body: str, line: int) -> None:
    parts = split("a.md", text)
    assert parts.findings == ()
    assert (parts.body, parts.body_line) == (body, line)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "JD201"),
        ("judul: x\n", "JD201"),
        (" ---\na: b\n---\n", "JD201"),
        ("----\na: b\n----\n", "JD201"),
        ("\n---\na: b\n---\n", "JD201"),
        ("---", "JD202"),
        ("---\na: b\n", "JD202"),
        ("---\na: b\n ---\n", "JD202"),
        ("---\n---\n", "JD203"),
        ("---\n\n\n---\n", "JD203"),
        ("---\n# hanya komentar\n---\n", "JD203"),
        ("---\n...\n---\n", "JD213"),
        ("---\nteks\n---\n", "JD209"),
        ("---\na: b\n...\nc: d\n---\n", "JD213"),
        ("---\n%YAML 1.1\n---\na: b\n---\n", "JD213"),
    ],
)
def test_what_cannot_be_taken_apart_is_explained(text: str, code: str) -> None:
    parts = split("a.md", text)
    assert parts.header is None
    assert codes(text) == [code]


def test_the_limit_is_in_bytes_and_only_for_the_header() -> None:
    long = "a: " + "x" * (HEADER_LIMIT - 3)
    assert codes(f"---\n{long}\n---\n{'y' * 2 * HEADER_LIMIT}") == []
    assert codes(f"---\n{long}x\n---\n") == ["JD204"]
    assert codes(f"---\na: {'é' * (HEADER_LIMIT // 2)}\n---\n") == ["JD204"]


def test_a_header_too_large_still_tells_where_the_body_begins() -> None:
    parts = split("a.md", "---\n" + "a: b\n" * 10_000 + "---\nisi\n")
    assert (parts.body, parts.body_line) == ("isi\n", 10_003)


HEADERS = st.text(st.sampled_from("-: \n[]{}\"'#&*!|>ab?,\\%@`\t.0é"), max_size=80)


@given((HEADERS | st.text(max_size=80)).filter(lambda text: not any(forbidden(text))), HEADERS)
@settings(deadline=None, max_examples=400)
def test_any_text_is_taken_apart_or_explained_within_the_file(head: str, body: str) -> None:
    for text in (head, f"---\n{head}\n---\n{body}"):
        parts = split("a.md", text)
        assert parts.header is not None or parts.findings
        lines = text.split("\n")
        for finding in parts.findings:
            assert 1 <= finding.location.line <= len(lines)
            assert 1 <= finding.location.column <= len(lines[finding.location.line - 1]) + 1
