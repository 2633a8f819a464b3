from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

from jdih.model.document import Document
from jdih.model.entry import Event
from tests.website.making import page
from tests.website.sites import ITEM_TEXT, document, entry, item, site

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


def days(html: str) -> dict[str, str]:
    """Return what stands on the days of the calendar, by their dates; empty days left out."""
    (calendar,) = re.findall(r'<ol class="jdih-kalender">(.*?)</ol>', html, re.DOTALL)
    found = re.split(r'<time datetime="([0-9-]{10})">', calendar)
    told = zip(found[1::2], found[2::2], strict=True)
    words = {day: " ".join(re.sub(r"<[^>]+>", " ", text).split()) for day, text in told}
    return {day: text for day, text in words.items() if len(text.split()) > 2}


def test_the_calendar_shows_lines_and_what_was_published() -> None:
    made = item(ITEM_TEXT.replace("penyusun: pengelola", "rencana: 2026-11/b7k2"))
    out = entry(time="2026-11-05T09:00:00+07:00")
    html = page(site(plan(), made, entries=(out,)), "rencana/2026-11/").body
    assert days(html) == {
        "2026-11-03": "Selasa 3 Baris pertama",
        "2026-11-05": "Kamis 5 Terbit: Hak Anda atas Informasi",
        "2026-11-20": "Jumat 20 Baris kedua",
    }
    assert html.count("<time datetime") >= 30
    imported = replace(out, event=Event.IMPORTED)
    html = page(site(plan(), made, entries=(imported,)), "rencana/2026-11/").body
    assert "2026-11-05" not in days(html)


def test_what_is_in_work_is_nowhere() -> None:
    draft = document(
        "drafts/rahasia/index.md",
        ITEM_TEXT.replace("penyusun: pengelola", "rencana: 2026-11/c4m9").replace(
            "Hak Anda atas Informasi", "Naskah rahasia"
        ),
    )
    html = page(site(plan(), draft), "rencana/2026-11/").body
    assert "Naskah rahasia" not in html


def test_a_line_that_was_called_off_says_so() -> None:
    text = PLAN.replace("judul: Baris kedua", "judul: Baris kedua\n        batal: Ditunda.")
    html = page(site(document("content/rencana/2026-11.md", text)), "rencana/2026-11/").body
    assert "2026-11-20" not in days(html)
    assert "Dibatalkan" in html
    assert "Ditunda." in html


def test_a_month_that_is_none_has_no_calendar() -> None:
    text = PLAN.replace("bulan: 2026-11", "bulan: 2026-99")
    html = page(site(document("content/rencana/2026-99.md", text)), "rencana/2026-99/").body
    assert "jdih-kalender" not in html


def test_editors_begin_an_item_from_a_line() -> None:
    made = item(ITEM_TEXT.replace("penyusun: pengelola", "rencana: 2026-11/b7k2"))
    here = site(plan(), made)
    assert "issues/new" not in page(here, "rencana/2026-11/").body
    html = page(here, "rencana/2026-11/", forms="https://github.com/unit/jdih/issues/new").body
    (link,) = re.findall(r'<a class="jdih-kecil" href="([^"]+)" rel="nofollow noopener"', html)
    assert "template=03-konten-rencana.yml" in unescape(link)
    assert "rencana=2026-11%2Fc4m9" in unescape(link)


def test_a_strategy_names_direction_and_inputs() -> None:
    made = page(site(strategy()), "strategi/2026/")
    assert '<th scope="row">Instagram</th><td class="jdih-baris">Gambar dahulu</td>' in made.body
    assert "<li>Pedoman A</li><li>Pedoman B</li>" in made.body
    assert [section.text for section in made.toc] == [
        "Tujuan",
        "Arahan per platform",
        "Masukan yang dipakai",
    ]
