"""``jdih demo``: the whole line in a folder of one's own, or nothing at all."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from jdih.cli import main
from tests.publishing import Example, environment


def test_every_step_is_told_with_its_number_and_office(example: Example) -> None:
    said = example.said

    for number in range(1, 7):
        assert f"SOP KPU kegiatan {number}: " in said
        assert f"SOP MK kegiatan {number}: " in said
    assert said.count("tidak setuju: ") == 2
    assert said.count("tercatat nomor ") == 2
    assert said.index("tidak setuju") < said.index("setuju dan menandatangani")


def test_the_end_says_where_to_look(example: Example) -> None:
    for place in ("kantor", "kantor/build/situs", "pusat.git"):
        assert f"{example.folder}/{place} " in example.said
        assert (example.folder / place).is_dir()
    for line in example.said.splitlines():
        if line.startswith("    pemberitahuan siap: "):
            assert (example.folder / "kantor" / line.rpartition(" ")[2]).is_file()


def test_the_office_works_on_by_itself(
    example: Example, capsys: pytest.CaptureFixture[str]
) -> None:
    root = str(example.folder / "kantor")

    assert main(["-C", root, "verify"]) == 0
    assert "0 ditahan" in capsys.readouterr().out
    assert main(["-C", root, "status", "--semua"]) == 0
    assert main(["-C", root, "check"]) == 0


def test_a_folder_that_is_not_empty_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "penting.txt").write_text("x", encoding="utf-8")

    for target in (tmp_path / "a", tmp_path / "a" / "penting.txt"):
        assert main(["demo", str(target)]) == 2
        assert "tidak ada yang ditimpa" in capsys.readouterr().err
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["penting.txt"]


def test_an_interrupted_demo_leaves_nothing_and_says_how_to_start_again(tmp_path: Path) -> None:
    target = tmp_path / "tempat" / "demo"
    command = [sys.executable, "-u", "-m", "jdih", "demo", str(target)]

    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment()
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("Menyiapkan kantor contoh")
        process.send_signal(signal.SIGINT)
        _, error = process.communicate(timeout=60)

    assert process.returncode == 130
    assert "Jalankan lagi perintah yang sama" in error
    assert list(target.parent.iterdir()) == []
