"""The text to paste, and where its signs stand in the file it came from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jdih.workflow.caption import PLACE, posted, written_at

ADDRESS = "https://jdih.example/konten/2026/asas/"


def test_only_the_address_is_filled_in() -> None:
    caption = "\nBaca {tautan}, {nomor}, {tautan}.\n\n"
    assert posted(caption, ADDRESS) == f"Baca {ADDRESS}, {{nomor}}, {ADDRESS}."


def test_an_address_that_holds_the_place_is_filled_in_once() -> None:
    assert posted(PLACE, f"a{PLACE}") == f"a{PLACE}"


@pytest.mark.parametrize(
    ("position", "place"), [(0, (2, 1)), (3, (2, 4)), (4, (2, 5)), (10, (2, 5)), (42, (2, 13)),
                            (43, (3, 1)), (44, (3, 2))]
)  # fmt: skip
def test_a_position_is_named_by_line_and_column(position: int, place: tuple[int, int]) -> None:
    # "Lih " + 38 letters + "\n" + "#a"
    assert len(ADDRESS) == 38
    assert written_at("\nLih {tautan}\n#a\n", ADDRESS, position) == place


@given(st.lists(st.sampled_from(["a", "\n", PLACE, "{", "}"]), max_size=12).map("".join), st.data())
def test_a_sign_of_the_caption_is_found_again(caption: str, data: st.DataObject) -> None:
    text = posted(caption, ADDRESS)
    if not text:
        return
    position = data.draw(st.integers(0, len(text) - 1))
    line, column = written_at(caption, ADDRESS, position)
    there = caption.split("\n")[line - 1] + "\n"
    assert there[column - 1] == text[position] or there.startswith(PLACE, column - 1)
