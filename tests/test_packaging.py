"""The wheel works elsewhere, and the lock files pin all of it without naming an address."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement

from jdih.resources import SAMPLE_FILES

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.lock", "requirements-dev.lock")
PIN = re.compile(r"^([a-z0-9-]+)==(\S+)")


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def pins(name: str) -> dict[str, set[str]]:
    """Return the versions of each package in a lock file; markers can give one package two."""
    found: dict[str, set[str]] = {}
    for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
        if match := PIN.match(line):
            found.setdefault(match[1], set()).add(match[2])
    return found


def asked(*groups: str) -> list[Requirement]:
    tables = project()
    lines = [*tables["project"]["dependencies"]]
    for group in groups:
        lines += tables["dependency-groups"][group]
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize(("lock", "groups"), [(LOCKS[0], ("build",)), (LOCKS[1], ("build", "dev"))])
def test_lock_fulfils_the_project(lock: str, groups: tuple[str, ...]) -> None:
    locked = pins(lock)
    for requirement in asked(*groups):
        versions = locked.get(re.sub(r"[-_.]+", "-", requirement.name).lower())
        assert versions, f"{requirement.name} is not in {lock}: run `make lock`"
        assert all(requirement.specifier.contains(version) for version in versions), requirement


def test_development_runs_what_is_published() -> None:
    assert pins(LOCKS[0]).items() <= pins(LOCKS[1]).items()


def test_what_builds_the_package_is_locked() -> None:
    wanted = {Requirement(line).name for line in project()["build-system"]["requires"]}
    assert wanted <= pins(LOCKS[0]).keys()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_its_hashes(lock: str) -> None:
    text = re.sub(r"#.*", "", (ROOT / lock).read_text(encoding="utf-8")).replace("\\\n", " ")
    entries = [entry for entry in text.splitlines() if entry.strip()]
    assert len(entries) > len(project()["project"]["dependencies"])
    for entry in entries:
        assert PIN.match(entry), entry
        assert re.search(r"--hash=sha256:[0-9a-f]{64}(\s|$)", entry), entry


@pytest.mark.parametrize("lock", [*LOCKS, ".ci/chromium/package-lock.json"])
def test_lock_names_no_address_and_no_folder(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert not re.search(r"://|index-url|find-links|trusted-host", text)
    assert not re.search(r"""(^|[\s"'=@])/\w""", text)


def test_npm_lock_pins_by_hash() -> None:
    lock = json.loads((ROOT / ".ci/chromium/package-lock.json").read_text(encoding="utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert "node_modules/@sparticuz/chromium" in packages
    for name, entry in packages.items():
        assert entry["integrity"].startswith("sha512-"), name


def test_hooks_for_others_are_valid() -> None:
    run(sys.executable, "-m", "pre_commit", "validate-manifest", ".pre-commit-hooks.yaml", at=ROOT)


def test_own_hooks_need_no_network() -> None:
    run(sys.executable, "-m", "pre_commit", "validate-config", ".pre-commit-config.yaml", at=ROOT)
    text = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    assert set(re.findall(r"- repo: (\S+)", text)) == {"local"}
    assert set(re.findall(r"language: (\S+)", text)) == {"system"}


def tried(*command: str | Path, at: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Run a command, whatever comes of it."""
    return subprocess.run(
        [str(part) for part in command],
        cwd=at,
        env={**os.environ, **env},
        check=False,
        capture_output=True,
        text=True,
    )


def run(*command: str | Path, at: Path, **env: str) -> str:
    """Run a command and return what it printed; fails with the command's own words."""
    done = tried(*command, at=at, **env)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def build_wheel(folder: Path) -> Path:
    """Build the wheel from a copy, so that nothing is left in the work tree."""
    source = folder / "source"
    for name in project()["tool"]["hatch"]["build"]["targets"]["sdist"]["only-include"]:
        origin, copy = ROOT / name, source / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        if origin.is_dir():
            shutil.copytree(origin, copy)
        else:
            shutil.copy(origin, copy)
    for name in ("pyproject.toml", ".gitignore"):
        shutil.copy(ROOT / name, source / name)
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, at=source)
    (wheel,) = folder.glob("*.whl")
    return wheel


def test_wheel_holds_the_package_and_what_it_carries(tmp_path: Path) -> None:
    with zipfile.ZipFile(build_wheel(tmp_path)) as archive:
        names = set(archive.namelist())
    code = {
        path.relative_to(ROOT / "scripts").as_posix()
        for path in ROOT.glob("scripts/jdih/**/*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    carried = {
        f"jdih/data/{path.relative_to(ROOT).as_posix()}"
        for part in SAMPLE_FILES
        for path in [ROOT / part, *(ROOT / part).rglob("*")]
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {"jdih/py.typed", "jdih/cli.py"} <= code
    assert {"jdih/data/mkdocs.yml", "jdih/data/site_config/unit.yml"} <= carried
    assert {name for name in names if ".dist-info/" not in name} == code | carried
    assert {"LICENSE", "LICENSE-CONTENT.md"} <= {Path(name).name for name in names}


def test_wheel_works_in_a_clean_environment_elsewhere(tmp_path: Path) -> None:
    wheel, away, venv = build_wheel(tmp_path), tmp_path / "kosong", tmp_path / "lingkungan lain"
    away.mkdir()
    # A cache that the next run finds: the home folder of a test is its own.
    env = {"UV_CACHE_DIR": str(Path(sys.prefix) / "uv-cache"), "UV_SYSTEM_CERTS": "1"}
    uv = (sys.executable, "-m", "uv")
    run(*uv, "venv", "--python", sys.executable, venv, at=away, **env)
    into = ("pip", "install", "--python", venv / "bin" / "python")
    locked = ("--require-hashes", "--only-binary", ":all:", "-r", ROOT / "requirements.lock")
    # What the cache holds need not be fetched: the second run works without a network.
    if tried(*uv, *into, "--offline", *locked, at=away, **env).returncode:
        run(*uv, *into, *locked, at=away, **env)
    run(*uv, *into, "--offline", "--no-deps", wheel, at=away, **env)
    run(*uv, "pip", "check", "--python", venv / "bin" / "python", at=away, **env)

    clean = {"PYTHONPATH": "", "VIRTUAL_ENV": str(venv)}
    jdih = venv / "bin" / "jdih"
    assert "publish" in run(jdih, "--help", at=away, **clean)
    assert run(jdih, "--help", at=away, **clean) == run(
        venv / "bin" / "python", "-m", "jdih", "--help", at=away, **clean
    )
    schema = json.loads(run(jdih, "schema", "konten", at=away, **clean))
    assert "judul" in json.dumps(schema)
    where = run(
        venv / "bin" / "python", "-c", "import jdih; print(jdih.__file__)", at=away, **clean
    )
    assert Path(where.strip()).is_relative_to(venv)
    assert list(away.iterdir()) == []

    run(jdih, "demo", "kantor", at=away, **clean)
    assert (away / "kantor").is_dir()
