"""The page Verifikasi as a visitor uses it, in a real browser, under the site's own policy."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from jdih.publication.live import served
from jdih.website.builder import build
from tests.browser import browser
from tests.website.showcase import BASE
from tests.website.sites import png
from tests.website.verifying import CAPTION, erased_site, verified_site
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


@pytest.mark.parametrize(("number", "told"), STANDINGS.items())
def test_a_number_says_where_its_version_stands(
    browser: Browser, url: str, number: str, told: str
) -> None:
    with opened(browser, url + PAGE) as page:
        page.get_by_label("Nomor atau sidik").fill(f" no. {number} ")
        page.keyboard.press("Enter")
        assert verdicts(page) == [told]
        assert page.url.endswith(f"#{number}"), "the result can be passed on"
        assert page.evaluate("document.activeElement.id") == "hasil"


def test_what_was_shown_at_once_says_on_what_and_what_came_after(
    browser: Browser, url: str
) -> None:
    with opened(browser, f"{url}{PAGE}#4/2026") as page:
        assert verdicts(page) == [STANDINGS["4/2026"]]
        assert "melalui telepon, 20 November 2026 pukul 07.55 WIB" in told(page)
        page.goto(f"{url}{PAGE}#5/2026")
        assert verdicts(page) == [STANDINGS["5/2026"]]
        assert "Plh. Kepala Biro, 19 November 2026 pukul 15.00 WIB (nomor 8/2026)" in told(page)


def test_the_qr_code_of_a_page_leads_to_its_result(browser: Browser, url: str) -> None:
    with opened(browser, url + ITEM, viewport={"width": 390, "height": 844}) as page:
        seal = page.locator(".jdih-segel > a")
        assert seal.bounding_box()["y"] > 844, "not on a phone's first screen"  # type: ignore[index]
        seal.click()
        page.wait_for_url(f"{url}{PAGE}#1/2026")
        assert verdicts(page) == ["Disetujui, dan masih versi yang terbaru"]
        told = page.locator("[data-jdih=putusan]").inner_text()
        assert "Plh. Kepala Biro, 19 November 2026 pukul 15.00 WIB" in told
        assert "tanda tangan kunci pejabat" in told
        assert "Rantai catatan: 11 dari 11 diperiksa" in told
        box = page.locator(".jdih-putusan h3").bounding_box()
        assert box
        assert box["y"] < 844, "the result is seen at once"


def test_a_digest_is_looked_up_whole_or_in_short(browser: Browser, url: str) -> None:
    digest = verified_site().entries[1].digest
    with opened(browser, f"{url}{PAGE}#{digest[:16]}") as page:
        assert verdicts(page) == ["Disetujui, dan masih versi yang terbaru"]
        page.goto(f"{url}{PAGE}#{verified_site().register}")
        expect(page.locator("[data-jdih=putusan]")).to_contain_text("sidik catatan pada nomor")
        page.goto(f"{url}{PAGE}#{'0' * 64}")
        expect(page.locator(".jdih-putusan h3")).to_have_text("Sidik ini tidak dikenal")


def test_a_text_copied_from_the_page_is_recognised(browser: Browser, url: str) -> None:
    with opened(browser, url + ITEM) as page:
        whole = page.evaluate(
            "document.querySelector('h1').innerText + '\\n'"
            " + document.querySelector('.jdih-ringkasan').innerText + '\\n' + (() => {"
            "const range = document.createRange();"
            "range.setStartBefore(document.querySelector('h2'));"
            "range.setEndBefore(document.querySelector('#takarir'));"
            "return range.toString(); })()"
        )
        page.goto(url + PAGE)
        assert by_text(page, whole) == ["Disetujui, dan masih versi yang terbaru"]
        assert "judul, ringkasan, dan isi halaman pada nomor 1/2026" in told(page)
        body = (
            "Kata lain\nApa haknya?\nSetiap orang berhak bertanya.\n• Tanpa biaya.\n• Tanpa alasan."
        )
        assert by_text(page, body)[0] == "Ada baris lain yang bukan bagian teks yang tercatat"
        assert "isi halaman pada nomor 1/2026" in told(page)


def test_a_caption_that_was_passed_on_is_recognised(browser: Browser, url: str) -> None:
    caption = f"Hak Anda atas Informasi\n{CAPTION.replace('*', '')}"
    with opened(browser, url + PAGE) as page:
        assert by_text(page, caption) == ["Disetujui, dan masih versi yang terbaru"]
        assert "takarir WhatsApp pada nomor 1/2026" in told(page)
        added = f"Diteruskan berkali-kali\n{caption}\nKirim Rp50.000 ke rekening ini!"
        assert by_text(page, added)[0] == "Ada baris lain yang bukan bagian teks yang tercatat"
        assert "Kirim Rp50.000 ke rekening ini!" in told(page)
        assert by_text(page, caption.replace("1. bertanya", "1. membayar")) == [
            "Teks ini tidak dikenal"
        ]
        assert "belum tentu berarti palsu" in told(page)
        page.get_by_label("Nomor atau sidik").fill("1/2026")
        assert by_text(page, caption.replace("1. bertanya", "1. membayar")) == [
            "Teks ini berbeda dari nomor 1/2026",
            "Disetujui, dan masih versi yang terbaru",
        ]
        page.get_by_label("Nomor atau sidik").fill("3/2026")
        assert by_text(page, "Kabar yang lain.")[0] == (
            "Teks ini tidak dapat dibandingkan dengan nomor 3/2026"
        ), "the texts of that former version are not known, so nothing is said of them"


def test_a_text_that_was_corrected_since_leads_to_the_newer_number(
    browser: Browser, url: str
) -> None:
    with opened(browser, url + PAGE) as page:
        assert by_text(page, "Jadwalnya hari SELASA") == ["Sudah ada versi yang lebih baru"]
        assert "isi halaman pada nomor 2/2026" in told(page)
        assert "digantikan nomor 6/2026 (Ralat, 21 November 2026 pukul 09.00 WIB)" in told(page)


def test_a_text_that_was_withdrawn_says_so(browser: Browser, url: str) -> None:
    with opened(browser, url + PAGE) as page:
        assert by_text(page, "Kabar ini keliru!") == ["Konten ini telah ditarik"]
        assert "Jangan dijadikan rujukan" in told(page)


def test_a_text_of_another_number_than_the_one_given_is_told(browser: Browser, url: str) -> None:
    with opened(browser, url + PAGE) as page:
        page.get_by_label("Nomor atau sidik").fill("1/2026")
        assert by_text(page, "Jadwalnya hari Rabu.")[0] == "Ini bukan nomor 1/2026"


def test_after_an_erasure_the_visitor_is_told_when_and_by_whose_order(
    browser: Browser, tmp_path: Path
) -> None:
    source = erased_site()
    build(source, tmp_path / "situs")
    (now,) = source.erased.values()
    both = ["Disetujui, dan masih versi yang terbaru", "Data pribadi telah dihapus dari versi ini"]
    with served(tmp_path) as root, opened(browser, f"{root}situs/{PAGE}#1/2026") as page:
        assert verdicts(page) == both
        said = told(page)
        assert (
            "21 November 2026 pukul 11.00 WIB, atas perintah Pengelola JDIH (nomor 12/2026)" in said
        )
        assert "Persetujuan di atas diberikan atas isi sebelum penghapusan" in said
        for digest in (source.entries[1].digest, now.digest):
            page.goto(f"{root}situs/{PAGE}#{digest}")
            assert verdicts(page) == both
        # What is left is known as it stands; what held the data is told apart from it.
        text = "Apa haknya?\nSetiap orang berhak bertanya.\n• Tanpa biaya."
        page.get_by_label("Nomor atau sidik").fill("1/2026")
        assert by_text(page, text) == both
        assert by_text(page, f"{text}\n• Tanpa alasan.")[1:] == both


def test_files_are_recognised_byte_by_byte(browser: Browser, url: str, built: Path) -> None:
    raw = (built / BASE / ITEM / "naskah.md").read_bytes()
    with opened(browser, url + PAGE) as page:
        assert by_file(page, "unduhan.md", raw) == ["Disetujui, dan masih versi yang terbaru"]
        assert "salinan naskah pada nomor 1/2026" in told(page)
        assert by_file(page, "a.png", png()) == ["Disetujui, dan masih versi yang terbaru"]
        assert "berkas 01-sampul.png pada nomor 1/2026" in told(page)
        assert by_file(page, "a.png", png() + b" ") == ["Berkas ini tidak dikenal"]
        assert by_file(page, "lama.png", b"gambar lama") == [
            "Sudah ada versi yang lebih baru",
            "Pernah terbit, tetapi telah ditarik",
        ], "the pictures of former versions are known from the register"


def test_a_file_can_be_dropped(browser: Browser, url: str, built: Path) -> None:
    raw = (built / BASE / ITEM / "naskah.md").read_text(encoding="utf-8")
    with opened(browser, url + PAGE) as page:
        page.evaluate(
            """(text) => { const data = new DataTransfer();
            data.items.add(new File([text], "naskah.md"));
            document.querySelector("[data-jdih=periksa-berkas]").dispatchEvent(
              new DragEvent("drop", { dataTransfer: data, cancelable: true })); }""",
            raw,
        )
        expect(page.locator(".jdih-putusan h3")).to_have_text(
            "Disetujui, dan masih versi yang terbaru"
        )
