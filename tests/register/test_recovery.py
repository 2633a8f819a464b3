"""The restore drill: what ``.github/PEMULIHAN.md`` tells people to type, typed.

A register is lost, there or here; from the month's bundle it comes back byte for byte, and goes on.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from jdih.register.book import LOCAL, PUBLIC
from tests import gitrepo
from tests.publishing import ITEM_ID, Office, environment
from tests.trees import ROOT

PAGE = (ROOT / ".github" / "PEMULIHAN.md").read_text(encoding="utf-8")
BUNDLE = "buku-agenda-2026-11.zip"


def told(number: int) -> list[list[str]]:
    """Return the commands of each console block of a chapter of the page."""
    (chapter,) = re.findall(rf"^## {number}\. .*?(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    blocks = re.findall(r"```console\n(.*?)```", chapter, re.DOTALL)
    return [[line.removeprefix("$ ") for line in block.splitlines()] for block in blocks]


def typed(office: Office, *commands: str) -> None:
    """Run commands as a person in the office's folder does."""
    programs = {"jdih": [sys.executable, "-m", "jdih"], "python3": [sys.executable]}
    for command in commands:
        first, *words = shlex.split(command)
        subprocess.run(
            [*programs.get(first, [first]), *words], cwd=office.root, check=True, env=environment()
        )


def files(repo: Path, ref: str) -> dict[str, str]:
    listed = gitrepo.git(repo, "ls-tree", "-r", ref).splitlines()
    return {path: facts for facts, path in (line.split("\t") for line in listed)}


@pytest.fixture
def kept(office: Office) -> Iterator[Office]:
    """The office whose register was put away last month."""
    assert office.run("bundle", "2026-11", "--ke", str(office.root / BUNDLE)) == 0
    yield office
    assert office.git.git("for-each-ref", "--format=%(refname)", "refs/jdih") == LOCAL


def test_this_machines_register_comes_back_and_goes_on(kept: Office) -> None:
    before, there = kept.register, files(kept.root, LOCAL)
    first, local, _ = told(2)
    kept.git.git("update-ref", "-d", LOCAL)

    typed(kept, *first[:2], *local)

    assert files(kept.root, LOCAL) == there
    assert kept.register == before
    typed(kept, f"jdih bundle --periksa {BUNDLE}")
    assert kept.publish().recorded == (), "nothing is recorded twice"
    kept.bring("Sesudah pemulihan.")
    (entry,) = kept.publish().recorded
    assert (entry.number, entry.previous) == (len(before.entries) + 1, before.head_hash)


def test_entries_after_the_bundle_are_lost_only_by_a_word(kept: Office) -> None:
    """The site tells of entries that no copy holds; who put the register back says so."""
    kept.finish()
    kept.publish()
    first, local, last = told(2)
    typed(kept, first[0], first[1], *local)
    with pytest.raises(subprocess.CalledProcessError):
        typed(kept, "jdih publish")

    typed(kept, *last)

    assert len(kept.register.entries) == 6


def test_an_empty_branch_elsewhere_is_filled_and_goes_on(
    kept: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The branch of the public site is lost; a new, empty repository takes its place."""
    before, there = kept.register, files(kept.root, LOCAL)
    gitrepo.git(tmp_path, "init", "--quiet", "--bare", "asal.git")
    remote = tmp_path / "asal.git"
    kept.git.git("remote", "add", "origin", str(remote))
    kept.git.git("push", "--quiet", "origin", "main")
    first, *_ = told(2)

    typed(kept, *(command.replace("ALAMAT", str(remote)) for command in first))

    assert files(remote, PUBLIC) == there
    for name in [name for name in os.environ if name.startswith("GITHUB_")]:
        monkeypatch.delenv(name)
    typed(kept, f"jdih bundle --periksa {BUNDLE} --target pages")
    by = ("--target", "pages", "--oleh", "pengelola")
    assert kept.run("record", ITEM_ID, "--pemberitahuan", *by) == 0
    new = files(remote, PUBLIC)
    assert there.items() <= new.items()
    assert len(new) == len(before.entries) + 1


def test_the_page_names_what_there_is() -> None:
    """Every command and option on the page is one of the program, every key one it reads."""
    for command, options in re.findall(r"\$ jdih (\w+)([^\n]*)", PAGE):
        done = subprocess.run(
            [sys.executable, "-m", "jdih", command, "--help"],
            check=True, capture_output=True, text=True, env=environment(),
        )  # fmt: skip
        for option in re.findall(r"--[a-z-]+", options):
            assert option in done.stdout
    sources = "".join(path.read_text("utf-8") for path in (ROOT / "scripts").rglob("*.py"))
    assert "ALUR_REGISTER_KEY" in PAGE
    for name in re.findall(r"`(ALUR_[A-Z_]+)`", PAGE):
        assert name in sources or name == "ALUR_APP_KEY"
