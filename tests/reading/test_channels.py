"""The table of platforms: what it gives, and what happens without it."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from jdih.errors import JdihError
from jdih.model.channel import Channel, Counting, MediaRule, Medium, PictureRule, TextRule
from jdih.reading.channels import CHANNELS_PATH, read_channels
from jdih.reading.unit import is_setting
from jdih.repository.tree import WorkTree
from tests.trees import lay_office

ROW = """\
platform:
  - kode: x
    nama: X
    akun: [jdih]
    unggahan: ["https://x.com/{akun}/status/{kode}"]
"""


def test_a_row_is_a_channel(tmp_path: Path) -> None:
    (lay_office(tmp_path) / CHANNELS_PATH).write_text(ROW, encoding="utf-8")
    found = read_channels(WorkTree(tmp_path))
    assert found.findings == ()
    assert found.channels == {
        "x": Channel("x", "X", ("https://x.com/{akun}/status/{kode}",), ("jdih",))
    }


LIMITS = """\
    teks: {batas: 280, hitungan: x}
    tagar: 5
    media: {paling_sedikit: 0, paling_banyak: 4, jenis: [gambar, video]}
    gambar: {lebar: 1080, lebar_terkecil: 320, rasio_terbesar: "1.91:1", format: [jpeg], alt: ya}
"""


def test_limits_are_numbers_and_what_is_not_said_is_none(tmp_path: Path) -> None:
    (lay_office(tmp_path) / CHANNELS_PATH).write_text(ROW + LIMITS, encoding="utf-8")
    found = read_channels(WorkTree(tmp_path))
    assert found.findings == ()
    assert found.channels is not None
    channel = found.channels["x"]
    assert channel.text == TextRule(280, Counting.WEIGHTED)
    assert channel.hashtags == 5
    assert channel.media == MediaRule(0, 4, (Medium.PICTURE, Medium.VIDEO))
    assert channel.picture == PictureRule(
        width=1080, least_width=320, most_ratio=Fraction(191, 100), formats=("JPEG",), alt=True
    )


@pytest.mark.parametrize(
    "limits",
    ["teks: {batas: 280}", "teks: {batas: 1e3, hitungan: x}", "teks: {batas: 280, hitungan: kata}",
     "tagar: -1", "media: {paling_sedikit: 1}", "media: {paling_sedikit: 1, jenis: []}",
     "gambar: {rasio_terkecil: 4/5}", 'gambar: {rasio_terkecil: "4:0"}', "gambar: {lebar: 0}",
     "gambar: {format: [gif]}", "gambar: {panjang: 1}", "tagar: 1.000"],
)  # fmt: skip
def test_a_limit_that_is_none_is_found(tmp_path: Path, limits: str) -> None:
    (lay_office(tmp_path) / CHANNELS_PATH).write_text(f"{ROW}    {limits}\n", encoding="utf-8")
    found = read_channels(WorkTree(tmp_path))
    assert found.channels is None
    assert {finding.location.line for finding in found.findings} == {6}


def test_it_is_approved_as_a_setting() -> None:
    assert is_setting(CHANNELS_PATH)


def test_an_office_without_the_file_goes_on(tmp_path: Path) -> None:
    (lay_office(tmp_path) / CHANNELS_PATH).unlink(missing_ok=True)
    (tmp_path / "site_config" / "schema" / "platform.yml").unlink()
    assert read_channels(WorkTree(tmp_path)) == read_channels(WorkTree(tmp_path / "content"))
    assert read_channels(WorkTree(tmp_path)).channels is None


@pytest.mark.parametrize("text", ["platform: []\n", "- x\n", ROW.replace("x.com/", "x.com/@@")])
def test_what_cannot_be_used_is_found(tmp_path: Path, text: str) -> None:
    path = lay_office(tmp_path) / CHANNELS_PATH
    path.write_text(text.replace("{kode}", ""), encoding="utf-8")
    found = read_channels(WorkTree(tmp_path))
    assert found.channels is None
    assert {finding.location.path for finding in found.findings} == {CHANNELS_PATH}


def test_a_file_without_its_schema_says_so(tmp_path: Path) -> None:
    (lay_office(tmp_path) / CHANNELS_PATH).write_text(ROW, encoding="utf-8")
    (tmp_path / "site_config" / "schema" / "platform.yml").unlink()
    with pytest.raises(JdihError, match=r"schema/platform\.yml tidak ada"):
        read_channels(WorkTree(tmp_path))


def test_a_link_in_its_place_is_not_followed(tmp_path: Path) -> None:
    (lay_office(tmp_path) / CHANNELS_PATH).symlink_to("unit.yml")
    found = read_channels(WorkTree(tmp_path))
    assert found.channels is None
    assert [finding.code for finding in found.findings] == ["JD112"]
