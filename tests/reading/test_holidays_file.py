"""The file of holiday corrections: what it gives, and every fault with its place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from jdih.model.calendar import Cancellation, DayOff, Overrides
from jdih.model.finding import Finding, Severity
from jdih.reading import strict_yaml
from jdih.reading.holidays_file import RULES, parse_holidays

PATH = "site_config/hari_libur.yml"
SHIPPED = Path(__file__).parents[2] / PATH


def read(text: str) -> tuple[Overrides, tuple[Finding, ...]]:
    parsed = strict_yaml.parse(PATH, text)
    assert parsed.root is not None
    assert parsed.findings == ()
    return parse_holidays(parsed.root, PATH)


def places(findings: tuple[Finding, ...]) -> list[tuple[str, int, int]]:
    return [(f.code, f.location.line, f.location.column) for f in findings]


def test_both_lists() -> None:
    overrides, findings = read("""\
tetapkan:
  - tanggal: 2026-11-03
    nama: Hari pemungutan suara
    dasar: Keputusan Nomor 1 Tahun 2026
batalkan:
  - tanggal: 2026-12-24
    dasar: "Keputusan Bersama Nomor 2 Tahun 2026"
""")
    assert findings == ()
    assert overrides == Overrides(
        (DayOff(date(2026, 11, 3), "Hari pemungutan suara", "Keputusan Nomor 1 Tahun 2026"),),
        (Cancellation(date(2026, 12, 24), "Keputusan Bersama Nomor 2 Tahun 2026"),),
    )


@pytest.mark.parametrize("text", ["tetapkan: []\nbatalkan: []\n", "tetapkan:\n", "batalkan: []\n"])
def test_empty_lists(text: str) -> None:
    assert read(text) == (Overrides(), ())


def test_shipped_file_is_sound() -> None:
    assert read(SHIPPED.read_text(encoding="utf-8")) == (Overrides(), ())


def test_example_in_the_shipped_file_is_sound_once_uncommented() -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    example = text[text.index("# tetapkan:") : text.index("# Tahun 2026")]
    overrides, findings = read("\n".join(line[2:] for line in example.splitlines()))
    assert findings == ()
    assert (len(overrides.added), len(overrides.cancelled)) == (1, 1)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("tetapkan: besok\n", [("JD810", 1, 1)]),
        ("tetapkan:\n  - 2026-11-03\n", [("JD810", 2, 5)]),
        ("libur: []\n", [("JD810", 1, 1)]),
        (
            "batalkan:\n  - tanggal: 2026-12-24\n    nama: Cuti\n    dasar: SKB\n",
            [("JD810", 3, 5)],
        ),
        ("batalkan:\n  - tanggal: 2026-02-30\n    dasar: SKB\n", [("JD811", 2, 5)]),
        ("batalkan:\n  - tanggal: 24-12-2026\n    dasar: SKB\n", [("JD811", 2, 5)]),
        ("batalkan:\n  - tanggal: 2026-12-24\n", [("JD813", 2, 5)]),
        ("batalkan:\n  - tanggal: 2026-12-24\n    dasar:\n", [("JD813", 3, 5)]),
        ("batalkan:\n  - tanggal: 2026-12-24\n    dasar: [SKB]\n", [("JD813", 3, 5)]),
        ("tetapkan:\n  - {}\n", [("JD813", 2, 5)] * 3),
    ],
)
def test_row_with_a_fault_is_named_and_left_out(
    text: str, found: list[tuple[str, int, int]]
) -> None:
    overrides, findings = read(text)
    assert places(findings) == found
    assert all(finding.severity is Severity.ERROR for finding in findings)
    assert overrides == Overrides()


@pytest.mark.parametrize("second", ["tetapkan", "batalkan"])
def test_a_day_stands_once(second: str) -> None:
    rows = {
        "tetapkan": "  - {tanggal: 2026-12-24, nama: Cuti, dasar: SKB}\n",
        "batalkan": "  - {tanggal: 2026-12-24, dasar: SKB}\n",
    }
    head = "" if second == "tetapkan" else "batalkan:\n"
    overrides, findings = read(f"tetapkan:\n{rows['tetapkan']}{head}{rows[second]}")
    assert [finding.code for finding in findings] == ["JD812"]
    assert findings[0].message == "Tanggal 2026-12-24 sudah ada pada baris 2."
    assert (len(overrides.added), len(overrides.cancelled)) == (1, 0)


def test_cancelling_an_ordinary_day_is_a_warning_and_still_read() -> None:
    overrides, findings = read("batalkan:\n  - {tanggal: 2026-11-03, dasar: SKB}\n")
    assert [(f.code, f.severity) for f in findings] == [("JD814", Severity.WARNING)]
    assert overrides.cancels(date(2026, 11, 3))


def test_one_broken_row_never_hides_another() -> None:
    overrides, findings = read("""\
tetapkan:
  - {tanggal: 2026-02-30, nama: Libur, dasar: SKB}
  - {tangal: 2026-11-03, nama: Libur, dasar: SKB}
  - {tanggal: 2026-11-04, nama: Libur, dasar: SKB}
""")
    assert [(f.code, f.location.line) for f in findings] == [
        ("JD811", 2),
        ("JD813", 3),
        ("JD810", 3),
    ]
    assert [entry.day for entry in overrides.added] == [date(2026, 11, 4)]


def test_rules_are_complete() -> None:
    assert [rule.code for rule in RULES] == ["JD810", "JD811", "JD812", "JD813", "JD814"]
    for rule in RULES:
        assert rule.slug.startswith("hari-libur-")
        assert all((rule.must, rule.why, rule.remedy))
