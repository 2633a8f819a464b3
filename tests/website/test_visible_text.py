from __future__ import annotations

import hashlib

import pytest

from jdih.website.visible_text import normalised, sidik_teks, words_of


@pytest.mark.parametrize(
    "passed_on",
    [
        "Hak Anda: “informasi”.",
        "hak anda informasi",
        "HAK  ANDA\n\n- *informasi*",
        "\u00a0Hak Anda — 'informasi'!",
    ],
)
def test_a_text_is_known_however_it_was_passed_on(passed_on: str) -> None:
    assert sidik_teks(passed_on) == hashlib.sha256(b"hak anda informasi").hexdigest()


def test_another_word_or_digit_is_another_text() -> None:
    assert sidik_teks("Pasal 2") != sidik_teks("Pasal 3")
    assert sidik_teks("tidak berlaku") != sidik_teks("berlaku")


def test_blocks_are_apart_and_header_links_are_no_words() -> None:
    html = '<h2 id="a">Satu<a class="headerlink" href="#a">¶</a></h2><p>Dua<br>tiga</p>'
    assert normalised(words_of(html)) == "satu dua tiga"
