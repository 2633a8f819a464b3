"""Search and filters as a reader uses them, in a real browser, under the site's own policy."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from jdih.website.site import Manifest
from tests.browser import WATCH, browser

__all__ = ["browser"]

LIST = "dokumen/peraturan/"


@contextmanager
def visiting(browser: Browser, url: str, width: int = 1280) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": width, "height": 900})
    try:
        page.add_init_script(WATCH)
        page.goto(url, wait_until="networkidle")
        yield page
        assert page.evaluate("window.violations") == []
    finally:
        page.close()


@pytest.fixture
def found(browser: Browser, peraga_url: str) -> Callable[[str], list[str]]:
    """Return what answers a query: the titles of the results shown, in order."""

    def ask(query: str) -> list[str]:
        with visiting(browser, f"{peraga_url}cari/?{query}") as page:
            expect(page.locator("[data-jdih=jumlah]")).not_to_have_text("Mencari …")
            page.wait_for_load_state("networkidle")
            return page.locator("[data-jdih=hasil] > li > a").all_inner_texts()

    return ask


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("q=memilih", "Pemilihan Umum"),
        ("q=penyelenggaraan", "Contoh Pengujian"),
        ("q=pemilihan+umum", "Undang-Undang Nomor 7 Tahun 2017 tentang Pemilihan Umum"),
        ("q=permintaan+informasi", "Empat Langkah Meminta Informasi Publik"),
    ],
)
def test_words_are_found_by_their_stem(
    found: Callable[[str], list[str]], query: str, title: str
) -> None:
    assert any(title in one for one in found(query))


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("q=7+Tahun+2017", "Undang-Undang Nomor 7 Tahun 2017"),
        ("q=uu+no.+7+th+2017", "Undang-Undang Nomor 7 Tahun 2017"),
        ("q=PKPU+8/2019", "Peraturan Komisi Pemilihan Umum Nomor 8 Tahun 2019"),
        ("q=permenkumham+8/2019", "Peraturan Menteri Hukum dan Hak Asasi Manusia Nomor 8"),
        ("q=1/PUU-XVIII/2020", "Putusan Mahkamah Konstitusi Nomor 1/PUU-XVIII/2020"),
        ("q=Nomor+04+Tahun+2012", "Peraturan Sekretaris Jenderal Mahkamah Konstitusi"),
    ],
)
def test_a_number_comes_first(found: Callable[[str], list[str]], query: str, first: str) -> None:
    assert found(query)[0].startswith(first)


def test_a_common_word_does_not_stand_for_another_with_its_stem(
    found: Callable[[str], list[str]],
) -> None:
    # “pengadaan” has the stem of “ada” and “adalah”, and stands in no page.
    assert found("q=pengadaan") == []


def test_what_is_withdrawn_or_lists_others_is_not_found(
    found: Callable[[str], list[str]],
) -> None:
    titles = found("q=keliru+ditarik")
    assert "Konten yang Keliru dan Ditarik" not in titles
    assert not any(title.startswith("Buku Agenda") for title in titles)


def test_results_narrow_down_by_type_year_and_status(
    found: Callable[[str], list[str]],
) -> None:
    every = found("q=pemilihan")
    acts = found("q=pemilihan&jenis=peraturan&tahun=2020&status=Tidak+Berlaku")
    assert len(every) > len(acts) == 1
    assert "Nomor 20 Tahun 2020" in acts[0]


def test_a_query_with_a_word_that_is_nowhere_still_finds_the_others(
    found: Callable[[str], list[str]],
) -> None:
    assert any("Keterbukaan Informasi" in one for one in found("q=keterbukaan+qqwertyq"))


def test_a_query_is_kept_in_the_address_and_results_are_marked(
    browser: Browser, peraga_url: str
) -> None:
    with visiting(browser, f"{peraga_url}cari/") as page:
        page.keyboard.press("/")
        page.keyboard.type("asas pemilu")
        page.wait_for_url("**/cari/?q=asas+pemilu")
        expect(page.locator("[data-jdih=hasil] mark").first).to_be_visible()
        page.get_by_label("Jenis", exact=True).select_option("carousel")
        page.wait_for_url("**/cari/?q=asas+pemilu&jenis=carousel")
        expect(page.locator("[data-jdih=hasil] > li")).to_have_count(1)


@pytest.mark.parametrize(("width", "at"), [(1280, "konten/"), (390, "konten/"), (390, "")])
def test_the_slash_key_leads_to_the_search_from_anywhere(
    browser: Browser, peraga_url: str, width: int, at: str
) -> None:
    with visiting(browser, peraga_url + at, width) as page:
        page.keyboard.press("/")
        if width < 500 and at:  # the box is folded away: the search page itself opens
            page.wait_for_url("**/cari/?q=")
            page.keyboard.press("/")
        expect(page.locator("input[type=search][name=q]:focus")).to_be_visible()
        page.keyboard.type("pemilu")
        page.keyboard.press("Enter")
        page.wait_for_url("**/cari/?q=pemilu")


def test_an_engine_that_cannot_be_loaded_is_said(browser: Browser, peraga_url: str) -> None:
    page = browser.new_page()
    try:
        page.route("**/pagefind/**", lambda route: route.abort())
        page.goto(f"{peraga_url}cari/?q=pemilu")
        expect(page.locator("[data-jdih=jumlah]")).to_contain_text("tidak dapat dimuat")
    finally:
        page.close()


def test_the_first_query_is_light(
    browser: Browser, peraga_url: str, peraga: tuple[Path, Manifest]
) -> None:
    page = browser.new_page()
    asked: set[str] = set()
    page.context.on("request", lambda request: asked.add(unquote(urlsplit(request.url).path)))
    try:
        page.goto(f"{peraga_url}cari/", wait_until="networkidle")
        asked.clear()
        page.get_by_role("searchbox", name="Cari peraturan atau konten").fill("pemilihan umum")
        expect(page.locator("[data-jdih=hasil] > li").first).to_be_visible()
        page.wait_for_load_state("networkidle")
    finally:
        page.close()
    files = [peraga[0] / path.lstrip("/") for path in asked]
    assert any(file.name == "wasm.id.pagefind" for file in files)
    assert sum(len(gzip.compress(file.read_bytes())) for file in files) < 150_000


def rows(page: Page) -> list[str]:
    return page.locator("#daftar tbody tr td:first-child").all_inner_texts()


def test_filters_combine_tell_how_many_and_live_in_the_address(
    browser: Browser, peraga_url: str
) -> None:
    with visiting(browser, peraga_url + LIST) as page:
        assert len(rows(page)) == 50
        page.get_by_label("Tahun", exact=True).select_option("2020")
        page.get_by_label("Nomor", exact=True).fill("20")
        page.wait_for_url("**/?nomor=20&tahun=2020")
        expect(page.locator("#daftar tbody tr")).to_have_count(1)
        expect(page.locator("[data-jdih=jumlah]")).to_contain_text("1 dari")
        page.get_by_role("button", name="Hapus saringan").click()
        expect(page.locator("#daftar tbody tr")).to_have_count(50)
        assert page.url == peraga_url + LIST


def test_on_a_phone_the_filters_are_folded_away_until_they_are_used(
    browser: Browser, peraga_url: str
) -> None:
    with visiting(browser, peraga_url + LIST, 390) as page:
        year = page.get_by_label("Tahun", exact=True)
        assert not year.is_visible()
        page.get_by_text("Saring daftar", exact=True).click()
        year.select_option("2020")
        expect(page.locator("#daftar tbody tr")).to_have_count(2)
        page.reload(wait_until="networkidle")
        assert year.is_visible()


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("status=Tidak+Berlaku&tahun=2020", "Nomor 20 Tahun 2020"),
        ("bidang=Hukum+Tata+Negara&teu=Indonesia.+Pemerintah+Pusat&tahun=2017", "Pemilihan Umum"),
        ("subjek=pelindungan&judul=data", "Pelindungan Data Pribadi"),
        ("jenis=PERATURAN+PRESIDEN&nomor=33", "Nomor 33 Tahun 2012"),
    ],
)
def test_a_filtered_list_can_be_shared(
    browser: Browser, peraga_url: str, query: str, title: str
) -> None:
    with visiting(browser, f"{peraga_url}{LIST}?{query}") as page:
        expect(page.locator("#daftar tbody tr")).to_have_count(1)
        assert title in rows(page)[0]
        page.locator("#daftar tbody a").first.click()
        assert page.locator("h1").inner_text().endswith(title.rpartition(" ")[2]) or title in (
            page.locator("h1").inner_text()
        )


def test_a_long_answer_has_pages(browser: Browser, peraga_url: str) -> None:
    with visiting(browser, f"{peraga_url}{LIST}?jenis=PERATURAN+UJI") as page:
        expect(page.locator("#daftar tbody tr")).to_have_count(50)
        page.get_by_role("button", name="Selanjutnya").click()
        expect(page.locator("#daftar tbody tr")).to_have_count(20)
        assert page.url.endswith("&halaman=2")


def test_nothing_that_fits_is_said(browser: Browser, peraga_url: str) -> None:
    with visiting(browser, f"{peraga_url}{LIST}?judul=qqwerty") as page:
        expect(page.locator("[data-jdih=jumlah]")).to_contain_text("Tidak ada dokumen yang cocok")


def test_former_addresses_lead_on(browser: Browser, peraga_url: str) -> None:
    with visiting(browser, f"{peraga_url}produk-hukum/uu-99/") as page:
        assert page.url == f"{peraga_url}dokumen/peraturan/uu-99-2011/"


def test_a_citation_is_copied(browser: Browser, peraga_url: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    try:
        page = context.new_page()
        page.goto(f"{peraga_url}dokumen/peraturan/uu-7-2017/", wait_until="networkidle")
        page.get_by_role("button", name="Salin kutipan").click()
        page.get_by_role("button", name="Tersalin").wait_for()
        assert page.evaluate("navigator.clipboard.readText()") == (
            "Undang-Undang Nomor 7 Tahun 2017 tentang Pemilihan Umum (Lembaran Negara Republik "
            "Indonesia Tahun 2017 Nomor 182, Tambahan Lembaran Negara Republik Indonesia Nomor "
            "6109)"
        )
    finally:
        context.close()
