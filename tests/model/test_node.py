"""A header's values keep their text and their place."""

from __future__ import annotations

from jdih.model.node import Mapping, walk
from jdih.reading.strict_yaml import parse

TEXT = """\
nomor: 007
waktu: 12:30
kosong:
dikutip: ""
rata: '  teks  '
setuju: ya
daftar: [a, b]
satu: sendiri
dalam:
  - nama: x
    isi:
  - nama: y
formulir:
  bentuk:
  isi:
"""


def header() -> Mapping:
    root = parse("a.md", TEXT, first_line=2).root
    assert root is not None
    return root


def test_scalars_stay_as_written() -> None:
    assert header().text("nomor") == "007"
    assert header().text("waktu") == "12:30"


def test_a_key_without_a_value_counts_as_absent_but_empty_quotes_do_not() -> None:
    assert header().get("kosong") is None
    assert header().get("dikutip") is not None
    assert header().text("dikutip", "lain") == ""
    assert header().text("kosong", "lain") == "lain"


def test_a_form_that_nobody_filled_in_counts_as_absent() -> None:
    assert header().get("formulir") is None
    assert header().mapping("formulir").entries == ()
    assert header().mapping("formulir").line == 2


def test_texts_come_without_white_space_around_them() -> None:
    assert header().text("rata") == "teks"
    assert header().texts("rata") == ("teks",)


def test_a_text_is_a_list_of_one_and_a_list_is_no_text() -> None:
    assert header().texts("satu") == ("sendiri",)
    assert header().texts("daftar") == ("a", "b")
    assert header().text("daftar", "-") == "-"
    assert header().texts("tidak-ada") == ()


def test_flags() -> None:
    assert header().flag("setuju")
    assert not header().flag("nomor")
    assert not header().flag("tidak-ada")


def test_mappings_in_a_list() -> None:
    assert [entry.text("nama") for entry in header().mappings("dalam")] == ["x", "y"]
    assert header().mappings("daftar") == ()


def test_place_goes_as_deep_as_there_is_something() -> None:
    root = header()
    assert root.place("nomor") == (2, 1)
    assert root.place("dalam", 1, "nama") == (13, 5)
    assert root.place("dalam", 1, "tidak-ada") == (13, 5)
    assert root.place("dalam", 9) == (10, 1)
    assert root.place("nomor", "di bawah teks") == (2, 1)
    assert root.place() == (2, 1)


def test_walk_gives_every_value_with_its_path() -> None:
    found = {path: scalar.text for path, scalar in walk(header())}
    assert found["nomor",] == "007"
    assert found["daftar", 1] == "b"
    assert found["dalam", 0, "nama"] == "x"
    assert len(found) == 14
