"""The sheet of an item: all that the office keeps, what the public sees, and the extremes."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from PIL import Image

from jdih.model.entry import Entry, Event, Evidence
from jdih.model.node import empty
from jdih.paper.item import Version
from jdih.paper.wording import Issuer
from tests.paper import sheets


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Issuer:
    return sheets.issuer(tmp_path_factory.mktemp("kantor"))


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", (1600, 400), (10, 60, 120, 255)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(("public", "name"), [(False, "konten.txt"), (True, "konten-umum.txt")])
def test_it_reads_as_expected(office: Issuer, public: bool, name: str) -> None:
    pdf = sheets.printed(sheets.version(picture=picture()), office, public=public)
    assert sheets.text_of(pdf) + "\n" == (sheets.EXPECTED / name).read_text(encoding="utf-8")


def test_what_the_office_keeps_is_not_on_the_public_sheet(office: Issuer) -> None:
    version = sheets.version()
    full = sheets.text_of(sheets.printed(version, office))
    public = sheets.text_of(sheets.printed(version, office, public=True))

    for inner in ("tidak setuju", "90 menit", "09.30", "Jelaskan cara mencari.", "Telah terbit:"):
        assert inner in full
        assert inner not in public
    for shown in ("Ketik nomor peraturan.", "Begini caranya.", "Plh. Kepala Unit", "a" * 64):
        assert shown in full
        assert shown in public


def test_what_is_unknown_is_a_dash_and_nothing_breaks(office: Issuer) -> None:
    bare = sheets.entry(
        event=Event.IMPORTED, approval=None, activities=(), digest="", address="", commit="",
        evidence=Evidence.STATEMENT, previous="",
    )  # fmt: skip
    words = sheets.text_of(sheets.printed(Version(bare, (bare,), empty(), "", {}), office))

    assert "Penyusun : –" in words
    assert "Sidik : –" in words
    assert "Tidak ada kegiatan SOP yang tercatat" in words
    assert "sebelum alur persetujuan dimulai (impor)" in words


def test_what_git_no_longer_has_is_said(office: Issuer) -> None:
    gone = replace(sheets.version(), files={})
    assert "Isinya tidak lagi ada dalam riwayat Git." in sheets.text_of(
        sheets.printed(gone, office)
    )


def crowded() -> Version:
    long = "Peraturan" * 40
    shown = sheets.entry(
        id="2026-c4rm8",
        files=tuple((f"takarir/{'x' * 90}{at:02}.md", f"{at:064x}") for at in range(20)),
        activities=tuple(one for at in range(1, 16) for one in sheets.round_(at, "tidak setuju")),
        address=f"konten/2026/{'a' * 60}/",
    )
    post = replace(shown, number=8, event=Event.LINKED, platform="p" * 60, details=(
        ("tautan", f"https://contoh.example/{'q' * 300}"), ("keterangan", "w" * 400),
    ))  # fmt: skip
    files = {shown.files[0][0]: ("z" * 700 + "\n\tbaris\n").encode(), shown.files[1][0]: b"\xff"}
    base = sheets.version(title=f"{long} dan {long}")
    return Version(shown, (shown, *(replace(post, number=n) for n in range(8, 20))),
                   base.header, base.body * 50, files)  # fmt: skip


@pytest.mark.parametrize("public", [False, True])
def test_no_letter_leaves_the_paper(office: Issuer, public: bool) -> None:
    pdf = sheets.printed(crowded(), office, public=public)

    assert sheets.outside(pdf) == []
    pages = sheets.pages_of(pdf)
    for at, words in enumerate(pages, 1):
        assert f"Lembar {at} dari {len(pages)}" in words
        assert "2026-c4rm8" in words
    dense = sheets.dense(sheets.text_of(pdf))
    assert "z" * 700 in dense
    assert f"{19:064x}" in dense


def test_the_measure_of_the_margins_can_fail(office: Issuer) -> None:
    assert sheets.outside(sheets.printed(sheets.version(), office), margin=30) != []


def test_other_details_of_a_later_program_are_printed_too(office: Issuer) -> None:
    entry: Entry = sheets.entry(event=Event.FILED, details=(("masa_simpan", "2 tahun"),))
    assert office.details(entry) == "masa simpan: 2 tahun"
