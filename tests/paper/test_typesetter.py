"""The typesetter: PDF/A that hangs on its values alone, and prints texts without reading them."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jdih.errors import JdihError
from jdih.paper.item import item_sheet
from jdih.paper.typesetter import typeset
from jdih.paper.wording import QR, Issuer
from jdih.website.qr import qr_svg
from tests.paper import sheets

MARKUP = "#*_$@\\<>[]{}()\"'`/~=+-:;|&%^!?., abcXYZ019éü–“”"
MONTH = {
    "kop": {"instansi": "Instansi", "unit": "Unit", "alamat": "", "surel": ""},
    "judul": "Judul",
    "bulan": "November 2026",
    "id": "Buku Agenda 2026-11",
    "zona": "WIB",
    "catatan": [],
    "jumlah": "0",
    "awal": "1/2026",
    "akhir": "1/2026",
    "sebelumnya": "–",
    "kepala": "e" * 64,
    "verifikasi": "https://jdih.example/verifikasi/#1/2026",
    "tanda_tangan": [{"selaku": "Mengetahui,", "jabatan": ""}],
}
"""The least that a form asks for."""


def row(**said: str) -> dict[str, Any]:
    names = (
        "nomor",
        "waktu",
        "kejadian",
        "id",
        "judul",
        "keterangan",
        "jabatan",
        "alamat",
        "sidik",
    )
    return {**MONTH, "catatan": [dict.fromkeys(names, "–") | said]}


PICTURES = {QR: qr_svg("https://jdih.example/").encode()}


def agenda(values: dict[str, Any]) -> bytes:
    return typeset("agenda", values, PICTURES, sheets.MADE)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Issuer:
    return sheets.issuer(tmp_path_factory.mktemp("kantor"))


def test_it_is_pdf_a_2a_and_pdf_ua_1_and_says_so(office: Issuer) -> None:
    pdf = sheets.reader(sheets.printed(sheets.version(), office))

    xmp = pdf.xmp_metadata
    assert xmp is not None
    tags = {one.tag: one.text for one in ET.fromstring(xmp.stream.get_data()).iter() if one.text}
    assert tags["{http://www.aiim.org/pdfa/ns/id/}part"] == "2"
    assert tags["{http://www.aiim.org/pdfa/ns/id/}conformance"] == "A"
    assert tags["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
    root = pdf.trailer["/Root"]
    assert root["/Lang"] == "id-ID"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/OutputIntents"]
    assert {"/OpenAction", "/AA", "/AcroForm", "/Names"}.isdisjoint(root.get_object())
    assert "/Encrypt" not in pdf.trailer
    size = pdf.pages[0].mediabox
    assert (round(float(size.width)), round(float(size.height))) == (595, 842)


def test_every_font_is_within(office: Issuer) -> None:
    pdf = sheets.reader(sheets.printed(sheets.version(), office))

    fonts = {}
    for page in pdf.pages:
        for font in page["/Resources"]["/Font"].values():
            inner = font.get_object()["/DescendantFonts"][0]
            described = inner["/FontDescriptor"]
            fonts[str(inner["/BaseFont"]).partition("+")[2]] = set(described) & {
                "/FontFile", "/FontFile2", "/FontFile3",
            }  # fmt: skip
            assert "/ToUnicode" in font.get_object()
    assert all(fonts.values())
    assert {name.partition("-")[0] for name in fonts} == {"LibertinusSerif", "DejaVuSansMono"}


def test_the_same_values_give_the_same_bytes(office: Issuer) -> None:
    first = sheets.printed(sheets.version(), office)
    time.sleep(1.1)
    assert sheets.printed(sheets.version(), office) == first
    assert sheets.reader(first).metadata["/CreationDate"] == "D:20261123020000Z"


def test_nothing_of_this_machine_enters(
    office: Issuer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    first = sheets.printed(sheets.version(), office)
    monkeypatch.setenv("TZ", "Asia/Jayapura")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    monkeypatch.setenv("TYPST_FONT_PATHS", "/usr/share/fonts")
    monkeypatch.setenv("LANG", "tr_TR.UTF-8")
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    assert sheets.printed(sheets.version(), office) == first


@settings(max_examples=25, deadline=None)
@given(st.text(MARKUP, min_size=1, max_size=120))
def test_what_looks_like_markup_is_printed_as_it_stands(text: str) -> None:
    words = sheets.text_of(agenda(row(judul=text)))
    assert sheets.dense(text) in sheets.dense(words)


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=80), st.text(st.characters(min_codepoint=0x80), max_size=20))
def test_any_text_can_be_printed(first: str, second: str) -> None:
    pdf = agenda(row(judul=first, keterangan=second, alamat=first + second))
    assert pdf.startswith(b"%PDF-")


def test_what_cannot_be_printed_is_written_as_its_number(office: Issuer) -> None:
    words = sheets.text_of(agenda(row(judul="Baca 📖 dan 👩‍💻 \x01 \u202edibalik")))

    dense = sheets.dense(words)
    assert "Baca[U+1F4D6]dan[U+1F469][U+200D][U+1F4BB][U+0001][U+202E]dibalik" in dense
    assert "Tanda yang tidak dapat dicetak" in words
    assert "U+1F4D6openbook" in dense
    plain = sheets.text_of(sheets.printed(sheets.version(), office))
    assert "Tanda yang tidak dapat dicetak" not in plain


def test_a_broken_form_is_told_and_leaves_nothing(office: Issuer) -> None:
    values, _ = item_sheet(sheets.version(), office, public=False)
    with pytest.raises(JdihError, match="tidak dapat disusun"):
        typeset("konten", values, {}, sheets.MADE)
