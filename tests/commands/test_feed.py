"""`jdih feed check`: a feed from a file or an address."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jdih.cli import main
from jdih.commands import feed
from jdih.publication.live import served
from tests import trees

SOUND = trees.EXAMPLES / "feed" / "sah" / "umpan.json"
WRONG = trees.EXAMPLES / "feed" / "peraturan-null" / "umpan.json"


def test_a_sound_feed_ends_well_and_says_what_is_tolerated(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["feed", "check", str(SOUND)]) == 0
    assert "2 rekaman: 0 harus diperbaiki, 2 perlu dilihat." in capsys.readouterr().out


def test_a_wrong_one_names_the_field(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["feed", "check", str(WRONG)]) == 1
    assert "rekaman 1 (idData uu-7-2017): tanggal_pengundangan" in capsys.readouterr().out


def test_it_can_be_read_by_a_program(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["feed", "check", str(WRONG), "--format", "json"]) == 1
    (fault,) = json.loads(capsys.readouterr().out)
    assert (fault["record"], fault["field"]) == (1, "tanggal_pengundangan")


def test_it_is_fetched_from_an_address(capsys: pytest.CaptureFixture[str]) -> None:
    with served(SOUND.parent) as base:
        assert main(["feed", "check", f"{base}umpan.json"]) == 0
        assert main(["feed", "check", f"{base}tidak-ada.json"]) == 2
    assert "tidak dapat dibuka (File not found)" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["tidak-ada.json", "https://[x/", "."])
def test_what_cannot_be_opened_is_said(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["-C", str(tmp_path), "feed", "check", name]) == 2
    assert f"Umpan {name} tidak dapat dibuka" in capsys.readouterr().err


def test_a_feed_beyond_measure_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(feed, "LARGEST", 10)
    assert main(["-C", str(tmp_path), "feed", "check", str(SOUND)]) == 2
    assert "lebih besar" in capsys.readouterr().err
