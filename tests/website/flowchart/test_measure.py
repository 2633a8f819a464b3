from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from jdih.website.flowchart.measure import lines, width


def test_lines_end_after_words_slashes_and_hyphens() -> None:
    assert lines("Pelaksana/Pengelola JDIH", 70, 10) == ("Pelaksana/", "Pengelola", "JDIH")
    assert lines("Kepala Biro Perundang-undangan", 90, 10) == (
        "Kepala Biro",
        "Perundang-",
        "undangan",
    )


def test_a_word_wider_than_its_room_is_cut() -> None:
    pieces = lines("PERTANGGUNGJAWABAN", 50, 10)
    assert "".join(piece.rstrip("-") for piece in pieces) == "PERTANGGUNGJAWABAN"
    assert all(width(piece, 10) <= 50 for piece in pieces)


@given(st.text(st.characters(categories=("L", "N", "P", "Zs")), max_size=200))
def test_no_line_is_wider_than_its_room_and_no_letter_is_lost(text: str) -> None:
    found = lines(text, 80, 11)
    assert all(width(line, 11) <= 80 for line in found)
    kept = "".join(found).replace(" ", "").replace("-", "")
    assert kept == "".join(text.split(" ")).replace("-", "")
