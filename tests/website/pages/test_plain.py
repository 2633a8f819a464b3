from __future__ import annotations

import pytest

from tests.website.making import page
from tests.website.sites import document, site


@pytest.mark.parametrize(
    ("path", "header", "at"),
    [
        ("content/profil/index.md", "tipe: halaman", "profil/"),
        ("content/laporan/2026-11.md", "tipe: laporan\nbulan: 2026-11", "laporan/2026-11/"),
    ],
)
def test_title_summary_and_text(path: str, header: str, at: str) -> None:
    own = document(
        path, f"---\n{header}\njudul: Judul & lain\nringkasan: Singkat\n---\n\n## Bagian\n"
    )
    made = page(site(own), at)
    assert "<h1>Judul &amp; lain</h1>" in made.body
    assert made.title == "Judul & lain"
    assert made.description == "Singkat"
    assert made.source == path
    assert [section.anchor for section in made.toc] == ["bagian-bagian"]


def test_a_report_names_its_month() -> None:
    own = document(
        "content/laporan/2026-11.md", "---\ntipe: laporan\njudul: L\nbulan: 2026-11\n---\n"
    )
    assert "November 2026" in page(site(own), "laporan/2026-11/").body
