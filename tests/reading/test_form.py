"""Forms are data: whatever somebody types stays what it is, or is refused by name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jdih.errors import JdihError
from jdih.model.document import Kind
from jdih.reading.form import DISPOSITION, FROM_PLAN, Field, form_of, read_form
from jdih.reading.header import split
from jdih.reading.schema import read_schemas
from jdih.reading.skeleton import skeleton
from jdih.repository.tree import WorkTree
from tests.trees import ROOT

ANSWERS = {
    "judul": "Hak Anda atas Informasi",
    "sop": "kpu-2-2021",
    "disposisi.bentuk": "lisan",
    "disposisi.tanggal": "2026-11-02",
    "disposisi.dari": "kepala-biro",
    "disposisi.isi": "Jelaskan hak atas informasi.\nTiga contoh.",
}
SCHEMA = read_schemas(WorkTree(ROOT)).of(Kind.ITEM)


def written(answers: dict[str, str], form: tuple[Field, ...] = DISPOSITION) -> str:
    """Return the issue's text as GitHub writes it."""
    parts = (f"### {one.label}\n\n{answers.get(one.key) or '_No response_'}" for one in form)
    return "\n\n".join(parts)


def test_answers_are_read_by_key() -> None:
    told = read_form(written(ANSWERS), DISPOSITION)
    assert told == {**ANSWERS, "disposisi.isi": "Jelaskan hak atas informasi. Tiga contoh."}
    assert read_form(written(ANSWERS).replace("\n", "\r\n"), DISPOSITION) == told


@pytest.mark.parametrize(
    ("key", "answer", "word"),
    [
        ("judul", "", "“Judul konten” masih kosong"),
        ("judul", "Satu\nDua", "lebih dari satu baris"),
        ("disposisi.isi", "x" * 5_001, "terlalu panjang"),
        ("disposisi.isi", "a\u202eb", "tidak terlihat"),
        ("disposisi.isi", "Awal\n### Judul konten\n\nLain", "tidak dapat dibaca dengan pasti"),
        ("disposisi.isi", "Awal\n### Apa pun", "tidak dapat dibaca dengan pasti"),
    ],
)
def test_what_cannot_be_told_for_sure_is_refused(key: str, answer: str, word: str) -> None:
    with pytest.raises(JdihError, match=word):
        read_form(written({**ANSWERS, key: answer}), DISPOSITION)


def test_a_form_is_known_by_its_questions() -> None:
    forms = (DISPOSITION, FROM_PLAN)
    for form in forms:
        assert form_of(written(ANSWERS, form), forms) is form
    assert form_of("halo", forms) is DISPOSITION


@pytest.mark.parametrize("text", ["", "halo", "### Judul konten\n\nX"])
def test_another_text_is_no_form(text: str) -> None:
    with pytest.raises(JdihError):
        read_form(text, DISPOSITION)


@given(st.dictionaries(st.sampled_from(["judul", "disposisi.nomor", "disposisi.isi"]), st.text()))
def test_no_answer_becomes_anything_but_itself(typed: dict[str, str]) -> None:
    try:
        told = read_form(written({**ANSWERS, **typed}), DISPOSITION)
    except JdihError:
        return
    values = {"tipe": "konten", "id": "2026-7f3kq", **told}
    parts = split("x.md", f"---\n{skeleton(SCHEMA, values)}---\n")
    assert parts.header is not None
    for key, value in told.items():
        name, _, inner = key.partition(".")
        read = parts.header.mapping(name).text(inner) if inner else parts.header.text(name)
        assert read == value
    given_keys = {key.text for key, _ in parts.header.entries}
    assert given_keys <= set(SCHEMA.source["properties"])
