"""An office that publishes: a real repository that has begun, and what people do in it.

It is prepared once a session (fixture `office` in conftest.py) and copied for each test: a copy is
faster than the same keys, commits and settings again.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from jdih.cli import main
from jdih.model.entry import Entry
from jdih.publication.adoption import adopt
from jdih.publication.run import Report, Result, publish, silent
from jdih.publication.targets import Target, target_of
from jdih.reading.channels import CHANNELS_PATH
from jdih.reading.unit import UNIT_PATH
from jdih.register.book import local_book
from jdih.register.chain import Register
from jdih.repository.git import Repository
from tests.signing import Branching, Person, person
from tests.trees import ROOT, lay_office

Files = dict[str, str | None]

WIB = timezone(timedelta(hours=7))
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=WIB)
"""A Monday: when the office publishes unless a test says otherwise."""

OLD = "content/konten/2026/hak-atas-informasi/index.md"
OLD_ID = "2026-7f3kq"
FOLDER = "content/konten/2026/cara-mencari"
ITEM = f"{FOLDER}/index.md"
ITEM_ID = "2026-c4rm8"
PAGE = "konten/2026/cara-mencari/index.html"
POST = "https://www.instagram.com/p/C1/"
KEPT = ("kunci", "catatan", "cadangan")
"""What a publication keeps beside the site: its lock, and what the next build begins from."""
NOTICE = "Telah terbit: {tautan}\nNomor {nomor}.\n"


@dataclass
class Office:
    """The office's repository, `kepala` who decides and `pengelola` who writes."""

    git: Branching
    people: Mapping[str, Person]
    start: str

    @property
    def root(self) -> Path:
        return self.git.root

    @property
    def site(self) -> Path:
        return self.root / "build" / "situs"

    @property
    def repository(self) -> Repository:
        return Repository.open(self.root)

    @property
    def register(self) -> Register:
        return local_book(self.repository).read()

    def entry(self, identity: str = ITEM_ID) -> Entry:
        """Return the item's last entry."""
        entry = self.register.latest(identity)
        assert entry is not None, f"{identity} is not in the register"
        return entry

    def page(self, path: str = PAGE) -> str:
        """Return the HTML of a live page."""
        return (self.site / path).read_text(encoding="utf-8")

    def propose(self, files: Files) -> str:
        """Let the clerk commit `files` on a branch of their own; return its name."""
        name = f"usulan-{self.git.clock}"
        self.git.branch(name)
        self.git.commit(files, self.people["pengelola"])
        return name

    def approve(self, files: Files, *, sign: bool = True) -> str:
        """Propose `files` and merge them as the head, signed or not; return the merge."""
        return self.git.merge(self.propose(files), by=self.people["kepala"], sign=sign)

    def push(self, files: Files) -> str:
        """Commit `files` to the main branch itself, past everybody."""
        return self.git.commit(files, self.people["pengelola"])

    def bring(self, text: str = "Ketik nomor peraturan.", *, sign: bool = True,
              explained: bool = True, **options: str) -> str:  # fmt: skip
        """Bring the item, new or changed, to the main branch by a merge; return the merge.

        What is changed is explained by one more ralat, unless it shall not be or is already.
        """
        self.git.branch(f"usulan-{self.git.clock}")
        branch = self.git.git("branch", "--show-current")
        there = self.root / options.get("folder", FOLDER) / "index.md"
        extra = options.get("extra", "")
        if explained and there.exists() and not re.search(r"^(ralat|tarik):", extra, re.MULTILINE):
            options["extra"] = extra + corrected(there.read_text(encoding="utf-8"))
        self.picture(options.get("folder", FOLDER))
        self.git.commit(item(text, **options), self.people["pengelola"])
        return self.git.merge(branch, by=self.people["kepala"], sign=sign)

    def picture(self, folder: str = FOLDER) -> None:
        """Lay a picture beside the item in `folder`, for the next commit to take along."""
        (self.root / folder).mkdir(parents=True, exist_ok=True)
        source = (self.root / OLD).parent / "01-sampul.png"
        if source.parent != self.root / folder:
            shutil.copy(source, self.root / folder)

    def publish(
        self, *, now: datetime = NOW, report: Report = silent, folder: Path | None = None
    ) -> Result:
        """Publish at `now`, to this machine or to `folder`."""
        return publish(self.repository, self.target(folder), lambda: now, report=report)

    def target(self, folder: Path | None = None) -> Target:
        name = "folder" if folder else "lokal"
        return target_of(name, self.repository, {}, folder=folder)

    def finish(self, identity: str = ITEM_ID) -> None:
        """Say that an item was posted and that the notice was sent, as its step asks."""
        by = ("--oleh", "pengelola")
        assert self.run("record", identity, "--platform", "instagram", "--url", POST, *by) == 0
        assert self.run("record", identity, "--pemberitahuan", *by) == 0

    def run(self, *words: str) -> int:
        """Run ``jdih words…`` in the office's folder and return the exit code."""
        return main(["-C", str(self.root), *words])

    def json(self, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, Any]:
        """Run ``jdih words… --format json``; return the exit code and what was printed."""
        capsys.readouterr()
        code = self.run(*words, "--format", "json")
        return code, json.loads(capsys.readouterr().out)


@dataclass(frozen=True)
class Example:
    """The example office of ``jdih demo`` in `folder`, and what the command printed."""

    folder: Path
    said: str

    @property
    def repository(self) -> Repository:
        return Repository.open(self.folder / "kantor")

    @property
    def register(self) -> Register:
        return local_book(self.repository).read()


def perform(folder: Path) -> Example:
    """Run ``jdih demo`` into a new folder below `folder`, on a machine without settings."""
    target = folder / "demo"
    command = [sys.executable, "-m", "jdih", "demo", str(target)]
    home = {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1"}
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, env=environment() | home
    )
    assert done.returncode == 0, done.stderr
    return Example(target, done.stdout)


def prepare(folder: Path) -> Office:
    """Lay the example office in `folder`, give it holders with keys, and let it begin."""
    people = {
        name: person(folder / "kunci", name, 100 + at)
        for at, name in enumerate(("kepala", "pengelola"))
    }
    git = Branching(lay_office(folder / "kantor"))
    if not (git.root / "mkdocs.yml").exists():
        shutil.copy(ROOT / "mkdocs.yml", git.root)
    shutil.copy(ROOT / CHANNELS_PATH, git.root / CHANNELS_PATH)
    theme = git.root / "site_config" / "theme"
    if not theme.exists():
        shutil.copytree(ROOT / "site_config" / "theme", theme)
    settings = (git.root / UNIT_PATH).read_text(encoding="utf-8")
    for who in people.values():
        settings = enter(settings, who)
    git.commit({UNIT_PATH: settings, ".gitignore": "/build/\n"}, people["kepala"])
    _, start = adopt(git.repository, "HEAD")
    git.commit({}, people["kepala"])
    return Office(git, people, start)


def fresh(prepared: Office, folder: Path) -> Office:
    """Return a copy of a prepared office in `folder`."""
    shutil.copytree(prepared.root, folder, symlinks=True)
    git = copy(prepared.git)
    git.root = folder
    return Office(git, prepared.people, prepared.start)


def item(
    text: str = "Ketik nomor peraturan.",
    *,
    extra: str = "",
    notice: str = NOTICE,
    identity: str = ITEM_ID,
    folder: str = FOLDER,
    title: str = "Cara Mencari Peraturan",
) -> Files:
    """Return the text files of a complete item; `extra` are more lines of its header."""
    header = f"""\
---
tipe: konten
id: {identity}
judul: {title}
ringkasan: Peraturan dapat dicari dengan nomornya.
sop: uji-1
disposisi:
  bentuk: lisan
  tanggal: 2026-11-02
  dari: kepala
  isi: Jelaskan cara mencari.
  dicatat_oleh: pengelola
bahan:
  - /content/dokumen/peraturan/uu-14-2008/index.md
penyusun: pengelola
media:
  01-sampul.png:
    alt: Kotak pencarian di situs JDIH
    sumber: Olahan Unit Uji JDIH
{extra}---

"""
    return {
        f"{folder}/index.md": f"{header}{text}\n",
        f"{folder}/takarir/instagram.md": "Cari peraturan? Begini caranya.\n",
        f"{folder}/pemberitahuan.md": notice,
    }


def corrected(text: str, words: str = "Dibetulkan.", day: str = "2026-11-24") -> str:
    """Return the ``ralat`` of an item's text with one more entry, as lines of its header."""
    told = re.search(r"^ralat:\n(?: .*\n)+", text, re.MULTILINE)
    before = told[0] if told else "ralat:\n"
    return f"{before}  - tanggal: {day}\n    penjelasan: {words}\n"


def read_site(site: Path) -> dict[str, bytes]:
    """Return every file of a site by its path."""
    return {
        str(path.relative_to(site)): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def environment() -> dict[str, str]:
    """Return this process's environment for one that imports what this one can."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}


def enter(settings: str, who: Person) -> str:
    """Return the text of unit.yml with `who` as holder of the office called like the account."""
    before, code, after = settings.partition(f"kode: {who.account}\n")
    assert code, f"no office {who.account}"
    holder = (
        f"pemegang:\n      - akun: {who.account}\n        id: {who.number}\n"
        f"        kunci: [{who.public}]\n        sejak: 2026-01-01\n"
    )
    return before + code + after.replace("pemegang: []\n", holder, 1)
