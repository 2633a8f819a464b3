"""The pages in a real browser: nothing of an attack runs, nothing leaves the site."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from jdih.publication import live
from jdih.website.builder import build
from tests.browser import WATCH, browser
from tests.website.attacks import attack_act, attack_item
from tests.website.sites import act, entry, item, site, sop

__all__ = ["browser"]

ITEM_AT = "konten/2026/hak-atas-informasi/"
ACT_AT = "dokumen/peraturan/uu-14-2008/"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a harmless site and an attacked one, both under a sub-path."""
    root = tmp_path_factory.mktemp("web")
    build(
        site(item(), act(), sop(), sop("mk-170-2022"), entries=(entry(),)), root / "baik" / "repo"
    )
    build(site(attack_item(), attack_act()), root / "serangan" / "repo")
    with live.served(root) as address:
        yield address


def visit(browser: Browser, served: str, at: str, width: int, scheme: str) -> dict[str, object]:
    """Open a page and say what it did."""
    page = browser.new_page(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,  # type: ignore[arg-type]
    )
    outside: list[str] = []
    errors: list[str] = []
    try:
        page.add_init_script(WATCH)
        page.on("request", lambda request: outside.append(request.url))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("dialog", lambda dialog: errors.append(dialog.message))
        page.goto(served + at, wait_until="networkidle")
        for details in page.locator("details > summary:visible").all():
            details.click()
        return {
            "outside": [u for u in outside if not u.startswith((served, "data:"))],
            "errors": errors,
            "pwned": page.evaluate("window.pwned"),
            "violations": page.evaluate("window.violations"),
            "overflow": page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            ),
        }
    finally:
        page.close()


CLEAN = {"outside": [], "errors": [], "pwned": 0, "violations": [], "overflow": 0}


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
@pytest.mark.parametrize(
    "at",
    ["", ITEM_AT, ACT_AT, "sop/kpu-2-2021/", "sop/mk-170-2022/", "konten/", "buku-agenda/"],
)
def test_a_page_breaks_no_rule_and_fits_the_screen(
    browser: Browser, served: str, at: str, width: int, scheme: str
) -> None:
    assert visit(browser, served, f"baik/repo/{at}", width, scheme) == CLEAN


@pytest.mark.parametrize(
    "at",
    [
        "",
        ITEM_AT,
        ACT_AT,
        "konten/",
        "dokumen/peraturan/",
        "cari/?q=parent+pwned",
        "dokumen/peraturan/?judul=script",
    ],
)
def test_an_attack_forced_past_the_checker_is_inert(browser: Browser, served: str, at: str) -> None:
    seen = visit(browser, served, f"serangan/repo/{at}", 1280, "light")
    assert {**seen, "overflow": 0} == CLEAN


def test_light_and_dark_can_be_switched(browser: Browser, served: str) -> None:
    page = browser.new_page(color_scheme="light")
    try:
        page.goto(f"{served}baik/repo/", wait_until="networkidle")
        assert page.get_attribute("body", "data-md-color-scheme") == "default"
        page.get_by_title("Pakai tampilan gelap").click()
        assert page.get_attribute("body", "data-md-color-scheme") == "slate"
    finally:
        page.close()


def test_it_can_be_read_without_javascript(browser: Browser, served: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    try:
        page = context.new_page()
        page.goto(f"{served}baik/repo/{ITEM_AT}")
        assert page.locator("h1").inner_text() == "Hak Anda atas Informasi"
        page.get_by_role("link", name="Buku Agenda nomor 7/2026").click()
        assert page.url.endswith("/buku-agenda/2026/#agenda-2026-7")
    finally:
        context.close()
