"""The galley in a real browser, opened as a file: it shows everything and asks for nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from jdih.model.finding import Finding, Location, Severity
from jdih.website.builder import pull
from jdih.website.galley import Changes
from tests import audit
from tests.browser import WATCH, browser
from tests.website.attacks import attack_act, attack_item
from tests.website.sites import ACT, ITEM, act, item, site, sop

__all__ = ["browser"]

BROKEN = "drafts/rusak/index.md"
SCREENS = [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")]
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SEVERAL_PAGES = ("landmark-unique", "unique-landmark", "heading-level")
"""What cannot hold where several pages stand in one: each brings its own title and landmarks."""
FAULT = Finding(
    Location(BROKEN, 3, 5), "JD206", "kunci-ganda", Severity.ERROR, f"Kunci {'x' * 90}.", "Hapus."
)


@pytest.fixture(scope="module")
def galleys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a harmless galley and an attacked one."""
    folder = tmp_path_factory.mktemp("usulan")
    good = [item(), act(), sop(), sop("mk-170-2022")]
    evil = [attack_item(), attack_act()]
    for name, documents, more in (("baik", good, (BROKEN,)), ("serangan", evil, ())):
        paths = tuple(document.path for document in documents)
        told = Changes((*paths, *more), ("content/lama.md",), {BROKEN: (FAULT,)}, "c0ffee" * 7)
        (folder / f"{name}.html").write_text(pull(site(*documents), told), encoding="utf-8")
    return folder


@contextmanager
def opened(
    browser: Browser, file: Path, width: int = 1280, scheme: str = "light"
) -> Iterator[tuple[Page, list[str]]]:
    """Open a galley from the disk; the list fills with what it asks for and what goes wrong."""
    page = browser.new_page(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,  # type: ignore[arg-type]
    )
    seen: list[str] = []
    page.add_init_script(WATCH)
    page.on("request", lambda request: seen.append(request.url))
    page.on("pageerror", lambda error: seen.append(str(error)))
    page.on("dialog", lambda dialog: seen.append(dialog.message))
    page.on("console", lambda message: seen.append(message.text))
    try:
        page.goto(file.as_uri(), wait_until="load")
        seen[:] = [line for line in seen if not line.startswith((file.as_uri(), "data:"))]
        yield page, seen
    finally:
        page.close()


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
@pytest.mark.parametrize("name", ["baik", "serangan"])
def test_it_asks_for_nothing_and_fits_the_screen(
    browser: Browser, galleys: Path, name: str, width: int, scheme: str
) -> None:
    with opened(browser, galleys / f"{name}.html", width, scheme) as (page, seen):
        for details in page.locator("details > summary:visible").all():
            details.click()
        page.wait_for_timeout(100)
        assert seen == []
        assert page.evaluate("[window.pwned, window.violations]") == [0, []]
        if name == "baik":
            assert page.evaluate(WIDER) == 0


def test_every_picture_is_shown(browser: Browser, galleys: Path) -> None:
    with opened(browser, galleys / "baik.html") as (page, _):
        page.evaluate("document.querySelectorAll('img').forEach((one) => one.loading = 'eager')")
        page.wait_for_function("[...document.images].every((one) => one.complete)")
        widths = page.evaluate("[...document.images].map((one) => one.naturalWidth)")
        assert widths
        assert all(widths)


def test_it_is_dark_where_the_reader_s_system_is(browser: Browser, galleys: Path) -> None:
    colours = []
    for scheme in ("light", "dark"):
        with opened(browser, galleys / "baik.html", 1280, scheme) as (page, _):
            colours.append(page.evaluate("getComputedStyle(document.body).backgroundColor"))
            page.emulate_media(media="print")
            assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
            assert page.locator(".usul-pita").is_visible()
    light, dark = colours
    assert light == "rgb(255, 255, 255)"
    assert dark != light


@pytest.mark.parametrize("path", [ITEM, ACT, "content/sop/kpu-2-2021.md", BROKEN])
def test_the_list_leads_to_each_document(browser: Browser, galleys: Path, path: str) -> None:
    with opened(browser, galleys / "baik.html", 390) as (page, _):
        page.locator(".usul-daftar li", has_text=path).locator("a").click()
        place = page.evaluate("location.hash").removeprefix("#")
        assert page.locator(f"#{place} .usul-kepala").is_visible()
        assert path in page.locator(f"#{place} .usul-kepala").inner_text()
        assert abs(page.evaluate(f"document.getElementById('{place}')"
                                 ".getBoundingClientRect().top")) < 900  # fmt: skip


def test_links_of_a_page_find_their_place(browser: Browser, galleys: Path) -> None:
    with opened(browser, galleys / "baik.html") as (page, seen):
        page.get_by_role("link", name="UU 14/2008", exact=True).click()
        place = page.evaluate("location.hash")
        assert page.locator(place).inner_text().startswith("Isi pokok")
        assert seen == []


def test_it_can_be_printed(browser: Browser, galleys: Path) -> None:
    with opened(browser, galleys / "baik.html") as (page, _):
        assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_axe_finds_nothing(browser: Browser, galleys: Path, width: int, scheme: str) -> None:
    audit.required()
    with opened(browser, galleys / "baik.html", width, scheme) as (page, _):
        found = audit.accessibility_faults(page)
        assert [fault for fault in found if not fault.startswith(SEVERAL_PAGES)] == []


def test_the_html_is_valid(galleys: Path) -> None:
    audit.required()
    found = audit.html_faults([galleys / "baik.html"])
    assert [fault for fault in found if not fault["rule"].startswith(SEVERAL_PAGES)] == []
