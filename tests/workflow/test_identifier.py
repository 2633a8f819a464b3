"""Ids that can be read out, and folder names made from titles."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jdih.workflow.identifier import ALPHABET, new_id, slug


def test_an_id_has_its_form_and_no_letter_that_sounds_like_another() -> None:
    chance = random.Random(7)
    for _ in range(200):
        assert re.fullmatch(r"2026-[2-9a-hjkmnp-tv-z]{5}", new_id(2026, (), chance.choice))
    assert set("01ilou").isdisjoint(ALPHABET)
    assert len(set(ALPHABET)) == len(ALPHABET) == 30


def test_an_id_that_is_taken_is_drawn_again() -> None:
    letters = iter("222222222233333")

    def choose(options: Sequence[str]) -> str:
        assert options == ALPHABET
        return next(letters)

    assert new_id(2026, {"2026-22222"}, choose) == "2026-33333"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Mengenal UU Pemilu", "mengenal-uu-pemilu"),
        ("  Apa itu JDIH?  ", "apa-itu-jdih"),
        ("Pasal 28F: “Hak” & Kewajiban", "pasal-28f-hak-kewajiban"),
        ("Jum'at", "jum-at"),
        ("Café Ünïcode", "cafe-unicode"),
        ("ﬁle № 5", "file-no-5"),
        ("../../etc/passwd", "etc-passwd"),
        ("日本", ""),
        ("", ""),
        ("---", ""),
    ],
)
def test_slugs(title: str, name: str) -> None:
    assert slug(title) == name


def test_a_long_title_ends_with_a_whole_word() -> None:
    assert slug("kata " * 30) == "-".join(["kata"] * 12)
    assert slug("a" * 80) == "a" * 60
    assert slug("pendek " + "a" * 80) == "pendek"


@given(st.text())
def test_a_slug_is_always_a_folder_name_of_the_national_length(title: str) -> None:
    name = slug(title)
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", name)
    assert len(name) <= 60
    assert slug(name.replace("-", " ")) == name
