from __future__ import annotations

import pytest

from jdih.website.citation import citation
from tests.website.sites import document

LEMBARAN = (
    "Judul (Lembaran Negara Republik Indonesia Tahun 2017 Nomor 182, Tambahan Lembaran Negara "
    "Republik Indonesia Nomor 6109)"
)


@pytest.mark.parametrize(
    ("kind", "header", "cited"),
    [
        (
            "peraturan",
            "sumber: 'LN 2017 (182), TLN 6109'",
            LEMBARAN,
        ),
        (
            "peraturan",
            "sumber: 'BN 2023 (377): 6 hlm'",
            "Judul (Berita Negara Republik Indonesia Tahun 2023 Nomor 377)",
        ),
        ("peraturan", "sumber: BD Provinsi 2022", "Judul (BD Provinsi 2022)"),
        ("peraturan", "nomor: 1", "Judul"),
        ("putusan", "sumber: Berita Negara", "Judul"),
        (
            "monografi",
            "teu: 'THAMRIN, HUSNI'\ntempat_terbit: Jakarta\npenerbit: Pustaka\ntahun_terbit: 2020",
            "THAMRIN, HUSNI. Judul. Jakarta: Pustaka, 2020.",
        ),
        ("monografi", "tahun_terbit: 2020", "Judul. 2020."),
        (
            "artikel",
            "teu: BPHN\nsumber: 'MAJALAH, 2019, 1-2'",
            "BPHN. “Judul”. MAJALAH, 2019, 1-2.",
        ),
    ],
)
def test_a_document_is_cited_with_what_is_known(kind: str, header: str, cited: str) -> None:
    path = f"content/dokumen/{kind}/a/index.md"
    assert citation(document(path, f"---\ntipe: {kind}\njudul: Judul\n{header}\n---\n")) == cited
