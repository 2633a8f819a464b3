"""A finding as people, GitHub and programs read it."""

from __future__ import annotations

import pytest

from jdih.model.finding import Finding, Location, Rule, Severity

RULE = Rule("JD999", "contoh", "Harus begini.", "Karena begitu.", "Lakukan ini.")


def found(message: str = "Ada yang salah.", path: str = "content/a.md") -> Finding:
    return RULE.at(Location(path, 3, 7), message)


def test_text_names_place_rule_weight_and_remedy() -> None:
    assert found().as_text() == (
        "content/a.md:3:7: JD999 contoh (harus diperbaiki): Ada yang salah.\n    → Lakukan ini."
    )
    assert "(perlu dilihat)" in found().as_warning().as_text()


def test_text_takes_two_lines_whatever_is_quoted() -> None:
    text = found("Isian berisi “a\n::error file=b::palsu”.").as_text()
    assert len(text.split("\n")) == 2
    assert not any(line.startswith("::") for line in text.split("\n"))


@pytest.mark.parametrize(
    ("message", "escaped"),
    [
        ("100% salah", "100%25 salah"),
        ("dua\nbaris", "dua%0Abaris"),
        ("cr\rlf", "cr%0Dlf"),
        ("titik: dua, koma", "titik: dua, koma"),
        ("%0A", "%250A"),
    ],
)
def test_github_escapes_the_message(message: str, escaped: str) -> None:
    assert found(message).as_github().endswith(f"::{escaped} Lakukan ini.")


def test_github_escapes_properties_more_strictly() -> None:
    line = found(path="content/a,line=9:b\n%.md").as_github()
    assert line.startswith("::error file=content/a%2Cline=9%3Ab%0A%25.md,line=3,col=7,title=")
    assert "\n" not in line


def test_github_tells_a_warning_apart() -> None:
    assert found().as_warning().as_github().startswith("::warning file=")


def test_the_object_has_its_keys_in_order() -> None:
    assert list(found().as_dict().items()) == [
        ("path", "content/a.md"),
        ("line", 3),
        ("column", 7),
        ("code", "JD999"),
        ("slug", "contoh"),
        ("severity", "galat"),
        ("message", "Ada yang salah."),
        ("remedy", "Lakukan ini."),
    ]


def test_findings_sort_by_place_then_code() -> None:
    places = [("b", 1, 1), ("a", 10, 1), ("a", 2, 9), ("a", 2, 10)]
    findings = [RULE.at(Location(*place), "x") for place in places]
    assert [f.location for f in sorted(findings)] == [
        Location("a", 2, 9),
        Location("a", 2, 10),
        Location("a", 10, 1),
        Location("b", 1, 1),
    ]


def test_a_remedy_given_on_the_spot_goes_before_the_rules_own() -> None:
    assert RULE.at(Location("a"), "x", "Khusus.").remedy == "Khusus."
    assert RULE.at(Location("a"), "x").remedy == "Lakukan ini."


def test_a_warning_differs_in_nothing_else() -> None:
    one, other = found(), found().as_warning()
    assert other.severity is Severity.WARNING
    assert (one.location, one.code, one.message) == (other.location, other.code, other.message)
