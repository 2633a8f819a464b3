"""The settings against themselves and against the SOPs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import trees
from tests.offices import SOP, UNIT, change, codes, findings

NOBODY = "    pemegang: []"


def holder(account: str, number: int, **more: str) -> str:
    keys = {"akun": account, "id": str(number), "sejak": "2026-01-01", **more}
    return "      - {" + ", ".join(f"{key}: {value}" for key, value in keys.items()) + "}"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    return trees.lay_office(tmp_path)


def test_one_person_may_hold_two_offices_with_one_key(office: Path) -> None:
    line = holder("satu", 1001, kunci="[ssh-ed25519 AAAAC3Nz]")
    change(office, UNIT, NOBODY, f"    pemegang:\n{line}")
    change(office, UNIT, NOBODY, f"    pemegang:\n{line}")
    assert codes(office) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (holder("satu", 1001), holder("satu", 1002)),
        (holder("satu", 1001), holder("SATU", 1002)),
        (holder("a", 1001, kunci="[ssh-ed25519 AAAA]"), holder("b", 2, kunci="[ssh-ed25519 AAAA]")),
    ],
)
def test_two_people_share_neither_account_nor_key(office: Path, one: str, other: str) -> None:
    change(office, UNIT, NOBODY, f"    pemegang:\n{one}\n{other}")
    assert codes(office) == ["JD809"]


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ({"sampai": "2026-01-01"}, []),
        ({"sampai": "2025-12-31"}, ["JD807"]),
        ({"sebutan": "Plh."}, ["JD807"]),
        ({"sebutan": "Plh.", "dasar": "ND-1/2026"}, []),
    ],
)
def test_time_in_office(office: Path, more: dict[str, str], found: list[str]) -> None:
    change(office, UNIT, NOBODY, f"    pemegang:\n{holder('satu', 1001, **more)}")
    assert codes(office) == found


@pytest.mark.parametrize(
    ("hours", "found"),
    [
        ("[07:30-12:00, 12:00-16:00]", ["JD808"]),
        ("[16:00-07:30]", ["JD808"]),
        ("[13:00-16:00, 07:30-12:00]", ["JD808"]),
        ("[07:30-07:30]", ["JD808"]),
        ("[07:30-16:00]", []),
    ],
)
def test_hours_go_forward(office: Path, hours: str, found: list[str]) -> None:
    change(office, UNIT, "senin: [07:30-12:00, 13:00-16:00]", f"senin: {hours}")
    assert codes(office) == found


def test_the_hours_of_a_season_are_held_to_the_same(office: Path) -> None:
    season = (
        "musim:\n  - nama: Ramadan\n    mulai: 2026-02-18\n    selesai: 2026-03-19\n"
        "    jam_kerja:\n      senin: [15:00-08:00]\n"
    )
    change(office, UNIT, "jabatan:\n", f"{season}jabatan:\n")
    (finding,) = findings(office)
    assert (finding.code, finding.location.line, finding.location.column) == ("JD808", 17, 7)


@pytest.mark.parametrize("role", ["uji-1/direktur", "uji-9/kepala", "kepala", "uji-1/", "/kepala"])
def test_a_role_is_one_of_an_sop(office: Path, role: str) -> None:
    change(office, UNIT, "[uji-1/kepala]", f"[uji-1/kepala, '{role}']")
    assert set(codes(office)) <= {"JD802", "JD304"}
    assert codes(office)


def test_an_office_may_fill_several_roles(office: Path) -> None:
    change(office, UNIT, "[uji-1/kepala]", "[uji-1/kepala, uji-1/pengelola]")
    change(office, UNIT, "peran: [uji-1/pengelola]", "peran: []")
    assert codes(office) == []


def test_settings_need_somebody_to_decide_on_them(office: Path) -> None:
    change(
        office, UNIT, "  pengaturan:\n    pemutus: [kepala]", "  pengaturan:\n    pemutus: [sop]"
    )
    assert codes(office) == ["JD804"]


def test_a_new_role_of_the_sop_needs_an_office(office: Path) -> None:
    change(
        office, SOP, "  - kode: pengelola", "  - kode: humas\n    nama: HUMAS\n  - kode: pengelola"
    )
    assert codes(office) == ["JD820"]
