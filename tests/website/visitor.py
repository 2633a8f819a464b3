"""A visitor of the page Verifikasi, in a real browser, on the site of `verifying`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from jdih.publication.live import served
from jdih.website.builder import build
from tests.browser import WATCH
from tests.website.showcase import BASE
from tests.website.verifying import GENUINE, verified_site

PAGE = "verifikasi/"
ITEM = f"konten/2026/{GENUINE}/"
STANDINGS = {
    "1/2025": "Tercatat sebagai impor, tidak pernah disetujui",
    "1/2026": "Disetujui, dan masih versi yang terbaru",
    "2/2026": "Sudah ada versi yang lebih baru",
    "3/2026": "Pernah terbit, tetapi telah ditarik",
    "4/2026": "Tayang mendesak, belum disetujui",
    "5/2026": "Tayang mendesak, kemudian disetujui",
    "6/2026": "Disetujui, dan masih versi yang terbaru",
    "7/2026": "Konten ini telah ditarik",
    "8/2026": "Catatan: Persetujuan susulan",
    "9/2026": "Catatan: Tautan WhatsApp",
    "99/2026": "Nomor 99/2026 tidak tercatat",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("verifikasi")
    build(verified_site(), root / BASE.rstrip("/"))
    return root


@pytest.fixture(scope="module")
def url(built: Path) -> Iterator[str]:
    with served(built) as address:
        yield address + BASE


@contextmanager
def opened(browser: Browser, address: str, **options: object) -> Iterator[Page]:
    """Open a page and hold it to its policy: nothing stopped, nothing run, nothing asked abroad."""
    page = browser.new_page(**{"viewport": {"width": 1280, "height": 900}, **options})  # type: ignore[arg-type]
    errors: list[str] = []
    try:
        page.add_init_script(WATCH)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(address, wait_until="networkidle")
        yield page
        assert page.evaluate("[window.violations, window.pwned]") == [[], 0]
        assert errors == []
    finally:
        page.close()


def verdicts(page: Page) -> list[str]:
    """Return the headings of what the page found, once it has."""
    expect(page.locator("[data-jdih=kabar]")).to_contain_text("Hasil: ")
    return page.locator(".jdih-putusan h3").all_inner_texts()


def by_text(page: Page, text: str) -> list[str]:
    page.get_by_label("Teks", exact=True).fill(text)
    page.get_by_role("button", name="Periksa teks").click()
    return verdicts(page)


def by_file(page: Page, name: str, data: bytes) -> list[str]:
    files = [{"name": name, "mimeType": "application/octet-stream", "buffer": data}]
    page.get_by_label("Berkas", exact=True).set_input_files(files)  # type: ignore[arg-type]
    return verdicts(page)


def told(page: Page) -> str:
    return page.locator("[data-jdih=putusan]").inner_text()
