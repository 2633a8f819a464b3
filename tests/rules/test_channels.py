"""Captions and pictures on their platforms: the edges that the example folders do not show."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PIL import Image

from jdih.reading.channels import CHANNELS_PATH
from tests import trees
from tests.gitrepo import write
from tests.offices import DRAFT, ITEM, UNIT, change, codes, findings

ROW = '  - kode: {0}\n    nama: {0}\n    unggahan: ["https://{0}.example/{{kode}}"]\n    {1}\n'
VIDEO = (
    f"video:\n  sidik: {'0' * 64}\n  durasi: 0:58\n  sampul: 01-sampul.png\n"
    "  transkrip: transkrip.md\n"
)


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """Return the example office without its draft: one item, one caption, one picture."""
    shutil.rmtree(trees.lay_office(tmp_path) / DRAFT)
    return tmp_path


def platform(office: Path, rest: str, code: str = "instagram") -> None:
    # The plan of the example office names Instagram.
    others = "" if code == "instagram" else ROW.format("instagram", "")
    write(office, {CHANNELS_PATH: f"platform:\n{ROW.format(code, rest)}{others}"})


def caption(office: Path, text: str, code: str = "instagram") -> None:
    write(office, {f"{ITEM}/takarir/{code}.md": text})


def told(office: Path) -> list[str]:
    return [finding.message for finding in findings(office)]


def test_white_space_around_a_caption_is_not_posted(office: Path) -> None:
    platform(office, "teks: {batas: 42, hitungan: karakter}")
    caption(office, f"\n\n{'a' * 42}\n\n")
    assert codes(office) == []
    caption(office, f"\n\n{'a' * 43}\n\n")
    (found,) = findings(office)
    assert (found.location.line, found.location.column) == (3, 43)


def test_the_address_counts_as_it_will_stand_there(office: Path) -> None:
    address = "https://jdih.example/konten/2026/hak-atas-informasi/"
    caption(office, "{tautan}")
    platform(office, f"teks: {{batas: {len(address)}, hitungan: karakter}}")
    assert codes(office) == []
    platform(office, f"teks: {{batas: {len(address) - 1}, hitungan: karakter}}")
    assert told(office) == ["Takarir instagram: 52 dari 51 karakter."]
    change(office, "mkdocs.yml", "https://jdih.example/", "https://jdih.contoh.go.id/")
    platform(office, "teks: {batas: 23, hitungan: x}")
    assert "JD851" not in codes(office)


def test_a_draft_is_counted_with_the_address_it_will_have(tmp_path: Path) -> None:
    office = trees.lay_office(tmp_path)
    write(office, {f"{DRAFT}/takarir/x.md": "{tautan}"})
    address = "https://jdih.example/konten/2026/rancangan/"
    platform(office, f"teks: {{batas: {len(address)}, hitungan: karakter}}", code="x")
    assert codes(office) == []
    platform(office, f"teks: {{batas: {len(address) - 1}, hitungan: karakter}}", code="x")
    assert [(found.code, found.severity.value) for found in findings(office)] == [
        ("JD851", "peringatan")
    ]


def test_a_caption_for_another_platform_is_not_counted(office: Path) -> None:
    platform(office, "teks: {batas: 1, hitungan: karakter}", code="x")
    assert codes(office) == []


@pytest.mark.parametrize("text", ["", "\n \n"])
def test_a_blank_caption_posts_nothing(office: Path, text: str) -> None:
    platform(office, "media: {paling_sedikit: 9, jenis: [gambar]}")
    caption(office, text)
    assert "JD852" not in codes(office)


@pytest.mark.parametrize("count", [1, 2, 3])
def test_pictures_are_counted(office: Path, count: int) -> None:
    platform(office, "media: {paling_sedikit: 2, paling_banyak: 2, jenis: [gambar, video]}")
    for number in range(2, count + 1):
        Image.new("RGB", (4, 4)).save(office / ITEM / f"0{number}.png")
    messages = [message for message in told(office) if "menerima" in message]
    wanted = f"instagram menerima 2 gambar atau video; konten ini mempunyai {count}."
    assert messages == ([] if count == 2 else [wanted])


def test_a_video_is_one_medium_and_brings_its_cover(office: Path) -> None:
    platform(office, "media: {paling_sedikit: 1, paling_banyak: 1, jenis: [video]}")
    assert codes(office) == ["JD852"]
    change(office, f"{ITEM}/index.md", "media:\n", f"{VIDEO}media:\n")
    write(office, {f"{ITEM}/transkrip.md": "Transkrip.\n"})
    assert codes(office) == []


def test_where_only_pictures_go_the_pictures_of_a_video_item_do(office: Path) -> None:
    platform(office, "media: {paling_sedikit: 1, jenis: [gambar]}")
    change(office, f"{ITEM}/index.md", "media:\n", f"{VIDEO}media:\n")
    write(office, {f"{ITEM}/transkrip.md": "Transkrip.\n"})
    assert codes(office) == []


def test_the_edges_of_ratio_and_width_are_within(office: Path) -> None:
    platform(office, 'gambar: {lebar_terkecil: 320, rasio_terkecil: "4:5", rasio_terbesar: "8:5"}')
    for size in ((320, 400), (320, 200)):
        Image.new("RGB", size).save(office / ITEM / "01-sampul.png")
        assert "JD854" not in codes(office)
        assert "JD855" not in codes(office)
    Image.new("RGB", (319, 400)).save(office / ITEM / "01-sampul.png")
    assert [code for code in codes(office) if code.startswith("JD85")] == ["JD854", "JD855"]


def test_a_broken_picture_is_told_once(office: Path) -> None:
    platform(office, "gambar: {lebar_terkecil: 320}")
    (office / ITEM / "01-sampul.png").write_bytes(b"bukan gambar")
    assert codes(office) == ["JD504"]


def test_a_withdrawn_item_is_posted_no_more(office: Path) -> None:
    platform(office, "teks: {batas: 1, hitungan: karakter}")
    withdrawn = "tarik:\n  tanggal: 2026-11-20\n  jenis: keliru\n  penjelasan: Keliru.\n"
    change(office, f"{ITEM}/index.md", "media:\n", f"{withdrawn}media:\n")
    assert codes(office) == []


def test_a_table_that_cannot_be_used_blames_no_caption(office: Path) -> None:
    platform(office, "teks: {batas: satu, hitungan: karakter}")
    assert {finding.location.path for finding in findings(office)} == {CHANNELS_PATH}


def test_without_the_table_nothing_is_held_to_it(office: Path) -> None:
    assert not (office / CHANNELS_PATH).exists()
    caption(office, "a" * 100_000, code="x")
    assert codes(office) == []
    change(office, UNIT, "zona: WIB", "zona: ABC")
    assert codes(office) == ["JD305"]


@pytest.mark.parametrize("word", ["#1", "a#b", "&#39", "# a", "#"])
def test_what_is_no_hashtag_is_not_counted(office: Path, word: str) -> None:
    platform(office, "tagar: 0")
    caption(office, f"Isi {word}")
    assert codes(office) == []
