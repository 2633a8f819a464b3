"""The sheet of a report: the approved figures and words, and what stays in the office."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jdih.paper.item import Version
from jdih.paper.report import FORM, report_sheet
from jdih.paper.typesetter import typeset
from jdih.paper.wording import Issuer
from jdih.reading.header import split
from jdih.reading.report_header import TO_WRITE
from tests.paper import sheets
from tests.trees import EXAMPLES

WORDS = """\
Ramai, lihat [naskahnya](https://jdih.example/naskah) dan **tebal**.

1. satu
2. dua
   - dalam

| Kendala | Jalan |
|---|---|
| Alat | Dipinjam |

> Kutipan.
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Issuer:
    return sheets.issuer(tmp_path_factory.mktemp("kantor"))


def version(text: str) -> Version:
    """Return the version that this text is, approved as the items of other sheets are."""
    parts = split("a.md", text)
    assert parts.header is not None
    entry = replace(sheets.entry(), id="laporan-2026-11", digest="a" * 64)
    return Version(entry, (entry,), parts.header, parts.body, {})


def report(name: str) -> Version:
    path = EXAMPLES / "report" / "expected" / f"{name}.md"
    text = path.read_text(encoding="utf-8").replace(TO_WRITE, WORDS, 1)
    return version(text.replace(TO_WRITE, "Tidak ada."))


def printed(office: Issuer, own: Version, *, public: bool = False) -> bytes:
    return typeset(FORM, report_sheet(own, office, public=public), {}, sheets.MADE)


@pytest.mark.parametrize(
    ("name", "public", "expected"),
    [
        ("2026-11", False, "laporan.txt"),
        ("2026-11", True, "laporan-umum.txt"),
        ("2026-triwulan-4", False, "laporan-triwulan.txt"),
        ("2026-semester-2", True, "laporan-semester.txt"),
    ],
)
def test_a_report_is_printed_whole(office: Issuer, name: str, public: bool, expected: str) -> None:
    text = sheets.text_of(printed(office, report(name), public=public)) + "\n"
    assert text == (sheets.EXPECTED / expected).read_text(encoding="utf-8")


def test_what_stays_in_the_office_is_not_on_a_public_copy(office: Issuer) -> None:
    inside, outside = (
        sheets.text_of(printed(office, report("2026-triwulan-4"), public=public))
        for public in (False, True)
    )
    for words in ("Kabar keliru beredar luas", "Biro Teknis", "Istilah disesuaikan"):
        assert words in " ".join(inside.split())
        assert words not in " ".join(outside.split())


def test_the_same_report_is_the_same_pdf(office: Issuer) -> None:
    one, two = (printed(office, report("2026-11")) for _ in range(2))
    assert one == two


def test_a_report_without_figures_is_printed(office: Issuer) -> None:
    own = version("---\ntipe: laporan\njudul: Laporan\nperiode: 2026-11\n---\n\nKata.\n")
    assert "Kata." in sheets.text_of(printed(office, own))
