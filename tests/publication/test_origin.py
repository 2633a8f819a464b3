"""An item's form is found again, and only its own."""

from __future__ import annotations

import pytest

from jdih.publication.origin import closing, form_behind, identity_of

NAME = "unit/jdih"
ID = identity_of(NAME, 12, 2026)


def test_the_form_that_opened_an_item_is_found() -> None:
    assert form_behind(NAME, f"{closing(12)}\n\nKonten {ID} dibuka.", ID) == 12


@pytest.mark.parametrize(
    ("words", "identity"),
    [
        ("", ID),
        ("Lihat Closes #12", ID),
        ("Closes #13", ID),
        ("Closes #1234567890", ID),
        ("Closes #12", "uu-14-2008"),
        ("Closes #12", ""),
    ],
)
def test_other_words_and_other_items_name_no_form(words: str, identity: str) -> None:
    assert form_behind(NAME, words, identity) is None


def test_another_repository_has_other_items() -> None:
    assert form_behind("lain/jdih", closing(12), ID) is None
