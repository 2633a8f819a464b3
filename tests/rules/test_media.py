"""Files beside an item: the edges that the example folders do not show."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from tests import trees
from tests.gitrepo import write
from tests.offices import DRAFT, ITEM, change, codes, findings

ALT = "    alt: Sampul biru bertuliskan hak atas informasi publik\n"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    return trees.lay_office(tmp_path)


@pytest.mark.parametrize(
    "name",
    ["../uu.png", "/etc/passwd", "a/b.png", "..", ".", "a\\b.png", "takarir/instagram.md",
    "./01-sampul.png"],
)  # fmt: skip
def test_a_name_stays_in_the_folder(office: Path, name: str) -> None:
    change(office, f"{ITEM}/index.md", "media:\n", f"media:\n  '{name}':\n    sumber: Arsip\n")
    assert codes(office) == ["JD507"]


@pytest.mark.parametrize(
    "name", ["02.png", "01-Sampul.png", "01-sampul.PNG", " 01-sampul.png", "<b>.png"]
)
def test_a_name_must_be_a_file_letter_by_letter(office: Path, name: str) -> None:
    change(office, f"{ITEM}/index.md", "media:\n", f"media:\n  '{name}':\n    sumber: Arsip\n")
    assert codes(office) == ["JD501"]


@pytest.mark.parametrize("alt", ["", "    alt:\n", "    alt: ''\n", "    alt: '          '\n"])
def test_a_blank_description_is_none(office: Path, alt: str) -> None:
    change(office, f"{ITEM}/index.md", ALT, alt)
    assert "JD502" in codes(office)


def test_every_picture_needs_its_own_description(office: Path) -> None:
    Image.new("RGB", (4, 4)).save(office / ITEM / "02-isi.png")
    assert codes(office) == ["JD502", "JD503"]
    (first, _) = findings(office)
    assert "“02-isi.png”" in first.message


@pytest.mark.parametrize(
    "name",
    ["x.svg", "x.html", "x.js", "x.mp4", "x.gif", "x.zip", "x", "x.md.exe", "takarir/x.svg",
    "x.svgz"],
)  # fmt: skip
def test_only_pictures_text_and_pdf_lie_beside_an_item(office: Path, name: str) -> None:
    write(office, {f"{ITEM}/{name}": "x"})
    assert codes(office) == ["JD506"]


def test_the_same_holds_beside_a_page_and_a_legal_document(office: Path) -> None:
    write(office, {"content/x.svg": "x", "content/dokumen/peraturan/uu-14-2008/x.svg": "x"})
    assert codes(office) == ["JD506", "JD506"]


def test_a_picture_in_a_folder_of_the_item_is_looked_at_too(office: Path) -> None:
    write(office, {f"{ITEM}/gambar/01.png": "bukan gambar"})
    assert "JD504" in codes(office)


@pytest.mark.parametrize("person", ["ya", "true"])
def test_people_need_consent(office: Path, person: str) -> None:
    change(office, f"{ITEM}/index.md", ALT, f"{ALT}    orang: {person}\n")
    assert codes(office) == ["JD508"]
    change(office, f"{ITEM}/index.md", "    orang:", "    izin: Surat 1/2026\n    orang:")
    assert codes(office) == []


def test_a_video_names_files_that_are_there(office: Path) -> None:
    video = (
        f"video:\n  sidik: {'0' * 64}\n  durasi: 0:58\n  sampul: 01-sampul.png\n"
        "  transkrip: transkrip.md\n  takarir: ../video.vtt\n"
    )
    change(office, f"{ITEM}/index.md", "media:\n", f"{video}media:\n")
    assert codes(office) == ["JD501", "JD507"]
    write(office, {f"{ITEM}/transkrip.md": "Transkrip.\n", f"{ITEM}/video.vtt": "WEBVTT\n"})
    change(office, f"{ITEM}/index.md", "../video.vtt", "video.vtt")
    assert codes(office) == []


def test_an_attachment_of_an_act_is_there(office: Path) -> None:
    act = "content/dokumen/peraturan/uu-14-2008"
    change(office, f"{act}/index.md", "nomor: 14", "nomor: 14\nlampiran:\n  a.pdf:\n    judul: A")
    assert codes(office) == ["JD501"]
    write(office, {f"{act}/a.pdf": b"%PDF-1.7\n"})
    assert codes(office) == []


def test_what_describes_a_picture_only_warns_in_a_draft(office: Path) -> None:
    change(office, f"{DRAFT}/index.md", "    alt: Tiga langkah mencari peraturan di JDIH\n", "")
    assert [(f.code, f.severity.value) for f in findings(office)] == [("JD502", "peringatan")]
