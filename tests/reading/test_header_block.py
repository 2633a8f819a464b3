"""A block of a header is written, and every other byte stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jdih.errors import JdihError
from jdih.reading.header import split
from jdih.reading.header_block import append_to_list, put_mapping

ENTRY = {"tanggal": "2026-11-24", "penjelasan": "Baru."}
TOLD = "  - tanggal: 2026-11-24\n    penjelasan: Baru.\n"


def document(block: str = "") -> str:
    return f"---\njudul: A\n{block}media:\n  a.png:\n    alt: B\n# akhir\n---\n\nralat: isi\n---\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("ralat:\n", f"ralat:\n{TOLD}"),
        ("ralat:\n  # - \n\n# lain\n", f"ralat:\n{TOLD}  # - \n\n# lain\n"),
        ("ralat:\n  - tanggal: x\n\n", f"ralat:\n  - tanggal: x\n{TOLD}\n"),
        (
            "ralat: # lama\n- tanggal: x\n",
            "ralat: # lama\n- tanggal: x\n- tanggal: 2026-11-24\n  penjelasan: Baru.\n",
        ),
        (
            "ralat:\n  - tanggal: x\n    penjelasan: >\n      a\n\n      b\n",
            f"ralat:\n  - tanggal: x\n    penjelasan: >\n      a\n\n      b\n{TOLD}",
        ),
    ],
)
def test_an_entry_comes_last_in_its_list(before: str, after: str) -> None:
    assert append_to_list(document(before), "ralat", ENTRY) == document(after)


def test_a_list_that_is_not_there_comes_last_in_the_header() -> None:
    told = append_to_list(document(), "ralat", ENTRY)
    assert told == document().replace("# akhir\n", f"# akhir\nralat:\n{TOLD}")


@pytest.mark.parametrize("before", ["tarik:\n", "tarik:\n  tanggal: x\n  # alasan\n  jenis:\n"])
def test_a_mapping_takes_the_place_of_the_one_before(before: str) -> None:
    told = "tarik:\n  tanggal: 2026-11-24\n  penjelasan: Baru.\n"
    assert put_mapping(document(before), "tarik", ENTRY) == document(told)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (document("ralat: [{tanggal: x}]\n"), "baris demi baris"),
        ("ralat:\n", "tidak mempunyai kepala"),
        ("---\nralat:\n", "tidak mempunyai kepala"),
    ],
)
def test_what_cannot_be_written_for_sure_is_refused(text: str, said: str) -> None:
    with pytest.raises(JdihError, match=said):
        append_to_list(text, "ralat", ENTRY)


@given(st.text(st.characters(codec="ascii", categories=["L", "N", "P", "S", "Zs"]), min_size=1))
def test_no_words_become_anything_but_themselves(words: str) -> None:
    told = " ".join(words.split())
    if not told:
        return
    entry = {"tanggal": "2026-11-24", "penjelasan": told}
    corrected = split("x.md", append_to_list(document(), "ralat", entry))
    withdrawn = split("x.md", put_mapping(document(), "tarik", entry))
    for parts, key in ((corrected, "ralat"), (withdrawn, "tarik")):
        assert parts.header is not None
        read = (*parts.header.mappings("ralat"), parts.header.mapping("tarik"))[0]
        assert read.text("penjelasan") == told
        assert [name.text for name, _ in parts.header.entries] == ["judul", "media", key]
        assert parts.body == "\nralat: isi\n---\n"
