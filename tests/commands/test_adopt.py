"""``jdih adopt``: the list of what was there, and the day the office begins."""

from __future__ import annotations

import pytest

from jdih.reading.unit import IMPORT_PATH, UNIT_PATH
from tests.publishing import Office


def test_adopting_writes_two_files_and_says_what_follows(
    begun: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert begun.run("adopt") == 0

    out = capsys.readouterr().out
    assert f"6 dokumen pada commit {begun.git.tip()[:12]} dibekukan sebagai impor.\n" in out
    assert begun.git.git("status", "--porcelain").split() == ["M", UNIT_PATH]


def test_an_unknown_version_changes_nothing(
    begun: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert begun.run("adopt", "--rev", "v9") == 2
    assert "“v9” tidak ada" in capsys.readouterr().err
    assert begun.git.git("status", "--porcelain") == ""


def test_the_list_alone_is_written_only_before_the_office_begins(
    begun: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert begun.run("adopt", "--daftar-saja") == 2
    assert "daftar impor dibekukan" in capsys.readouterr().err
    text = (begun.root / UNIT_PATH).read_text(encoding="utf-8")
    begun.git.write({UNIT_PATH: text.replace(f"mulai: {begun.start}\n", ""), IMPORT_PATH: None})

    assert begun.run("adopt", "--daftar-saja") == 0

    assert "6 dokumen ditulis" in capsys.readouterr().out
    assert "mulai:" not in (begun.root / UNIT_PATH).read_text(encoding="utf-8")
    assert begun.git.git("status", "--porcelain").split() == ["M", UNIT_PATH]
