"""How the index is cut: every page once, the newest years apart, and nothing moved without need."""

from __future__ import annotations

import random

import pytest

from jdih.website import parts
from jdih.website.parts import cut

HUNDRED = "x" * 100


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten pages of a hundred characters are a part, three are few."""
    monkeypatch.setattr(parts, "MOST", 1_000)
    monkeypatch.setattr(parts, "SMALL", 300)


def pages(**counts: int) -> dict[str, list[parts.Page]]:
    """Return pages by year: ``_2001=3`` makes three, ``undated=1`` one without a year."""
    return {
        year: [(f"/{year}/{number}/", HUNDRED) for number in range(count)]
        for name, count in counts.items()
        for year in [name.strip("_").replace("undated", "")]
    }


def sizes(found: dict[str, tuple[parts.Page, ...]]) -> dict[str, int]:
    return {name: len(own) for name, own in found.items()}


def test_a_small_site_is_one_part() -> None:
    assert cut({}) == {}
    assert sizes(cut(pages(undated=2, _2001=4, _2026=4))) == {parts.ONLY: 10}


def test_the_newest_years_lie_apart_with_what_has_no_year() -> None:
    found = cut(pages(undated=1, _2001=4, _2002=5, _2003=6, _2025=1, _2026=1))
    assert sizes(found) == {"2001-2002": 9, "2003": 6, "2025-2026": 3}
    assert ("//0/", HUNDRED) in found["2025-2026"]


def test_the_newest_year_is_never_with_many_older_pages() -> None:
    found = cut(pages(undated=2, _2024=9, _2025=1, _2026=1))
    assert sizes(found) == {"2024-2025": 10, "2026": 3}


def test_a_new_document_changes_the_newest_part_alone() -> None:
    before = pages(undated=1, _2001=9, _2002=9, _2026=2)
    after = {**before, "2026": [*before["2026"], ("/2026/baru/", HUNDRED)]}
    changed = {name for name, own in cut(after).items() if cut(before).get(name) != own}
    assert changed == {"2026"}


def test_a_new_year_leaves_full_parts_as_they_are() -> None:
    before = cut(pages(_2001=9, _2002=9, _2003=5, _2026=3))
    after = cut(pages(_2001=9, _2002=9, _2003=5, _2026=3, _2027=1))
    assert sizes(after) == {"2001": 9, "2002": 9, "2003-2026": 8, "2027": 1}
    assert all(after[name] == before[name] for name in ("2001", "2002"))


@pytest.mark.parametrize("year", ["", "2019", "2026"])
def test_a_year_that_is_too_large_is_spread_by_address(year: str) -> None:
    many = [(f"/{number}/", HUNDRED) for number in range(25)]
    others = {"2001": [("/a/", HUNDRED)], "2026": [("/b/", HUNDRED)]}
    before = cut({**others, year: many})
    assert sum(name.endswith(("_1", "_2", "_3")) for name in before) == 3
    after = cut({**others, year: [*many, ("/baru/", HUNDRED)]})
    assert before.keys() == after.keys()
    assert sum(before[name] != after[name] for name in after) == 1


def test_whatever_the_pages_each_lies_in_one_part() -> None:
    chance = random.Random(7)
    for _ in range(200):
        own = {
            str(year) if year else "": [
                (f"/{year}/{number}/", "x" * chance.randrange(1, 400))
                for number in range(chance.randrange(12))
            ]
            for year in (0, *chance.sample(range(1990, 2030), chance.randrange(6)))
        }
        mixed = {year: chance.sample(own[year], len(own[year])) for year in reversed(own)}
        found = cut(own)
        assert cut(mixed) == found
        every = sorted(page for of_year in own.values() for page in of_year)
        assert sorted(page for part in found.values() for page in part) == every
        assert all(found.values())
        assert parts.ONLY not in found or len(found) == 1
