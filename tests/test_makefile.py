"""Set-up by `make`: once, again when what it rests on changed, never trusted when interrupted.

A stand-in for uv takes the place of the network: it makes a `.venv` whose Python is the one that
runs the tests, and writes down how it was called.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NEEDED = (
    "Makefile",
    ".ci",
    "pyproject.toml",
    "requirements.lock",
    "requirements-dev.lock",
    "scripts/jdih/__init__.py",
)
UV = f"""#!/bin/sh
echo "$*" >>"$UV_CALLS"
case "$*" in
  venv*) mkdir -p .venv/bin && ln -sf '{sys.executable}' .venv/bin/python ;;
  *"${{UV_BREAKS_AT:-nothing}}"*) echo 'galat dari uv'; exit 1 ;;
esac
"""
RUN_LOCK = "requirements.lock"
DEV_LOCK = "requirements-dev.lock"
EDITABLE = "--editable ."


@dataclass
class Desk:
    """A copy of the repository's set-up, with the stand-in on PATH."""

    folder: Path
    bin: Path

    def make(self, *targets: str, **env: str) -> subprocess.CompletedProcess[str]:
        """Run make; `calls` tells what uv was asked afterwards."""
        self._log.write_text("")
        return subprocess.run(
            ["make", *targets],
            cwd=self.folder,
            env={"PATH": f"{self.bin}:{os.environ['PATH']}", "UV_CALLS": str(self._log), **env},
            check=False,
            capture_output=True,
            text=True,
        )

    @property
    def _log(self) -> Path:
        return self.bin / "calls"

    @property
    def calls(self) -> list[str]:
        """What uv was asked for by the last run, in short."""
        return [_short(line) for line in self._log.read_text().splitlines()]

    def append(self, name: str, text: str) -> None:
        path = self.folder / name
        path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def _short(call: str) -> str:
    if call.startswith("venv"):
        return "venv"
    named = [name for name in (DEV_LOCK, RUN_LOCK, EDITABLE) if call.endswith(name)]
    return named[0]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    folder, tools = tmp_path / "dengan spasi" / "jdih", tmp_path / "bin"
    for name in NEEDED:
        source, target = ROOT / name, folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target)
        else:
            shutil.copy(source, target)
    tools.mkdir()
    (tools / "uv").write_text(UV)
    (tools / "uv").chmod(0o755)
    return Desk(folder, tools)


@pytest.fixture
def ready(desk: Desk) -> Desk:
    done = desk.make("siap")
    assert done.returncode == 0, done.stderr
    return desk


def test_first_run_installs_the_lock_and_then_the_package(desk: Desk) -> None:
    desk.make("siap")
    assert desk.calls == ["venv", RUN_LOCK, EDITABLE]


def test_second_run_sets_nothing_up(ready: Desk) -> None:
    done = ready.make("siap")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert ready.calls == []


def test_nothing_is_installed_without_its_hash(ready: Desk) -> None:
    ready.make("clean")
    ready.make("siap")
    log = (ready.bin / "calls").read_text()
    assert log.count("--require-hashes --only-binary :all:") == 1
    assert "--offline --no-deps --no-build-isolation --editable ." in log


def test_changed_lock_sets_up_again(ready: Desk) -> None:
    ready.append(RUN_LOCK, "# lain\n")
    ready.make("siap")
    assert ready.calls == ["venv", RUN_LOCK, EDITABLE]


@pytest.mark.parametrize("name", ["pyproject.toml", "scripts/jdih/__init__.py"])
def test_changed_project_installs_the_package_again(ready: Desk, name: str) -> None:
    ready.append(name, "\n# lain\n")
    ready.make("siap")
    assert ready.calls == [EDITABLE]


def test_tools_for_tests_come_on_top(ready: Desk) -> None:
    ready.make("siap-uji", JDIH_CHROMIUM="true")
    assert ready.calls == [DEV_LOCK]
    ready.make("siap-uji", JDIH_CHROMIUM="true")
    assert ready.calls == []


def test_changed_development_lock_leaves_no_stale_package(ready: Desk) -> None:
    ready.make("siap-uji", JDIH_CHROMIUM="true")
    ready.append(DEV_LOCK, "# lain\n")
    ready.make("siap-uji", JDIH_CHROMIUM="true")
    assert ready.calls == ["venv", RUN_LOCK, DEV_LOCK, EDITABLE]


def test_publishing_does_not_need_the_development_lock(ready: Desk) -> None:
    ready.append(DEV_LOCK, "# lain\n")
    ready.make("siap")
    assert ready.calls == []


def test_moved_folder_is_set_up_again(ready: Desk) -> None:
    moved = ready.folder.with_name("pindah")
    ready.folder.rename(moved)
    ready.folder = moved
    ready.make("siap")
    assert ready.calls == ["venv", RUN_LOCK, EDITABLE]


def test_python_that_is_gone_is_replaced(ready: Desk) -> None:
    python = ready.folder / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to("/nowhere/python3")
    ready.make("siap")
    assert ready.calls == ["venv", RUN_LOCK, EDITABLE]


@pytest.mark.parametrize("step", [RUN_LOCK, EDITABLE])
def test_broken_setup_is_told_and_repeated(desk: Desk, step: str) -> None:
    done = desk.make("siap", UV_BREAKS_AT=step)
    assert done.returncode != 0
    assert "galat dari uv" in done.stderr
    assert "Pemasangan gagal" in done.stderr
    assert "ulangi perintah tadi" in done.stderr

    again = desk.make("siap")
    assert again.returncode == 0
    assert desk.calls[-1] == EDITABLE


def test_killed_setup_is_repeated(ready: Desk) -> None:
    (ready.folder / ".venv" / ".jalan").rename(ready.folder / ".venv" / ".jalan.baru")
    ready.make("siap")
    assert ready.calls == ["venv", RUN_LOCK, EDITABLE]


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A PATH with the tools of every system and no Python that will do."""
    tools = tmp_path / "bare"
    tools.mkdir()
    for name in ("sh", "make", "dirname", "cmp", "cat", "rm", "mkdir", "mv", "tail", "awk"):
        found = shutil.which(name)
        assert found, name
        (tools / name).symlink_to(found)
    return tools


def _program(path: Path, text: str) -> None:
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


def test_no_python_is_told_with_the_remedy(desk: Desk, bare: Path) -> None:
    _program(bare / "python3.13", "exit 127")  # a shim without its version
    _program(bare / "python3", "exit 1")  # too old
    done = desk.make("siap", PATH=str(bare))
    assert done.returncode != 0
    assert "Python 3.11 sampai 3.14 tidak ditemukan." in done.stderr
    assert "sudo apt install python3" in done.stderr


def test_python_without_venv_is_told_with_the_remedy(desk: Desk, bare: Path) -> None:
    _program(bare / "python3", 'case "$2" in *venv*) exit 1 ;; esac')
    done = desk.make("siap", PATH=str(bare))
    assert done.returncode != 0
    assert "modul venv belum terpasang" in done.stderr
    assert "sudo apt install python3-venv" in done.stderr


def test_uv_that_is_gone_is_missed_only_when_there_is_something_to_do(
    ready: Desk, bare: Path
) -> None:
    _program(bare / "python3", 'case "$2" in *venv*) exit 1 ;; esac')
    assert ready.make("siap", PATH=str(bare)).returncode == 0
    ready.append("pyproject.toml", "# lain\n")
    done = ready.make("siap", PATH=str(bare))
    assert "modul venv belum terpasang" in done.stderr


def test_make_alone_lists_every_target_for_people(desk: Desk) -> None:
    listed = set(re.findall(r"make (\w+) ", desk.make().stdout))
    assert listed >= {"publish", "check", "serve", "test", "lock", "clean"}
    assert not listed & {"siap", "siap-uji"}
