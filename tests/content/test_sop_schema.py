"""What ``site_config/schema/sop.yml`` accepts and refuses, one change of the sound example each."""

from __future__ import annotations

from pathlib import Path

import pytest

from jdih.reading import header
from jdih.reading.schema import Schema, read_schemas
from jdih.repository.tree import WorkTree

ROOT = Path(__file__).parents[2]
SOUND = (ROOT / "tests/examples/sop/selaras.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def schema() -> Schema:
    return read_schemas(WorkTree(ROOT)).by_name["sop"]


def found(schema: Schema, old: str, new: str) -> list[str]:
    assert SOUND.count(old) == 1, old
    parts = header.split("x.md", SOUND.replace(old, new))
    assert parts.header is not None
    findings = schema.check("x.md", parts.header)
    return sorted(f"{finding.location.line} {finding.code}" for finding in findings)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("id: unit-1-2026", "id: unit-1-2026"),  # the example itself
        ("tanggal_efektif: 2026-01-19\n", "tanggal_efektif:\ntertulis:\n  tanggal_efektif: '-'\n"),
        ("total_waktu: 1 hari 40 menit", "total_waktu: 7380 Menit"),
        ("        teks: Tidak\n", "        teks: Tidak Setuju ---> Perbaiki\n"),
        ("        teks: Tidak\n        ke: 2\n", "        teks: Tidak\n        penafsiran: ya\n"),
        ("    waktu: 1 hari\n", "    waktu:\n"),
        ("    waktu: 1 hari\n", "    waktu: 3600\n"),
    ],
)
def test_accepted(schema: Schema, old: str, new: str) -> None:
    assert found(schema, old, new) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("nomor: 1 Tahun 2026", "nomer: 1 Tahun 2026", ["2 JD302", "7 JD301"]),
        ("instansi: UNIT CONTOH", "instansi: UNIT <b>CONTOH</b>", ["6 JD304"]),
        ("  - no: 4\n", "  - no: empat\n", ["69 JD304"]),
        ("        ke: 2\n", "        ke: dua\n", ["66 JD304"]),
        ("      - persetujuan\n", "      - persetuju\n", ["68 JD305"]),
        ("    isian:\n      - terbit\n", "    isian: terbit\n", ["79 JD303"]),
        ("berlaku_sejak: 2026-01-19", "berlaku_sejak: 2026-02-30", ["19 JD307"]),
        ("tanggal_revisi: 2026-01-12", "tanggal_revisi: 12 Januari 2026", ["9 JD307"]),
        ("    waktu: 1 hari\n", "    waktu: sebentar\n", ["43 JD307"]),
        ("    nama: STAF\n", "    nama: STAF\n    nip: 'x'\n", ["17 JD301"]),
    ],
)
def test_refused(schema: Schema, old: str, new: str, expected: list[str]) -> None:
    assert found(schema, old, new) == expected
