from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.website.making import page
from tests.website.sites import UNIT, act, item, site, sop


@pytest.fixture(scope="module")
def kpu() -> str:
    return page(site(sop(), act(), item()), "sop/kpu-2-2021/").body


@pytest.fixture(scope="module")
def mk() -> str:
    return page(site(sop("mk-170-2022")), "sop/mk-170-2022/").body


def cells(html: str) -> list[list[str]]:
    """Return the matrix as text, row by row."""
    table = html.partition('<table class="jdih-matriks">')[2].partition("<tbody>")[2]
    rows = re.findall(r"<tr>(.*?)</tr>", table.partition("</tbody>")[0], re.DOTALL)
    strip = re.compile(r"<[^>]*>")
    return [
        [
            " ".join(strip.sub(" ", cell).split())
            for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)
        ]
        for row in rows
    ]


def test_the_identity_block_stands_as_written(kpu: str) -> None:
    for words in (
        "SEKRETARIAT JENDERAL KOMISI PEMILIHAN UMUM REPUBLIK INDONESIA",
        "2 Tahun 2021",
        "23 Agustus 2021",
        "KEPALA BIRO PERUNDANG-UNDANGAN",
        "Flashdisk/ Hardisk",
    ):
        assert words in kpu


def test_all_six_boxes_are_there_even_when_blank(kpu: str) -> None:
    heads = re.findall(r'<div><h2 id="[a-z-]+">(.*?)</h2>', kpu)
    assert heads == [
        "Dasar hukum",
        "Kualifikasi pelaksana",
        "Keterkaitan",
        "Peralatan/perlengkapan",
        "Peringatan",
        "Pencatatan dan pendataan",
    ]
    assert re.search(r"Peringatan</h2>\s*</div>", kpu), "blank stays blank"


def test_a_nip_is_masked_unless_the_office_decides_otherwise(kpu: str) -> None:
    assert re.search(r"NIP \d{4}•{12}\d{2}<", kpu)
    shown = page(site(sop(), unit=replace(UNIT, show_nip=True)), "sop/kpu-2-2021/").body
    assert re.search(r"NIP \d{18}<", shown)


def test_the_matrix_of_kpu(kpu: str) -> None:
    rows = cells(kpu)
    assert len(rows) == 6
    assert {len(row) for row in rows} == {2 + 5 + 3}
    assert rows[0][2:] == ["● melaksanakan", "", "", "", "", "Disposisi", "10 menit", "Disposisi"]
    assert rows[4][2] == "◆ memutus"
    assert "Setuju ---&gt; Perintah Pengunggahan (ke kegiatan 6)" in rows[4][1]
    assert "Tidak Setuju ---&gt; Perbaiki (ke kegiatan 3)" in rows[4][1]
    assert rows[5][8] == "15 menit"


def test_the_matrix_of_mk_has_remarks_and_blank_times(mk: str) -> None:
    rows = cells(mk)
    assert len(rows) == 6
    assert {len(row) for row in rows} == {2 + 4 + 3 + 1}
    assert [row[7] for row in rows] == ["", "30", "", "3600", "30", "90"]
    assert rows[1][9] == (
        "Kegiatan dilaksanakan secara dinamis melalui komunikasi grup WhatsApp Media Sosial MK"
    )
    assert "Waktu (7380 Menit)" in mk


def test_our_reading_is_called_so(kpu: str, mk: str) -> None:
    for html in (kpu, mk):
        assert "<strong>Penafsiran.</strong>" in html
        assert "Catatan atas naskah" in html
    assert "penafsiran pengelola" in mk, "exits that the SOP does not write"


def test_the_legal_basis_names_the_acts_on_the_site() -> None:
    own = site(sop("mk-170-2022"), act())
    html = page(own, "sop/mk-170-2022/").body
    assert 'href="../../dokumen/peraturan/uu-14-2008/">UU 14 Tahun 2008</a>' in html


def test_it_lists_the_content_made_under_it(kpu: str) -> None:
    assert 'href="../../konten/2026/hak-atas-informasi/">Hak Anda atas Informasi</a>' in kpu
