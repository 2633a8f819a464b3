from __future__ import annotations

from datetime import date

from tests.website.making import page
from tests.website.sites import act, document, entry, item, site

PLAN = """\
    ---
    tipe: rencana
    judul: Rencana November
    bulan: 2026-11
    baris:
      - id: b7k2
        tanggal: 2026-11-03
        judul: Judul yang direncanakan
    ---
    """


def home(*documents: object, **changes: object) -> str:
    return page(site(*documents, **changes), "").body  # type: ignore[arg-type]


def test_all_four_types_are_counted_and_only_what_exists_is_a_link() -> None:
    html = home(act())
    assert '<a href="./dokumen/peraturan/"><strong>1</strong> Peraturan</a>' in html
    for name in ("Monografi Hukum", "Artikel Hukum", "Putusan", "Konten"):
        assert f"<span><strong>0</strong> {name}</span>" in html


def test_only_acts_that_somebody_checked_count_as_in_force() -> None:
    assert "0 Berlaku ·" in " ".join(home(act()).split())
    text = (
        "---\ntipe: peraturan\njudul: UU\nnomor: 1\ntahun: 2008\nstatus_diperiksa:\n"
        "  tanggal: 2026-01-02\n  sumber: JDIHN\n---\n"
    )
    html = " ".join(home(act(text)).split())
    assert '?status=Berlaku">1 Berlaku</a>' in html
    assert "0 Tidak Berlaku" in html


def test_the_plan_of_the_month_of_the_build_is_shown() -> None:
    plan = document("content/rencana/2026-11.md", PLAN)
    assert "Judul yang direncanakan" in home(plan)
    assert "Judul yang direncanakan" not in home(plan, day=date(2026, 12, 1))


def test_the_search_box_needs_no_script() -> None:
    assert '<form class="jdih-cari jdih-cari--besar" action="./cari/" method="get"' in home()


def test_the_newest_content_shows_its_cover_and_day() -> None:
    html = home(item(), entries=(entry(),))
    assert 'src="./konten/2026/hak-atas-informasi/01-sampul.png" alt=""' in html
    assert '<time datetime="2026-11-20">20 November 2026</time>' in html
