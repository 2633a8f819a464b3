"""What the page Verifikasi proves and from where: chain, faults, saved copy, hostile texts."""

from __future__ import annotations

import shutil
import sys
import unicodedata
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from jdih.publication.live import served
from jdih.website.builder import build
from jdih.website.visible_text import normalised
from tests import audit
from tests.browser import WATCH, browser
from tests.trees import EXAMPLES, ROOT
from tests.website.showcase import BASE
from tests.website.verifying import CORRECTED, HOSTILE, HOSTILE_TITLE, verified_site
from tests.website.visitor import (
    ITEM,
    PAGE,
    STANDINGS,
    built,
    by_file,
    by_text,
    opened,
    told,
    url,
    verdicts,
)

__all__ = ["browser", "built", "url"]

FEW = 1000
"""Up to so many entries the page checks the whole chain by itself."""


def test_of_a_long_register_only_what_is_needed_is_fetched(
    browser: Browser, tmp_path: Path
) -> None:
    build(verified_site(before=FEW), tmp_path / "situs")
    asked: list[str] = []
    with served(tmp_path) as root, opened(browser, "about:blank") as page:
        page.on("request", lambda request: asked.append(request.url.partition("verifikasi/")[2]))
        page.goto(f"{root}situs/{PAGE}#1/2026")
        assert verdicts(page) == [STANDINGS["1/2026"]]
        assert [one for one in asked if one.startswith("catatan/")] == ["catatan/2026-1.jsonl"]
        page.get_by_role("button", name="Periksa seluruh Buku Agenda (1.011 catatan)").click()
        expect(page.locator("[data-jdih=kabar]")).to_have_text("Seluruh rantai catatan tersambung.")
        page.get_by_text("Rantai catatan: 1.011 dari 1.011 diperiksa").click()
        assert "Catatan terakhir cocok dengan yang disebut terbitan.json." in told(page)


FAULTS = {
    "an item": ("catatan/2026-1.jsonl", f'"id":"{CORRECTED}"', '"id":"2026-zzzzz"', "Nomor 2/2026"),
    "an office": ("catatan/2026-1.jsonl", "Plh. Kepala Biro", "Kepala Biro", "Nomor 1/2026"),
    "the last": ("catatan/2026-1.jsonl", f'"id":"{HOSTILE_TITLE}"', '"id":"2026-zzzzz"',
                 "Nomor 10/2026 tidak cocok dengan sidik yang disimpan daftar.json."),
    "a correction left out": ("riwayat/2026-1.json", '"2/2026","6/2026"', '"2/2026"',
                              "Riwayat nomor 2/2026 tidak lengkap."),
    "a cut tail": ("daftar.json", '"jumlah":11', '"jumlah":10', "daftar.json tidak cocok"),
    "another head": ("terbitan.json", '"jumlah":11', '"jumlah":12', "terbitan.json"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_in_what_is_published_is_named(
    browser: Browser, built: Path, tmp_path: Path, name: str
) -> None:
    path, found, put, said = FAULTS[name]
    copy = tmp_path / "situs"
    shutil.copytree(built / BASE, copy)
    file = copy / path if path == "terbitan.json" else copy / PAGE / path
    text = file.read_text(encoding="utf-8")
    assert found in text
    file.write_text(text.replace(found, put), encoding="utf-8")
    with served(tmp_path) as root, opened(browser, f"{root}situs/{PAGE}#1/2026") as page:
        assert verdicts(page)[0] == "Daftar yang diterbitkan tidak utuh"
        assert said in page.locator(".jdih-putusan").first.inner_text()


def test_a_list_that_cannot_be_fetched_proves_nothing(browser: Browser, url: str) -> None:
    page = browser.new_page()
    try:
        page.route("**/daftar.json", lambda route: route.abort())
        page.goto(f"{url}{PAGE}#1/2026")
        expect(page.locator("[data-jdih=kabar]")).to_contain_text(
            "tidak ada yang dapat disimpulkan"
        )
        assert page.locator(".jdih-putusan").count() == 0
    finally:
        page.close()


def test_a_hostile_title_stays_text(browser: Browser, url: str) -> None:
    with opened(browser, f"{url}{PAGE}#10/2026") as page:
        verdicts(page)
        assert page.locator("[data-jdih=putusan] td a").first.inner_text() == HOSTILE
        assert page.locator("[data-jdih=putusan] img, [data-jdih=putusan] script").count() == 0


def test_the_saved_copy_works_from_a_disk_without_any_network(
    browser: Browser, url: str, built: Path, tmp_path: Path
) -> None:
    with opened(browser, url + PAGE) as page:
        with page.expect_download() as download:
            page.get_by_role("link", name="Simpan untuk dipakai luring").click()
        assert download.value.suggested_filename == "verifikasi-2026-11-22.html"
        saved = tmp_path / download.value.suggested_filename
        download.value.save_as(saved)
    asked: list[str] = []
    context = browser.new_context(offline=True, viewport={"width": 390, "height": 844})
    context.on("request", lambda request: asked.append(request.url))
    try:
        page = context.new_page()
        page.add_init_script(WATCH)
        page.goto(f"{saved.as_uri()}#1/2026")
        assert verdicts(page) == [STANDINGS["1/2026"]]
        link = page.locator("[data-jdih=putusan] td a").first
        assert link.get_attribute("href") == f"https://jdih.example/{ITEM}"
        for number, title in STANDINGS.items():
            page.get_by_label("Nomor atau sidik").fill(number)
            page.keyboard.press("Enter")
            expect(page.locator(".jdih-putusan h3")).to_have_text(title)
        page.get_by_label("Nomor atau sidik").fill("")
        assert by_text(page, "Kabar ini keliru!") == ["Konten ini telah ditarik"]
        assert by_file(page, "a.md", (built / BASE / ITEM / "naskah.md").read_bytes()) == [
            STANDINGS["1/2026"]
        ]
        assert "Rantai catatan: 11 dari 11 diperiksa" in told(page)
        assert page.evaluate("[window.violations, window.pwned]") == [[], 0]
        assert [one for one in asked if not one.startswith(saved.as_uri())] == []
    finally:
        context.close()


def test_a_site_copied_to_a_disk_points_to_the_saved_copy(browser: Browser, built: Path) -> None:
    page = browser.new_page()
    try:
        page.goto((built / BASE / PAGE / "index.html").as_uri())
        assert page.get_by_role("link", name="halaman luring").is_visible()
        assert page.get_by_role("heading", name="Memeriksa sendiri").is_visible()
        assert not page.get_by_label("Nomor atau sidik").is_visible()
        page.get_by_role("link", name="halaman luring").click()
        page.get_by_label("Nomor atau sidik").fill("7/2026")
        page.keyboard.press("Enter")
        assert verdicts(page) == [STANDINGS["7/2026"]]
    finally:
        page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("at", [f"{PAGE}#3/2026", f"{PAGE}luring.html#3/2026"])
def test_a_result_is_accessible_on_every_screen(
    browser: Browser, url: str, at: str, width: int, scheme: str
) -> None:
    audit.required()
    screen = {"width": width, "height": 900}
    with opened(browser, url + at, viewport=screen, color_scheme=scheme) as page:
        verdicts(page)
        for folded in page.locator("details > summary").all():
            if folded.is_visible():
                folded.click()
        assert audit.accessibility_faults(page) == []
        measure = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(measure) == 0


def test_the_sheet_that_a_page_is_printed_on_carries_its_seal(browser: Browser, url: str) -> None:
    with opened(browser, url + ITEM) as page:
        page.emulate_media(media="print")
        seal = page.locator(".jdih-segel")
        words = seal.inner_text()
        digest = verified_site().entries[1].digest
        for part in ("Nomor 1/2026", "20 November 2026", "Plh. Kepala Biro", digest[:16],
                     "https://jdih.example/verifikasi/#1/2026"):  # fmt: skip
            assert part in words
        box = page.locator(".jdih-qr").bounding_box()
        assert box
        assert 85 < box["width"] < 115, "2.6 cm: a phone reads it from paper"


def test_words_are_normalised_as_the_site_does_it(browser: Browser, url: str) -> None:
    """Hold the script to `visible_text.normalised` over all of Unicode and over real texts."""
    signs = [
        chr(code)
        for code in range(1, sys.maxunicode + 1)
        if unicodedata.category(chr(code)) not in {"Cn", "Cs", "Co"}
    ]
    folders = (EXAMPLES, ROOT / "content")
    files = [path for folder in folders for path in sorted(folder.rglob("*.md"))]
    documents = [path.read_text(encoding="utf-8") for path in files]
    texts = [*TEXTS, *signs, *(f"a{sign}b" for sign in signs), *documents]
    with opened(browser, url + PAGE) as page:
        found = page.evaluate(
            """async (texts) => { const { normalised } = await import(
              new URL("../assets/verifikasi-daftar.js", location));
              return texts.split("\\0").map(normalised).join("\\n"); }""",
            "\0".join(texts),
        )
    theirs = found.split("\n")
    ours = [normalised(text) for text in texts]
    assert [pair for pair in zip(ours, theirs, strict=True) if pair[0] != pair[1]][:20] == []


TEXTS = (
    "ﬁnal ﬂuoresens ½ ² ③ ⅷ Ⅷ ª",
    "e\u0301 é ñ n\u0303 Å \u212b ạ\u0308\u0323",
    "İstanbul ΟΔΟΣ ὈΔΥΣΣΕΎΣ ẞ ß ǅ",
    "٣٤ نصٌّ عربيّ ۴۵ हिन्दी १२ ไทย ๓",
    "👩‍⚖️ 👍🏽 🇮🇩 ❤️ ©®™",
    "ﷺ ㍿ ㈱ ｱｲｳ ﾊﾟ 一二三 〇",
    "_a_ *b* `c` ~d~ a_b 1.000,00 Rp50.000 10%",
    "‘a’ “b” a—b a…b a\u00a0b a\u00adb a\u200bb a\u2060b \ufeffa",
    "a\r\nb\tc\u2028d\u0085e",
    "",
    "…",
)
