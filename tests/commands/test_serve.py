"""``jdih serve``: its call; the server itself is tested in tests/website/test_preview.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from jdih.cli import main


def test_a_folder_without_git_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["-C", str(tmp_path), "serve"]) == 2
    assert "Tidak ada repositori Git" in capsys.readouterr().err


def test_a_port_that_is_no_number_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ending:
        main(["serve", "--port", "delapan"])

    assert ending.value.code == 2
    assert "tidak sah" in capsys.readouterr().err
