"""The kit's page in a real browser, opened as a file: it copies, and asks for nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from jdih.model.channel import Channel, PictureRule
from jdih.model.document import Document, Kind
from jdih.model.entry import Entry, Event, Evidence
from jdih.model.finding import Finding, Location, Severity
from jdih.publication.kit import Kit, Post, Source, Upload
from jdih.publication.kit_page import Attached, attach, page_of
from jdih.repository.overlay import Overlay
from jdih.repository.tree import WorkTree
from jdih.rules.engine import check_tree
from tests import audit
from tests.browser import WATCH, browser
from tests.trees import ROOT

__all__ = ["browser"]

SCREENS = [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")]
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
EVIL = "</pre><script>window.pwned = 1</script><img src=x onerror='window.pwned = 1'>&lt;{{ 7*7 }}"
TEXT = f"Baris “satu”\n\n  tiga   spasi 👍 {EVIL}\n{'panjang' * 40}"
PIXEL = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
FINDING = Finding(Location("x.md"), "JD851", "panjang", Severity.ERROR, EVIL, "Pendekkan.")


def a_kit() -> Kit:
    channel = Channel(
        "x", f"X {EVIL}", ("https://x.example/{kode}",), (EVIL,), picture=PictureRule(alt=True)
    )
    pictures = (Upload("01.png", f"Gambar {EVIL}", b"", PIXEL), Upload("02.png", "", b"", PIXEL))
    post = Post(channel, TEXT, pictures, "", (FINDING,))
    other = replace(post, channel=replace(channel, code="y", name="Y"), video="0" * 64)
    return Kit(
        "2026-7f3kq", f"Judul {EVIL}", "7/2026", "https://jdih.example/a/", (post, other), True
    )


def entry(document: Document) -> Entry:
    return Entry(
        year=2026, number=7, key="", event=Event.PUBLISHED, id=document.id, title="", files=(),
        digest="", address="a/", platform="", time="", commit="", approval=None,
        evidence=Evidence.SIGNATURE, activities=(), details=(), previous="",
    )  # fmt: skip


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tree = WorkTree(ROOT)
    unit = check_tree(tree).context.unit
    assert unit is not None
    file = tmp_path_factory.mktemp("kit") / "index.html"
    file.write_text(page_of(a_kit(), unit, tree), encoding="utf-8")
    return file


def test_a_theme_without_the_page_says_so_and_stops_nothing(tmp_path: Path) -> None:
    path = "content/konten/2026/kenali-jdih/index.md"
    tree = WorkTree(ROOT)
    checked = check_tree(tree)
    there = [one for one in checked.corpus.documents if one.path == path or one.kind is Kind.PAGE]
    published = [(document, entry(document)) for document in there]
    item = next(document for document in there if document.path == path)

    attached = attach(tmp_path, published, Source(tree, checked, "https://jdih.example/"))
    assert attached == Attached((item.id,), {})
    assert (tmp_path / f"kit-{item.id}" / "index.html").is_file()

    bare = Overlay(tree, {"site_config/theme/halaman/kit.html"})
    attached = attach(tmp_path / "lain", published, Source(bare, checked, "https://jdih.example/"))
    assert attached.ids == ()
    assert "kit.html" in attached.missing[item.id]
    assert not (tmp_path / "lain").exists()


@contextmanager
def opened(
    browser: Browser, file: Path, width: int = 1280, scheme: str = "light"
) -> Iterator[tuple[Page, list[str]]]:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,  # type: ignore[arg-type]
    )
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    seen: list[str] = []
    page.add_init_script(WATCH)
    page.on("request", lambda request: seen.append(request.url))
    page.on("pageerror", lambda error: seen.append(str(error)))
    page.on("dialog", lambda dialog: seen.append(dialog.message))
    try:
        page.goto(file.as_uri(), wait_until="load")
        seen[:] = [line for line in seen if not line.startswith((file.as_uri(), "data:"))]
        yield page, seen
    finally:
        context.close()


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_hostile_words_stay_words_and_fit_the_screen(
    browser: Browser, page_file: Path, width: int, scheme: str
) -> None:
    with opened(browser, page_file, width, scheme) as (page, seen):
        page.wait_for_timeout(100)
        assert seen == []
        assert page.evaluate("[window.pwned, window.violations]") == [0, []]
        assert page.evaluate(WIDER) == 0
        assert page.locator("script").count() == 1
        assert page.locator("img").count() == 4


def test_a_button_copies_the_text_letter_by_letter(browser: Browser, page_file: Path) -> None:
    with opened(browser, page_file) as (page, _):
        button = page.get_by_role("button", name="Salin teks: X ").first
        button.click()
        page.get_by_text("Tersalin").first.wait_for()
        assert page.evaluate("navigator.clipboard.readText()") == TEXT
        page.get_by_role("button", name="Salin teks alternatif: 01.png").first.click()
        page.get_by_text("Tersalin").nth(1).wait_for()
        assert page.evaluate("navigator.clipboard.readText()") == f"Gambar {EVIL}"


def test_without_the_clipboard_the_text_is_selected(browser: Browser, page_file: Path) -> None:
    with opened(browser, page_file) as (page, _):
        page.evaluate(
            "() => { navigator.clipboard.writeText = () => Promise.reject(new Error()); }"
        )
        page.locator("button").first.click()
        page.get_by_text("Tersalin").first.wait_for()
        assert page.evaluate("getSelection().toString()").startswith("Baris “satu”")


def test_without_script_the_text_is_there_and_no_dead_button(
    browser: Browser, page_file: Path
) -> None:
    context = browser.new_context(java_script_enabled=False)
    try:
        page = context.new_page()
        page.goto(page_file.as_uri())
        assert page.locator("pre").first.inner_text() == TEXT
        assert not page.locator("button").first.is_visible()
    finally:
        context.close()


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_axe_finds_nothing(browser: Browser, page_file: Path, width: int, scheme: str) -> None:
    audit.required()
    with opened(browser, page_file, width, scheme) as (page, _):
        assert audit.accessibility_faults(page) == []


def test_the_html_is_valid(page_file: Path) -> None:
    audit.required()
    assert audit.html_faults([page_file]) == []
