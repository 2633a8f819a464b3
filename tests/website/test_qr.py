from __future__ import annotations

import re
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser

from jdih.errors import JdihError
from jdih.website.qr import qr_svg
from tests.browser import browser

__all__ = ["browser"]

URL = "https://jdih.example/verifikasi/#7/2026"


def test_it_says_where_it_leads_and_brings_neither_style_nor_size() -> None:
    svg = qr_svg(URL)
    assert f"<title>Kode QR menuju {URL}</title>" in svg
    root = ET.fromstring(svg)
    assert root.attrib == {"role": "img", "viewBox": "0 0 37 37", "class": "jdih-qr"}
    assert not re.search(r"\b(style|on\w+|href|width)=", svg)
    assert len(svg) < 2000, "a page of text stays light"


def test_hostile_text_stays_text() -> None:
    svg = qr_svg("https://x.example/</title><script>1</script>")
    assert "<script" not in svg
    assert len(ET.fromstring(svg)) == 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("text", [URL, "https://jdih.example/repo/verifikasi/#10000/2026"])
def test_it_is_read_back_from_the_screen(browser: Browser, text: str, scheme: str) -> None:
    page = browser.new_page(
        viewport={"width": 300, "height": 300},
        color_scheme=scheme,  # type: ignore[arg-type]
    )
    try:
        page.set_content(f'<meta name="color-scheme" content="light dark">{qr_svg(text)}')
        seen = Image.open(BytesIO(page.screenshot()))
    finally:
        page.close()
    assert [code.text for code in zxingcpp.read_barcodes(seen)] == [text]


def test_a_text_that_does_not_fit_is_told() -> None:
    with pytest.raises(JdihError, match="tidak muat"):
        qr_svg("https://wa.me/?text=" + "%20" * 1500)
