"""Every rule, its code and its words."""

from __future__ import annotations

import re

import pytest

from jdih.model.finding import Rule
from jdih.rules.registry import RULES, as_table, find
from tests import trees


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_has_code_slug_and_whole_sentences(rule: Rule) -> None:
    assert re.fullmatch(r"JD[1-9]\d\d", rule.code)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.slug)
    for sentence in (rule.must, rule.why, rule.remedy):
        assert sentence[-1] == "."
        assert sentence[0].isupper() or "." in sentence.split()[0]
        assert "\n" not in sentence


def test_slugs_are_as_unique_as_codes() -> None:
    slugs = [rule.slug for rule in RULES.values()]
    assert len(set(slugs)) == len(slugs)
    assert list(RULES) == sorted(RULES)
    assert all(code == rule.code for code, rule in RULES.items())


@pytest.mark.parametrize("name", ["JD502", "jd502", "teks-alternatif", "TEKS-ALTERNATIF"])
def test_a_rule_is_found_by_code_or_slug_in_any_case(name: str) -> None:
    assert find(name) is RULES["JD502"]


@pytest.mark.parametrize("name", ["", "JD", "JD5020", "502", "teks"])
def test_nothing_else_finds_a_rule(name: str) -> None:
    assert find(name) is None


def test_the_table_has_a_row_for_each_rule_and_four_cells_in_each() -> None:
    head, line, *rows = as_table().split("\n")
    assert head == "| Kode | Nama | Bobot | Aturan |"
    assert line == "| --- | --- | --- | --- |"
    assert len(rows) == len(RULES)
    for rule, row in zip(RULES.values(), rows, strict=True):
        assert row.startswith(f"| {rule.code} | `{rule.slug}` | ")
        assert len(re.findall(r"(?<!\\)\|", row)) == 5


def test_the_table_in_the_editors_guide_is_this_one() -> None:
    guide = (trees.ROOT / "drafts" / "README.md").read_text(encoding="utf-8")
    assert as_table() in guide
