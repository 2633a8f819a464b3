"""The office's settings as a value."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest

from jdih.model.document import Kind
from jdih.reading.schema import read_schemas
from jdih.reading.unit import IMPORT_PATH, UNIT_PATH, UnitFile, read_imports, read_unit
from jdih.repository.overlay import Overlay
from jdih.repository.tree import WorkTree
from jdih.workflow.zone import ZONES
from tests import trees


@pytest.fixture
def office(tmp_path: Path) -> Path:
    return trees.lay_office(tmp_path)


def read(office: Path) -> UnitFile:
    tree = WorkTree(office)
    return read_unit(tree, read_schemas(tree))


def change(office: Path, old: str, new: str) -> None:
    file = office / UNIT_PATH
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_everything_typed_is_there(office: Path) -> None:
    change(
        office,
        "    pemegang: []",
        "    pemegang:\n"
        "      - akun: contoh\n        id: 1001\n        sejak: 2026-01-01\n"
        "        sampai: 2026-06-30\n        sebutan: Plt.\n        dasar: ND-1/2026\n"
        "        kunci: [ssh-ed25519 AAAAC3Nz]",
    )
    found = read(office)
    assert found.findings == ()
    unit = found.unit
    assert unit is not None
    assert (unit.name, unit.zone, unit.zone_name) == ("Unit Uji JDIH", ZONES["WIB"], "WIB")
    assert (unit.day_minutes, unit.sample, unit.show_nip, unit.start) == (450, True, False, "")
    assert [hours.weekday for hours in unit.hours] == [0, 1, 2, 3, 4]
    assert unit.hours[4].spans == ((time(7, 30), time(11, 30)), (time(13, 0), time(16, 30)))
    office_head = unit.office("kepala")
    assert office_head is not None
    (holder,) = office_head.holders
    assert (holder.account, holder.account_id, holder.acting) == ("contoh", 1001, "Plt.")
    assert holder.holds(date(2026, 6, 30))
    assert not holder.holds(date(2026, 7, 1))
    assert [o.code for o in unit.offices_for("uji-1", "kepala")] == ["kepala"]
    assert unit.offices_for("uji-2", "kepala") == ()
    assert unit.office("tidak-ada") is None
    assert unit.settings_offices == ("kepala",)


def test_who_decides(office: Path) -> None:
    unit = read(office).unit
    assert unit is not None
    item, page = unit.authority(Kind.ITEM), unit.authority(Kind.PAGE)
    assert item is not None
    assert (item.by_sop, item.offices, item.registered) == (True, (), True)
    assert page is not None
    assert (page.by_sop, page.offices, page.registered) == (False, ("kepala",), False)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("zona: WIB", "zona: WIB\nzona: WIT", "JD206"),
        ("zona: WIB", "zona: wib", "JD305"),
        ("zona: WIB\n", "", "JD302"),
        ("menit_hari_kerja: 450", "menit_hari_kerja: banyak", "JD304"),
        ("menit_hari_kerja: 450", f"menit_hari_kerja: {'9' * 5000}", "JD304"),
        ("[07:30-12:00, 13:00-16:00]", "[7.30-12.00]", "JD304"),
        ("[07:30-12:00, 13:00-16:00]", "[25:30-26:00]", "JD304"),
        ("    pemegang: []", "    pemegang: [{akun: a, id: x, sejak: 2026-01-01}]", "JD304"),
        ("    pemegang: []", "    pemegang: [{akun: a, id: 1, sejak: 2026-02-30}]", "JD307"),
        ("nama: Unit", "nama: &a Unit", "JD207"),
        ("nama: Unit", 'nama: "\\u202e Unit"', "JD106"),
        ("nama: Unit", "nama: \u202eUnit", "JD106"),
    ],
)
def test_settings_that_cannot_be_used_are_findings(
    office: Path, old: str, new: str, code: str
) -> None:
    change(office, old, new)
    found = read(office)
    assert found.unit is None
    assert code in {finding.code for finding in found.findings}
    assert {finding.location.path for finding in found.findings} == {UNIT_PATH}


@pytest.mark.parametrize("content", [b"", b"\n", b"# kosong\n"])
def test_an_empty_file_is_named(office: Path, content: bytes) -> None:
    (office / UNIT_PATH).write_bytes(content)
    assert [finding.code for finding in read(office).findings] == ["JD801"]


def test_a_link_is_not_followed(office: Path) -> None:
    file = office / UNIT_PATH
    file.rename(office / "lain.yml")
    file.symlink_to(office / "lain.yml")
    assert [finding.code for finding in read(office).findings] == ["JD801"]


def test_a_pasted_flood_of_keys_is_answered(office: Path) -> None:
    (office / UNIT_PATH).write_text("".join(f"k{number}: a\n" for number in range(20_000)))
    assert len(read(office).findings) < 100


def test_imports(office: Path) -> None:
    file = office / IMPORT_PATH
    assert read_imports(WorkTree(office)) == ({}, ())
    file.write_text("daftar:\n  content/a.md: " + "0" * 64 + "\n  content/b.md: [a]\n")
    assert read_imports(WorkTree(office)) == ({"content/a.md": "0" * 64}, ())
    file.write_text("daftar:\n  a: b\n  a: c\n")
    assert [f.code for f in read_imports(WorkTree(office))[1]] == ["JD206"]
    file.write_bytes(b"\xff")
    assert [f.code for f in read_imports(WorkTree(office))[1]] == ["JD102"]


def test_a_long_list_of_imports_is_read_whole() -> None:
    lines = "".join(f"  content/a-{n}/index.md: {n:064x}\n" for n in range(4_000))
    tree = Overlay(WorkTree(trees.ROOT), (), {IMPORT_PATH: f"daftar:\n{lines}".encode()})
    listed, findings = read_imports(tree)
    assert (len(listed), findings) == (4_000, ())


def test_nobody_publishes_urgently_unless_it_is_said(office: Path) -> None:
    unit = read(office).unit
    assert unit is not None
    assert unit.urgent_offices == ()

    change(office, "jabatan:\n", "mendesak: [pengelola]\njabatan:\n")
    unit = read(office).unit
    assert unit is not None
    assert unit.urgent_offices == ("pengelola",)
