from __future__ import annotations

from jdih.model.document import Document
from tests.website.making import page
from tests.website.sites import ITEM_TEXT, document, item, site

PLAN = """\
    ---
    tipe: rencana
    judul: Rencana November
    bulan: 2026-11
    strategi: /content/strategi/2026.md
    baris:
      - id: c4m9
        tanggal: 2026-11-20
        judul: Baris kedua
        platform:
          - x
        format: tanya-jawab
        penanggung_jawab: pengelola
      - id: b7k2
        tanggal: 2026-11-03
        judul: Baris pertama
        platform:
          - instagram
          - facebook
        format: infografis
        penanggung_jawab: pengelola
    ---
    """
STRATEGY = """\
    ---
    tipe: strategi
    judul: Strategi 2026
    tahun: 2026
    arahan:
      instagram: Gambar dahulu
    masukan:
      referensi:
        - Pedoman A
        - Pedoman B
    ---
    ## Tujuan
    """


def plan() -> Document:
    return document("content/rencana/2026-11.md", PLAN)


def strategy() -> Document:
    return document("content/strategi/2026.md", STRATEGY)


def test_the_lines_of_a_plan_in_order_of_their_day() -> None:
    html = page(site(plan(), strategy()), "rencana/2026-11/").body
    assert html.index("Baris pertama") < html.index("Baris kedua")
    assert "<td>Instagram, Facebook</td>" in html
    assert "<td>Tanya jawab</td>" in html
    assert "Pengelola JDIH" in html
    assert '<a href="../../strategi/2026/">Strategi 2026</a>' in html


def test_a_line_leads_to_the_content_made_from_it() -> None:
    made = item(ITEM_TEXT.replace("penyusun: pengelola", "rencana: 2026-11/b7k2"))
    html = page(site(plan(), made), "rencana/2026-11/").body
    assert '<a href="../../konten/2026/hak-atas-informasi/">Baris pertama</a>' in html
    assert ">Baris kedua</a>" not in html


def test_a_strategy_names_direction_and_inputs() -> None:
    made = page(site(strategy()), "strategi/2026/")
    assert '<th scope="row">Instagram</th><td class="jdih-baris">Gambar dahulu</td>' in made.body
    assert "<li>Pedoman A</li><li>Pedoman B</li>" in made.body
    assert [section.text for section in made.toc] == [
        "Tujuan",
        "Arahan per platform",
        "Masukan yang dipakai",
    ]
