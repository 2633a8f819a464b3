"""The form that `jdih new` lays out is read back by the strict reader as it was filled in."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from jdih.model.document import Kind
from jdih.reading.header import HEADER_LIMIT, split
from jdih.reading.schema import read_schemas
from jdih.reading.skeleton import skeleton
from jdih.reading.source import forbidden, read_source
from jdih.repository.tree import WorkTree
from tests import trees

SCHEMAS = read_schemas(WorkTree(trees.ROOT))


TITLES = st.text(
    st.characters(blacklist_categories=["Cs", "Cc", "Cn", "Co"]), min_size=1, max_size=60
).filter(lambda text: not any(forbidden(text)))
AWKWARD = st.text(st.sampled_from(" -?:,[]{}#&*!|>'\"%@`~=<.\\0123abc…“”"), min_size=1, max_size=20)


@given(TITLES | AWKWARD)
@example("007")
@example("no")
@example("~")
@example("---")
@example("...")
@example("a: b")
@example("a #b")
@example("a:")
@example("Qur'an:")
@example("'")
@example(" awal dan akhir ")
@example("2026-11-02")
@settings(deadline=None, max_examples=500)
def test_any_title_comes_back_as_it_was(title: str) -> None:
    values = {"tipe": "konten", "id": "2026-7f3kq", "judul": title, "sop": "uji-1"}
    text = f"---\n{skeleton(SCHEMAS.of(Kind.ITEM), values, ('video',))}---\n"
    assert not any(
        finding.code < "JD109" for finding in read_source("a.md", text.encode()).findings
    )
    parts = split("a.md", text)
    assert parts.findings == ()
    assert parts.header is not None
    given_back = {key.text: getattr(node, "text", None) for key, node in parts.header.entries}
    assert {name: given_back[name] for name in values} == values


@pytest.mark.parametrize("kind", list(Kind))
def test_every_key_of_the_schema_is_there_once(kind: Kind) -> None:
    schema = SCHEMAS.of(kind)
    text = skeleton(schema, {"tipe": kind.value})
    parts = split("a.md", f"---\n{text}---\n")
    assert parts.findings == ()
    assert parts.header is not None
    assert [key.text for key, _ in parts.header.entries] == list(schema.source["properties"])
    assert len(text.encode()) < HEADER_LIMIT


def test_what_is_optional_waits_at_the_end_behind_a_mark() -> None:
    text = skeleton(SCHEMAS.of(Kind.ITEM), {}, ("tayang", "unit_lain"))
    form, _, extra = text.partition("\n# Bila perlu")
    assert "\ntayang:" not in form
    assert "# tayang:" in extra
    assert "#   pejabat:" in extra
    uncommented = "".join(
        line.removeprefix("# ") + "\n" for line in extra.splitlines()[1:] if line.startswith("# ")
    )
    parts = split("a.md", f"---\n{uncommented}---\n")
    assert parts.findings == ()
    assert parts.header is not None
    assert [key.text for key, _ in parts.header.entries] == ["unit_lain", "tayang"]


def test_blank_keys_carry_what_belongs_there() -> None:
    lines = skeleton(SCHEMAS.of(Kind.ITEM), {}).splitlines()
    at = lines.index("ringkasan:")
    assert lines[at - 1].startswith("# Satu atau dua kalimat")
    assert any("Pilihan: kertas, SRIKANDI, lisan, WhatsApp." in line for line in lines)
