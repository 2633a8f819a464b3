"""Lines are added to a plan, and nothing else in it changes."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jdih.errors import JdihError
from jdih.model.document import Kind
from jdih.reading.header import split
from jdih.reading.plan_text import Line, plan_text, with_lines
from jdih.reading.schema import read_schemas
from jdih.reading.source import forbidden
from jdih.repository.tree import WorkTree
from tests.trees import ROOT

SCHEMA = read_schemas(WorkTree(ROOT)).of(Kind.PLAN)
LINE = Line("k7m2", date(2026, 12, 25), "Hari Raya Natal: libur", "Hari libur")
OLD = "  - id: b7k2\n    judul: Lama  # tetap\n"
VALUES = {"judul": "Rencana", "bulan": "2026-12", "sop": "uji-1"}


def plan(lines: str, after: str = "") -> str:
    return f"---\ntipe: rencana\nbaris:\n{lines}{after}---\n\nIsi.\n"


def ids(text: str) -> list[str]:
    head = split("x.md", text).header
    assert head is not None
    return [line.text("id") for line in head.mappings("baris")]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (OLD, ""),
        (OLD, "\n# keterangan kunci berikutnya\njudul: Rencana\n"),
        (OLD + "\n  # sisa\n", ""),
        (OLD + "  -\n    id: c4m9\n", ""),
        ("  - {id: b7k2}\n", ""),
        (OLD.replace("  - ", "- ").replace("    ", "  "), "judul: Rencana\n"),
        ("", ""),
        ("", "judul: Rencana\n"),
    ],
)
def test_lines_go_behind_the_last_one(before: str, after: str) -> None:
    text = plan(before, after)
    told = with_lines("x.md", text, [LINE])
    assert ids(told) == [*ids(text), "k7m2"]
    kept = iter(told.split("\n"))
    assert all(row in kept for row in text.split("\n")), "every row that was there is still there"
    head = split("x.md", told).header
    assert head is not None
    assert head.mappings("baris")[-1].text("judul") == LINE.title


@pytest.mark.parametrize(
    "text",
    [
        "---\ntipe: rencana\n---\n",
        "---\ntipe: rencana\nbaris: [{id: b7k2}]\n---\n",
        "---\ntipe: rencana\nbaris: nanti\n---\n",
        "---\ntipe: rencana\nbaris:\n  -\n    id: c4m9\n---\n",
        "---\ntipe: 'rencana\n---\n",
        "tanpa kepala",
        "",
    ],
)
def test_a_form_that_is_not_known_is_left_alone(text: str) -> None:
    with pytest.raises(JdihError):
        with_lines("x.md", text, [LINE])


def test_a_new_plan_holds_what_is_known() -> None:
    text = plan_text(
        SCHEMA, {**VALUES, "strategi": "/content/strategi/2026.md"}, {"x": "Satu\nfakta."}
    )
    parts = split("x.md", text)
    assert parts.findings == ()
    assert parts.header is not None
    assert parts.header.text("bulan") == "2026-12"
    assert "# Arahan strategi untuk x: Satu fakta.\n" in text
    assert "(/content/strategi/2026.md)" in parts.body
    assert ids(with_lines("x.md", text, [])) == []


TITLES = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1).map(
    lambda text: " ".join(text.split())
).filter(lambda text: text and not any(forbidden(text)))  # fmt: skip


@given(st.lists(TITLES, max_size=3))
@settings(deadline=None)
def test_no_title_becomes_anything_but_itself(titles: list[str]) -> None:
    lines = [Line(f"k7m{n + 2}", date(2026, 12, 1), title, title) for n, title in enumerate(titles)]
    told = with_lines("x.md", plan_text(SCHEMA, VALUES, {}), lines)
    head = split("x.md", told).header
    assert head is not None
    found = [(line.text("judul"), line.text("tema")) for line in head.mappings("baris")]
    assert found == [(title, title) for title in titles]
