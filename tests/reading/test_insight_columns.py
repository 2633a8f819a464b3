"""The office's table of columns."""

from __future__ import annotations

from pathlib import Path

import pytest

from jdih.model.insight import PostMetric
from jdih.reading.channels import read_channels
from jdih.reading.indonesian_number import Style
from jdih.reading.insight_columns import COLUMNS_PATH, read_columns
from jdih.repository.tree import WorkTree
from tests.offices import codes
from tests.trees import ROOT, lay_office

ROW = "platform:\n  x:\n    gaya: inggris\n    unggahan:\n      alamat: [Post Link]\n"


def lay(folder: Path, text: str) -> WorkTree:
    (lay_office(folder) / COLUMNS_PATH).write_text(text, encoding="utf-8")
    return WorkTree(folder)


def test_columns_by_platform(tmp_path: Path) -> None:
    found = read_columns(lay(tmp_path, ROW + "      suka: [Likes, Suka]\n    lewati: [Total]\n"))
    assert found.findings == ()
    assert found.columns is not None
    columns = found.columns["x"]
    assert (columns.style, columns.address) == (Style.ENGLISH, ("Post Link",))
    assert columns.post == {PostMetric.LIKES: ("Likes", "Suka")}
    assert columns.skipped == {"Total"}
    assert columns.account == {}


def test_an_office_without_the_file_goes_on(tmp_path: Path) -> None:
    lay_office(tmp_path)
    (tmp_path / "site_config" / "schema" / "insight.yml").unlink()
    assert read_columns(WorkTree(tmp_path)).columns is None
    assert codes(tmp_path) == []


@pytest.mark.parametrize(
    "text",
    ["platform: []\n", ROW.replace("inggris", "jerman"), ROW.replace("alamat", "tautan"),
     ROW.replace("[Post Link]", "[]"), ROW.replace("x:", "threads:"), ROW + ROW,
     ROW + "    awalan_alamat: http://x\n"],
)  # fmt: skip
def test_what_cannot_be_used_is_found_by_check(tmp_path: Path, text: str) -> None:
    tree = lay(tmp_path, text)
    found = read_columns(tree)
    assert found.columns is None
    assert {finding.location.path for finding in found.findings} == {COLUMNS_PATH}
    assert codes(tmp_path) == [finding.code for finding in sorted(found.findings)]


def test_our_own_names_every_platform() -> None:
    tree = WorkTree(ROOT)
    columns, channels = read_columns(tree).columns, read_channels(tree).channels
    assert columns is not None
    assert channels is not None
    assert set(columns) == set(channels)
