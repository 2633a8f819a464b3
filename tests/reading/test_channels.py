"""The table of platforms: what it gives, and what happens without it."""

from __future__ import annotations

from pathlib import Path

import pytest

from jdih.errors import JdihError
from jdih.model.channel import Channel
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
