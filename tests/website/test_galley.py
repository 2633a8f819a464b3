"""What a proposal changes in one file: every page, what goes out with it, and nothing private."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from html.parser import HTMLParser

import pytest

from jdih.model.document import Document
from jdih.model.finding import Finding, Location, Severity
from jdih.website import galley
from jdih.website.builder import pull
from jdih.website.galley import MARK, POLICY, Changes
from tests.website.attacks import attack_act, attack_item
from tests.website.sites import ACT, ITEM, act, document, item, site

DRAFT = "drafts/hak-baru/index.md"
DRAFT_TEXT = """\
    ---
    tipe: konten
    id: 2026-d2raf
    judul: Rancangan hak baru
    disposisi:
      isi: Kata-kata rahasia kepala.
    ---

    Lihat [induknya](/content/konten/2026/hak-atas-informasi/index.md#apa-haknya) dan
    [UU](/content/dokumen/peraturan/uu-14-2008/index.md) dan [luar](https://luar.example/x).
    """


def draft() -> Document:
    return document(DRAFT, DRAFT_TEXT, {"takarir/x.md": b"Takarir X <script>pwned=1</script>"})


def changes(*paths: str, gone: Iterable[str] = (), **more: object) -> Changes:
    values: dict[str, object] = {"findings": {}, "version": "c0ffee" * 7, **more}
    return Changes(paths, tuple(gone), **values)  # type: ignore[arg-type]


def links(html: str, words: str) -> list[str]:
    """Return where the links with these words lead, empty for one that leads nowhere."""
    found = re.findall(r"<a\b([^>]*)>([^<]*)</a>", html)
    return [
        unescape(href[1]) if (href := re.search(r'href="([^"]*)"', inside)) else ""
        for inside, text in found
        if text == words
    ]


class Tags(HTMLParser):
    """Every element and attribute, as a browser reads them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[tuple[str, str]] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes |= {(name, value or "") for name, value in attrs}


@pytest.fixture(scope="module")
def pulled() -> str:
    return pull(site(item(), act(), draft()), changes(ITEM, DRAFT, gone=["content/lama.md"]))


def test_it_says_what_it_is_and_allows_nothing(pulled: str) -> None:
    assert pulled.startswith(f"<!doctype html>\n{MARK}\n")
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', pulled)
    assert policy is not None
    assert unescape(policy[1]) == POLICY
    assert "script-src" not in POLICY
    assert not re.search(r"<(?:script|link|iframe|object|form)\b", pulled, re.IGNORECASE)
    assert "Belum disetujui dan belum terbit." in pulled
    assert f'title="{"c0ffee" * 7}">c0ffeec0ff</code>' in pulled
    assert "<code>content/lama.md</code>" in pulled


def test_pages_stand_as_on_the_site_with_what_goes_out(pulled: str) -> None:
    assert "<h1>Hak Anda atas Informasi</h1>" in pulled
    assert "<h1>Rancangan hak baru</h1>" in pulled
    assert "Takarir Instagram</h2>" in pulled
    assert "Takarir &lt;b&gt;Instagram&lt;/b&gt;\n#jdih" in pulled
    assert "Takarir X (Twitter)</h2>" in pulled
    assert "Pemberitahuan WhatsApp</h2>" in pulled
    assert "Pemberitahuan {tautan}" in pulled
    assert "data:image/png;base64," in pulled


def test_what_did_not_change_is_not_there(pulled: str) -> None:
    assert "<h1>Undang-Undang Nomor 14" not in pulled


def test_nothing_private_comes_along(pulled: str) -> None:
    assert "rahasia" not in pulled


def test_links_lead_inside_or_to_the_live_site(pulled: str) -> None:
    assert links(pulled, "induknya") == ["#naskah-1-bagian-apa-haknya"]
    assert links(pulled, "UU") == ["https://jdih.example/dokumen/peraturan/uu-14-2008/"]
    assert links(pulled, "luar") == ["https://luar.example/x"]
    assert links(pulled, "Hak Anda atas Informasi") == ["#naskah-1"]
    # The live site has neither a picture nor a copy of what is only proposed.
    assert links(pulled, "naskah.md") == ["", ""]


def test_links_out_keep_what_they_are_on_the_site() -> None:
    html = pull(site(act()), changes(ACT))
    assert re.search(r'<a href="https://wa\.me/[^"]*" rel="noopener noreferrer nofollow">', html)


def test_every_anchor_is_there_once(pulled: str) -> None:
    names = re.findall(r'\sid="([^"]+)"', pulled)
    assert len(names) == len(set(names))
    assert set(re.findall(r'href="#([^"]+)"', pulled)) <= set(names)
    named = re.findall(r'aria-(?:labelledby|describedby)="([^"]+)"', pulled)
    assert set(named) <= set(names)


def test_the_same_source_gives_the_same_text(pulled: str) -> None:
    again = pull(site(item(), act(), draft()), changes(ITEM, DRAFT, gone=["content/lama.md"]))
    assert again == pulled


def test_a_document_that_is_not_on_the_site_shows_what_to_mend() -> None:
    fault = Finding(Location("drafts/rusak/index.md", 3, 5), "JD206", "kunci-ganda",
                    Severity.ERROR, "Kunci “<b>judul</b>” ganda.", "Hapus satu.")  # fmt: skip
    told = changes("drafts/rusak/index.md", findings={"drafts/rusak/index.md": (fault,)})

    html = pull(site(act()), told)

    assert "Belum dapat ditampilkan" in html
    assert "drafts/rusak/index.md:3:5</code> JD206 (harus diperbaiki):" in html
    assert "Kunci “&lt;b&gt;judul&lt;/b&gt;” ganda." in html
    assert "Hapus satu." in html
    assert "· 1 harus diperbaiki" in html


def test_a_readable_document_only_counts_its_findings() -> None:
    fault = Finding(Location(ITEM, 3), "JD304", "pola", Severity.ERROR, "Nilai “0812”.", "Ganti.")
    html = pull(site(item(), act()), changes(ITEM, findings={ITEM: (fault,)}))
    assert "Pemeriksa: 1 harus diperbaiki, 0 perlu dilihat." in html
    assert "0812" not in html


def test_nothing_changed_is_said() -> None:
    assert "Tidak ada naskah yang berubah." in pull(site(item(), act()), changes())


def test_a_merge_names_what_it_brings_together() -> None:
    told = changes(ITEM, parents=("a" * 40, "b" * 40), base="origin/main", dirty=True)
    html = pull(site(item(), act()), told)
    said = re.sub(r"<[^>]+>", "", html)
    assert "gabungan aaaaaaaaaa dan bbbbbbbbbb, dengan perubahan yang belum disimpan" in said
    assert "Yang berubah terhadap origin/main" in said


def test_pictures_beyond_the_room_are_named() -> None:
    html = pull(site(item(), act()), changes(ITEM), room=10)
    assert "data:image/png" not in html
    assert "Gambar%20tidak%20dimuat" in html
    assert "01-sampul.png" in html
    assert "Tidak dimuat dalam berkas ini" in html


def test_documents_beyond_the_most_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(galley, "MOST", 1)
    html = pull(site(item(), act(), draft()), changes(ITEM, DRAFT))
    assert "1 naskah lain juga berubah" in html
    assert f"<code>{DRAFT}</code>" in html
    assert "<h1>Rancangan hak baru</h1>" not in html


def test_files_of_an_act_are_named_and_lead_nowhere() -> None:
    text = "---\ntipe: peraturan\njudul: UU\njenis: UU\ntahun: 2008\n---\n"
    html = pull(site(document(ACT, text, {"naskah.pdf": b"%PDF"})), changes(ACT))
    assert links(html, "naskah.pdf") == [""]
    assert "<code>naskah.pdf</code>. Bukalah pada usulannya." in html


def test_an_attack_stays_words() -> None:
    evil = [attack_item(), attack_act()]
    html = pull(site(*evil), changes(*(one.path for one in evil)))
    found = Tags(html[html.index("<body") :])
    refused = "script iframe object embed form button style base meta link svg template"
    assert found.names & set(refused.split()) == set()
    assert {
        name for name, _ in found.attributes if name.startswith("on") or name == "style"
    } == set()
    leading = {value for name, value in found.attributes if name in {"href", "src", "action"}}
    assert {url.partition(":")[0] for url in leading if not url.startswith("#")} <= {
        "https", "http", "data"
    }  # fmt: skip
    assert {url[:11] for url in leading if url.startswith("data:")} == {"data:image/"}
