from __future__ import annotations

from tests.website.making import page
from tests.website.sites import document, site


def test_title_summary_and_text() -> None:
    own = document(
        "content/profil/index.md",
        "---\ntipe: halaman\njudul: Judul & lain\nringkasan: Singkat\n---\n\n## Bagian\n",
    )
    made = page(site(own), "profil/")
    assert "<h1>Judul &amp; lain</h1>" in made.body
    assert made.title == "Judul & lain"
    assert made.description == "Singkat"
    assert made.source == "content/profil/index.md"
    assert [section.anchor for section in made.toc] == ["bagian-bagian"]
