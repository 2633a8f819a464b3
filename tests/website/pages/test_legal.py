from __future__ import annotations

import re

import pytest

from jdih.model.document import Document, Kind
from tests.website.making import page
from tests.website.sites import ACT, act, document, item, site

AT = "dokumen/peraturan/uu-14-2008/"
NEWER = """\
    ---
    tipe: peraturan
    judul: Undang-Undang Pengganti
    jenis: UNDANG-UNDANG
    nomor: 1
    tahun: 2030
    hubungan:
      mencabut:
        - uu-14-2008
    ---
    """


def newer() -> Document:
    return act(NEWER, "content/dokumen/peraturan/uu-1-2030/index.md")


def test_metadata_shows_what_is_known_and_nothing_else() -> None:
    html = page(site(act()), AT).body
    assert '<tr><th scope="row">Nomor</th><td>14</td></tr>' in html
    assert '<tr><th scope="row">Tanggal penetapan</th><td>30 April 2008</td></tr>' in html
    assert "Tanggal pengundangan" not in html


def test_the_status_of_an_act_that_nobody_checked_is_unknown() -> None:
    html = page(site(act(), newer()), AT).body
    assert "Belum diperiksa" in html
    assert "Tidak Berlaku" not in html


def test_the_status_is_computed_once_someone_looked() -> None:
    checked = act().header
    text = (
        "---\ntipe: peraturan\njudul: UU\nstatus_diperiksa:\n  tanggal: 2026-01-02\n"
        "  sumber: JDIHN\n---\n"
    )
    assert checked is not None
    html = page(site(act(text), newer()), AT).body
    assert "Tidak Berlaku" in html
    assert "Diperiksa 2 Januari 2026. Sumber: JDIHN." in html


def test_both_sides_of_a_relation_are_shown() -> None:
    own = site(act(), newer())
    assert (
        'Dicabut dengan</span> <a href="../../../dokumen/peraturan/uu-1-2030/">'
        in page(own, AT).body
    )
    other = page(own, "dokumen/peraturan/uu-1-2030/").body
    assert f'Mencabut</span> <a href="../../../{AT}">' in other


def test_the_content_that_explains_it_is_listed() -> None:
    html = page(site(act(), item()), AT).body
    assert 'href="../../../konten/2026/hak-atas-informasi/">Hak Anda atas Informasi</a>' in html


def test_files_have_title_type_and_size() -> None:
    text = (
        "---\ntipe: peraturan\njudul: UU\nlampiran:\n  naskah.pdf:\n    judul: Batang tubuh\n---\n"
    )
    own = document(ACT, text, {"naskah.pdf": b"x" * 1500})
    html = page(site(own), AT).body
    assert f'<a href="../../../{AT}naskah.pdf">Batang tubuh</a>' in html
    assert "(batang tubuh, PDF, 1,5 KB)" in html
    assert "Tidak ada berkas di situs ini." in page(site(act()), AT).body


@pytest.mark.parametrize(
    ("kind", "header", "label"),
    [
        ("monografi", "penerbit: Pustaka", "Penerbit"),
        ("artikel", "sumber: Majalah", "Sumber"),
        ("putusan", "amar: Ditolak", "Amar"),
    ],
)
def test_each_type_has_its_own_metadata(kind: str, header: str, label: str) -> None:
    path = f"content/dokumen/{kind}/a/index.md"
    own = document(path, f"---\ntipe: {kind}\njudul: A\n{header}\n---\n")
    html = page(site(own), f"dokumen/{kind}/a/").body
    assert f'<th scope="row">{label}</th>' in html
    assert "Keterangan status" not in html


def test_documents_that_belong_together_name_each_other() -> None:
    other = document(
        "content/dokumen/putusan/putusan-1/index.md",
        "---\ntipe: putusan\njudul: Putusan 1\nterkait: [uu-14-2008]\n---\n",
    )
    own = site(act(), other)
    assert ">Putusan 1</a>" in page(own, AT).body
    assert f'href="../../../{AT}"' in page(own, "dokumen/putusan/putusan-1/").body


def test_it_can_be_cited_and_passed_on() -> None:
    html = page(site(act()), AT).body
    assert '<p id="teks-kutipan">Undang-Undang Nomor 14 Tahun 2008' in html
    shared = "https%3A%2F%2Fjdih.example%2Fdokumen%2Fperaturan%2Fuu-14-2008%2F"
    for start in ("https://wa.me/?text=", "https://www.facebook.com/", "https://twitter.com/",
                  "https://t.me/share/url?url="):  # fmt: skip
        assert any(
            link.startswith(start) and shared in link
            for link in re.findall(r'href="([^"]*)"', html)
        )


def test_its_metadata_can_be_taken_along() -> None:
    own = site(act(), public_fields={Kind.REGULATION: frozenset({"judul", "nomor"})})
    ((name, data),) = page(own, AT).extras
    assert name == "naskah.md"
    assert b'nomor: "14"' in data
    assert b"tahun" not in data
