"""The register's tip as others keep it, in whatever form they kept it."""

from __future__ import annotations

import json

import pytest

from jdih.register.tip import Tip, tips_in

HASHES = ("a" * 64, "b" * 64, "c" * 64)


def test_the_line_for_people() -> None:
    assert Tip(36, "9f2c04d1e7a8b365" + "0" * 48).line() == "Buku Agenda 36 · 9f2c04d1e7a8b365"
    assert Tip(0, "").line() == ""


@pytest.mark.parametrize(
    "text",
    [
        f"Telah terbit: x\n\n{Tip(2, 'b' * 64).line()}\n",
        f"<generator>Alur JDIH; {Tip(2, 'b' * 64).line()}</generator>",
        json.dumps({"skema": 1, "count": 2, "head": "b" * 64}),
        json.dumps({"a": [{"buku_agenda": {"jumlah": 2, "sidik_terakhir": "b" * 64}}]}),
    ],
)
def test_a_copy_names_it(text: str) -> None:
    (tip,) = tips_in(text)
    assert tip.count == 2
    assert tip.fault(HASHES) == ""
    assert "ekornya terpotong" in tip.fault(HASHES[:1])
    assert "ditulis ulang" in tip.fault(("a" * 64, "c" * 64))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Buku Agenda 2 · b0",
        json.dumps({"jumlah": 0, "sidik_terakhir": None}),
        json.dumps({"jumlah": -1, "sidik_terakhir": "b" * 64}),
        json.dumps({"jumlah": "2", "sidik_terakhir": "b" * 64}),
        "[" * 100_000,
    ],
)
def test_what_names_none(text: str) -> None:
    assert tips_in(text) == ()
