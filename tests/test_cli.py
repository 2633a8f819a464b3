"""The command line: one way in, one way out."""

from __future__ import annotations

import argparse
import errno
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from jdih import __version__
from jdih.cli import COMMANDS, main
from jdih.commands import check as check_command
from jdih.errors import JdihError
from tests import trees
from tests.gitrepo import write
from tests.offices import make_office

ENGLISH = re.compile(
    r"\b(usage|options|positional arguments|optional|error|show this help|default|choose from|"
    r"required|invalid|unrecognized)\b"
)


def ended(*args: str) -> int | str | None:
    with pytest.raises(SystemExit) as ending:
        main(list(args))
    return ending.value.code


def jdih(*args: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "jdih", *args],
        check=False,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(trees.ROOT / "scripts"), **environment},
    )


def test_without_a_command_the_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    said = capsys.readouterr().out
    assert all(re.search(rf"^    {name} ", said, re.MULTILINE) for name in COMMANDS)
    assert not ENGLISH.search(said)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_in_indonesian(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ended(name, "--help") == 0
    said = capsys.readouterr().out
    assert said.startswith(f"pemakaian: jdih {name}")
    assert f"jdih {name}" in said.partition("contoh:")[2]
    assert "menampilkan bantuan ini" in said
    assert not ENGLISH.search(said)


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert ended("--version") == 0
    assert capsys.readouterr().out == f"Alur JDIH {__version__}\n"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["cek"], "tidak ada (pilih: "),
        (["check", "--salah"], "argumen tidak dikenal: --salah"),
        (["check", "--format", "xml"], "pilihan 'xml' tidak ada"),
        (["check", "--format"], "memerlukan satu nilai"),
        (["submit"], "salah satu dari ID --usulan harus diisi"),
        (["feed", "check"], "argumen berikut harus diisi: "),
        (["new"], "argumen berikut harus diisi: --judul"),
        (["new", "--jud", "x"], "argumen berikut harus diisi: --judul"),
    ],
)
def test_a_wrong_call_is_explained(
    args: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ended(*args) == 2
    error = capsys.readouterr().err
    assert said in error
    assert "    → Lihat bantuan: jdih" in error
    assert not ENGLISH.search(error)


def test_a_known_failure_ends_with_2_and_its_remedy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["-C", str(tmp_path / "tidak-ada"), "check"]) == 2
    assert re.fullmatch(r"Galat: .+\n    → .+\n", capsys.readouterr().err)


@pytest.mark.parametrize(
    ("raised", "code"),
    [
        (JdihError("a", "b"), 2),
        (OSError(errno.ENOSPC, "No space left on device", "berkas"), 2),
        (OSError(errno.EINVAL, "rusak"), 3),
        (KeyboardInterrupt(), 130),
        (RuntimeError("rusak"), 3),
    ],
)
def test_exit_codes(
    raised: BaseException, code: int, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    def fail(args: argparse.Namespace) -> int:
        raise raised

    monkeypatch.setattr(check_command, "run", fail)
    assert main(["check"]) == code
    said = capsys.readouterr().err
    assert ("Traceback" in said) == (code == 3)
    assert ("kesalahan program" in said) == (code == 3)


def test_a_folder_may_be_called_like_a_command(tmp_path: Path) -> None:
    make_office(tmp_path / "schema")
    assert main(["-C", str(tmp_path / "schema"), "check"]) == 0
    relative = os.path.relpath(tmp_path / "schema")
    assert main(["-C", relative, "check", "--explain", "JD101"]) == 0


def test_a_folder_called_exactly_like_a_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_office(tmp_path / "schema")
    monkeypatch.chdir(tmp_path)
    assert main(["-C", "schema", "check"]) == 0


@pytest.mark.parametrize("size", [1, 2000])
def test_a_reader_that_has_gone_is_no_failure(tmp_path: Path, size: int) -> None:
    office = make_office(tmp_path / "kantor")
    write(office, {f"content/{number}.md": "rusak" for number in range(size)})
    read, written = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "jdih", "-C", str(office), "check"],
        check=False,
        stdout=written,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(trees.ROOT / "scripts")},
    )
    os.close(written)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_terminal_without_unicode_gets_escapes() -> None:
    done = jdih("check", "--explain", "JD405", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 0
    assert b"/content/\\u2026" in done.stdout


def test_help_loads_no_command() -> None:
    code = (
        "import sys; from jdih.cli import main; main([]); print(*sorted(sys.modules), sep=chr(10))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(trees.ROOT / "scripts")},
    )
    loaded = set(done.stdout.split())
    assert "jdih.cli" in loaded
    assert not {name for name in loaded if name.startswith(("jdih.commands.", "mkdocs", "PIL"))}


def test_the_program_ends_with_all_that_was_to_be_done_and_said(tmp_path: Path) -> None:
    start = "import atexit, sys; sys.argv = ['jdih', *sys.argv[1:]]; "
    start += "atexit.register(print, 'selesai'); from jdih.__main__ import run; run()"
    root = make_office(tmp_path / "kantor")
    for command, code in ((["check", "--explain", "JD502"], 0), (["check", "tiada"], 2)):
        done = subprocess.run(
            [sys.executable, "-c", start, *command],
            cwd=root,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == code
        assert done.stdout.endswith("selesai\n")
        assert ("JD502" in done.stdout) is (code == 0)
        assert ("Galat" in done.stderr) is (code == 2)
