"""Every template in a real browser: accessible, valid, self-contained, light, on every screen."""

from __future__ import annotations

import gzip
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from jdih.website.site import Manifest
from tests import audit
from tests.browser import WATCH, browser
from tests.website.showcase import BASE, TEMPLATES

__all__ = ["browser"]

SCREENS = [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")]
HOME_BUDGET = 250_000
"""Largest home page in bytes, compressed, without images."""


def opened(browser: Browser, url: str, width: int = 1280, scheme: str = "light") -> Page:
    """Open a page of the showcase, everything folded away unfolded."""
    page = browser.new_page(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,  # type: ignore[arg-type]
    )
    page.add_init_script(WATCH)
    page.goto(url, wait_until="networkidle")
    for details in page.locator("details > summary:visible").all():
        details.click()
    return page


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
@pytest.mark.parametrize("at", TEMPLATES.values(), ids=TEMPLATES.keys())
def test_axe_finds_nothing(
    browser: Browser, peraga_url: str, at: str, width: int, scheme: str
) -> None:
    audit.required()
    page = opened(browser, peraga_url + at, width, scheme)
    try:
        assert audit.accessibility_faults(page) == []
    finally:
        page.close()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("at", TEMPLATES.values(), ids=TEMPLATES.keys())
def test_it_keeps_its_policy_its_site_and_its_width(
    browser: Browser, peraga_url: str, at: str, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    asked: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    try:
        page.add_init_script(WATCH)
        page.goto(peraga_url + at, wait_until="networkidle")
        assert page.evaluate("window.violations") == []
        assert errors == []
        assert [url for url in asked if not url.startswith((peraga_url, "data:"))] == []
        # 320 px is what a page of 1280 px has at 400 % (WCAG 1.4.10).
        measure = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(measure) == 0
        assert page.evaluate("document.documentElement.lang") == "id"
    finally:
        page.close()


def test_the_html_is_valid(peraga: tuple[Path, Manifest]) -> None:
    audit.required()
    root, manifest = peraga
    pages = [root / BASE / name for name in manifest.files if name.endswith(".html")]
    assert len(pages) > len(TEMPLATES)
    assert audit.html_faults(pages) == []


def test_no_link_within_the_site_is_dead(peraga: tuple[Path, Manifest]) -> None:
    root, manifest = peraga
    out = (root / BASE).resolve()
    text = {name: (out / name).read_text(encoding="utf-8")
            for name in manifest.files if name.endswith(".html")}  # fmt: skip
    for name, html in text.items():
        for target in re.findall(r'\b(?:href|src)="([^"]*)"', html):
            path, _, anchor = unescape(target).partition("#")
            path = path.partition("?")[0]
            if ":" in target or not (path or anchor):
                continue
            start = out if path.startswith(f"/{BASE}") else (out / name).parent
            found = (start / path.removeprefix(f"/{BASE}")).resolve().relative_to(out).as_posix()
            page = name if not path else f"{found}/index.html".removeprefix("./")
            file = found if found in manifest.files else page
            assert file in manifest.files, f"{name} leads to {target}"
            # The script of the page Verifikasi reads the number; it is no place on the page.
            if anchor and file in text and not re.search(r"verifikasi/#\d+/\d{4}$", target):
                assert f'id="{anchor}"' in text[file], f"{name} leads to {target}"


def test_lighthouse_is_content(peraga_url: str) -> None:
    audit.required()
    names = ("beranda", "daftar peraturan", "peraturan", "rangkaian gambar", "sop kpu")
    found = audit.lighthouse(
        ("accessibility", "best-practices", "seo"), [peraga_url + TEMPLATES[name] for name in names]
    )
    assert len(found) == len(names)
    poor: list[dict[str, Any]] = [
        page for page in found if page.get("error") or min(page["scores"].values()) < 0.95
    ]
    assert poor == []


def test_the_home_page_is_light(
    browser: Browser, peraga_url: str, peraga: tuple[Path, Manifest]
) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    try:
        page.goto(peraga_url, wait_until="networkidle")
    finally:
        page.close()
    root = peraga[0] / BASE
    files = {root / url.removeprefix(peraga_url) for url in asked if url.startswith(peraga_url)}
    files = {file / "index.html" if file.is_dir() else file for file in files}
    weighed = [file for file in files if file.suffix not in {".png", ".jpg", ".webp"}]
    assert {file.suffix for file in weighed} >= {".html", ".css", ".js"}
    assert sum(len(gzip.compress(file.read_bytes())) for file in weighed) < HOME_BUDGET


@pytest.mark.parametrize("at", ["", "dokumen/peraturan/", "konten/2026/enam-asas-pemilu/"])
def test_everything_is_reached_by_keyboard_and_seen(
    browser: Browser, peraga_url: str, at: str
) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    try:
        page.goto(peraga_url + at, wait_until="networkidle")
        page.evaluate("document.querySelectorAll('details').forEach((one) => one.open = true)")
        wanted = page.evaluate(
            """() => [...document.querySelectorAll("a[href], button, input, select, summary")]
              .filter((one) => !one.disabled && one.offsetParent !== null && one.tabIndex >= 0
                && getComputedStyle(one).visibility !== "hidden")
              .filter((one) => one.type !== "radio" || one.checked)
              .map((one, place) => { one.dataset.tempat = place; return place; })"""
        )
        reached: set[int] = set()
        hidden: list[str] = []
        for _ in range(len(wanted) + 20):
            page.keyboard.press("Tab")
            seen = page.evaluate(
                """() => { const one = document.activeElement; const style = getComputedStyle(one);
                const label = one.nextElementSibling && getComputedStyle(one.nextElementSibling);
                return { place: one.dataset.tempat, html: one.outerHTML.slice(0, 120),
                  shown: style.outlineStyle !== "none" || style.boxShadow !== "none"
                    || (one.type === "radio" && label.outlineStyle !== "none") }; }"""
            )
            if seen["place"] is not None:
                reached.add(int(seen["place"]))
                if not seen["shown"]:
                    hidden.append(seen["html"])
        missing = page.evaluate(
            "(places) => places.map((place) => document.querySelector(`[data-tempat='${place}']`)"
            ".outerHTML.slice(0, 120))",
            sorted(set(wanted) - reached),
        )
        assert missing == []
        assert hidden == []
    finally:
        page.close()


def test_the_menu_opens_by_keyboard_on_a_narrow_screen(browser: Browser, peraga_url: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    try:
        page.goto(peraga_url, wait_until="networkidle")
        menu = page.get_by_role("button", name="Menu", exact=True)
        assert not page.get_by_role("link", name="Statistik").first.is_visible()
        menu.focus()
        page.keyboard.press("Enter")
        page.get_by_role("link", name="Statistik").first.wait_for(state="visible")
        assert menu.get_attribute("aria-expanded") == "true"
        page.keyboard.press("Escape")
        assert menu.get_attribute("aria-expanded") == "false"
    finally:
        page.close()


@pytest.mark.parametrize("at", TEMPLATES.values(), ids=TEMPLATES.keys())
def test_it_can_be_read_without_javascript(browser: Browser, peraga_url: str, at: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    try:
        page = context.new_page()
        page.goto(peraga_url + at)
        assert page.locator("h1").is_visible()
        assert page.locator("#isi").inner_text().strip()
        assert page.get_by_role("navigation").first.is_visible()
        assert page.get_by_role("form", name="Saring daftar").count() == 0, "it needs JavaScript"
    finally:
        context.close()


@pytest.mark.parametrize(
    ("name", "landscape", "most"),
    [("sop kpu", True, 3), ("sop mk", True, 4), ("buku agenda", True, 2), ("video", False, 4)],
)
def test_it_is_printed_as_the_office_files_it(
    browser: Browser, peraga_url: str, name: str, landscape: bool, most: int
) -> None:
    page = browser.new_page()
    try:
        page.goto(peraga_url + TEMPLATES[name], wait_until="networkidle")
        pdf = page.pdf(prefer_css_page_size=True, format="A4")
        sheets = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
        assert {float(width) > float(height) for width, height in sheets} == {landscape}
        assert len(sheets) <= most
        page.emulate_media(media="print")
        assert page.locator(".jdih-kop").is_visible()
        assert not page.get_by_role("navigation").first.is_visible()
    finally:
        page.close()
