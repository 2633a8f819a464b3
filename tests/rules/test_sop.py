"""Each broken SOP is the sound example with one thing changed, and has exactly these findings."""

from __future__ import annotations

from pathlib import Path

import pytest

from jdih.model.document import Document, Kind
from jdih.model.finding import Finding
from jdih.reading import header
from jdih.rules.sop import RULES, check_sop
from jdih.workflow.sop_reader import parse_sop

ROOT = Path(__file__).parents[2]
SOUND = (ROOT / "tests/examples/sop/selaras.md").read_text(encoding="utf-8")
DAY = 450


def findings(text: str, path: str = "content/sop/unit-1-2026.md") -> list[Finding]:
    parts = header.split(path, text)
    assert parts.header is not None
    document = Document(path, Kind.SOP, parts.header, parts.body, parts.body_line, ())
    return list(check_sop(document, parse_sop(document, DAY)))


def short(finding: Finding) -> str:
    place = finding.location
    return f"{place.line}:{place.column} {finding.code} {finding.severity} {finding.message}"


def changed(old: str, new: str) -> str:
    assert SOUND.count(old) == 1, old
    return SOUND.replace(old, new)


def test_a_sound_sop_has_no_findings() -> None:
    assert findings(SOUND) == []


BROKEN = [
    pytest.param(
        "id: unit-1-2026", "id: unit-9-2026",
        "3:1 JD614 galat Id “unit-9-2026”, nama berkasnya “unit-1-2026.md”.",
        id="file name",
    ),
    pytest.param(
        "total_waktu: 1 hari 40 menit", "total_waktu: 1 hari 55 menit",
        "17:1 JD601 peringatan Waktu keseluruhan 505 menit, sedangkan jumlah waktu kegiatan "
        "490 menit.",
        id="total",
    ),
    pytest.param(
        "    waktu: 1 hari\n", "    waktu:\n",
        "17:1 JD601 peringatan Waktu keseluruhan 490 menit, sedangkan jumlah waktu kegiatan "
        "40 menit; 1 kegiatan tidak mencantumkan waktu (kegiatan 2).",
        id="blank time",
    ),
    pytest.param(
        "      - Draft  naskah", "      - Konsep naskah",
        "55:5 JD602 peringatan Output kegiatan 2 (“Konsep naskah”) bukan kelengkapan "
        "kegiatan 3 (“draft Naskah”).",
        id="output is not the next requirement",
    ),
    pytest.param(
        "    kelengkapan:\n      - draft Naskah\n", "",
        "48:5 JD602 peringatan Output kegiatan 2 (“Draft  naskah”) bukan kelengkapan "
        "kegiatan 3 (kosong).",
        id="next step requires nothing",
    ),
    pytest.param(
        "    pelaksana:\n      - staf\n    kelengkapan:\n      - Naskah disetujui\n",
        "    kelengkapan:\n      - Naskah disetujui\n",
        "69:5 JD605 peringatan Kegiatan 4 tidak mempunyai pelaksana.",
        id="no performer",
    ),
    pytest.param(
        "tanggal_revisi: 2026-01-12", "tanggal_revisi: 2026-01-04",
        "9:1 JD608 peringatan Tanggal pembuatan 2026-01-05, tetapi tanggal revisi 2026-01-04.",
        id="revised before made",
    ),
    pytest.param(
        "tanggal_efektif: 2026-01-19", "tanggal_efektif: 2026-01-18",
        "11:1 JD608 peringatan Tanggal pengesahan 2026-01-19, tetapi tanggal efektif "
        "2026-01-18.",
        id="in effect before signed",
    ),
    pytest.param(
        "    uraian: mengunggah naskah\n", "",
        "69:5 JD612 galat Kegiatan 4 tidak mempunyai uraian.",
        id="no wording",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), BROKEN)
def test_broken(old: str, new: str, expected: str) -> None:
    assert [short(finding) for finding in findings(changed(old, new))] == [expected]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("total_waktu: 1 hari 40 menit\n", "total_waktu:\n", id="no total"),
        pytest.param("tanggal_pembuatan: 2026-01-05\n", "", id="date of making unknown"),
        pytest.param("tanggal_efektif: 2026-01-19\n", "", id="effective date unknown"),
        pytest.param("    uraian: mengunggah naskah\n",
                     "    rincian:\n      - huruf: a\n        teks: mengunggah\n", id="parts only"),
    ],
)  # fmt: skip
def test_what_an_sop_leaves_out_is_no_fault(old: str, new: str) -> None:
    assert findings(changed(old, new)) == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "kpu-2-2021",
            [("JD602 peringatan Output kegiatan 5 (“konten Media Sosial telah siap Upload”) bukan "
             "kelengkapan kegiatan 6 (“draft pemberitahuan tautan hasil unggah”).")],
        ),
        (
            "mk-170-2022",
            [("JD601 peringatan Waktu keseluruhan 7.380 menit, sedangkan jumlah waktu kegiatan "
             "3.750 menit; 2 kegiatan tidak mencantumkan waktu (kegiatan 1 dan 3)."),
             ("JD602 peringatan Output kegiatan 2 (“Daftar Diseminasi Kegiatan/Informasi”) bukan "
             "kelengkapan kegiatan 3 (“Konsep konten”).")],
        ),
    ],
)  # fmt: skip
def test_slips_of_the_two_sops(name: str, expected: list[str]) -> None:
    path = f"content/sop/{name}.md"
    found = findings((ROOT / path).read_text(encoding="utf-8"), path)
    assert [short(finding).partition(" ")[2] for finding in found] == expected


def test_every_rule_is_broken_by_an_example() -> None:
    broken = {str(case.values[2]).split()[1] for case in BROKEN}
    assert broken == {rule.code for rule in RULES}
