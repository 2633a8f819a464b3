"""Markdown on paper: the words of the page, in its order, block by block."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jdih.paper.prose import blocks


def item(mark: str, text: str, depth: int = 0) -> dict[str, Any]:
    return {"jenis": "butir", "tanda": mark, "dalam": depth, "teks": text}


def par(text: str) -> dict[str, Any]:
    return {"jenis": "paragraf", "teks": text}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("Satu\ndua.\n\nTiga.", [par("Satu dua."), par("Tiga.")]),
        ("## Judul\n\n### Anak", [
            {"jenis": "judul", "tingkat": 2, "teks": "Judul"},
            {"jenis": "judul", "tingkat": 3, "teks": "Anak"},
        ]),
        ("- a\n- b\n  - c\n- d", [item("–", "a"), item("–", "b"), item("–", "c", 1),
                                 item("–", "d")]),
        ("3. a\n4. b", [item("3.", "a"), item("4.", "b")]),
        ("1. a\n\n   lagi\n\n2. b", [item("1.", "a"), item("", "lagi"), item("2.", "b")]),
        ("[sini](https://a.example/) dan [sana](/content/a.md)",
         [par("sini (https://a.example/) dan sana")]),
        ("https://a.example/x", [par("https://a.example/x")]),
        ("| a | b |\n|---|---|\n| 1 | 2 |", [
            {"jenis": "tabel", "kolom": 2, "baris": [["a", "b"], ["1", "2"]]},
        ]),
        ("`a < b` & **c**", [par("a < b & c")]),
        ("> kutip", [par("kutip")]),
        ("```\na  b\n```", [par("a b")]),
        ("<script>x</script>", []),
    ],
)  # fmt: skip
def test_blocks(text: str, found: list[dict[str, Any]]) -> None:
    assert blocks(text) == found


@settings(deadline=None)
@given(st.text(max_size=200))
def test_no_text_is_too_odd(text: str) -> None:
    for block in blocks(text):
        assert block["jenis"] in {"judul", "paragraf", "butir", "tabel"}
