"""The browser that `make test` finds or brings really shows a page."""

from __future__ import annotations

from playwright.sync_api import Browser

from tests.browser import browser

__all__ = ["browser"]


def test_it_lays_out_text_with_a_font(browser: Browser) -> None:
    page = browser.new_page()
    try:
        page.set_content("<span>Buku Agenda</span>")
        box = page.locator("span").bounding_box()
        assert page.inner_text("body") == "Buku Agenda"
        assert box
        assert box["width"] > 0
    finally:
        page.close()
