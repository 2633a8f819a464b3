"""What goes on behind an office on GitHub: its workflows, and Pages with its moods."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.forge.actions import play
from tests.forge.expressions import Contexts
from tests.forge.hub import NAME, TOKEN, Hub
from tests.forge.jobs import Run
from tests.forge.machine import Failed
from tests.forge.pages import Pages
from tests.forge.plan import Environment, Settings
from tests.trees import ROOT

FOLDER = ROOT / ".github" / "workflows"


_PROGRAM = """\
#!{python}
import sys
from jdih.cli import main
from jdih.commands import publish

publish.MINUTE = 0.1
sys.exit(main())
"""


def _impatient(_: Mapping[str, str], contexts: Contexts) -> None:
    """Put our program where ``.ci/venv.sh`` would, one whose minutes are short."""
    program = Path(contexts["github"]["workspace"]) / ".venv" / "bin" / "jdih"
    program.parent.mkdir(parents=True, exist_ok=True)
    program.write_text(_PROGRAM.format(python=sys.executable), encoding="utf-8")
    program.chmod(0o755)


def _carry(source: Path, target: Path, paths: str) -> None:
    """Copy the files and folders `paths`, one a line, from one folder to another."""
    for path in paths.split():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        if (source / path).is_dir():
            shutil.copytree(source / path, target / path)
        elif (source / path).is_file():
            shutil.copy(source / path, target / path)


@dataclass
class Stage:
    """A hub whose workflows run, each job in a fresh clone, and whose site Pages serves.

    `moods` say, deployment by deployment, how Pages behaves: "baik"; "gagal" (put up, but reported
    as failed); "bohong" (reported as done, but not put up). After the last it is well.
    `meanwhile` is done just before the next deployment.
    """

    hub: Hub
    pages: Pages
    folder: Path
    moods: list[str] = field(default_factory=list)
    meanwhile: list[Callable[[], object]] = field(default_factory=list)
    clones: int = 0
    artifacts: list[list[str]] = field(default_factory=list)

    def run(self, name: str, event: str = "workflow_dispatch", payload: Any = None) -> Run:
        """Let a workflow run; each of its jobs begins in a fresh clone of what it asks for."""
        self.clones += 1
        place = self.folder / f"klon-{self.clones}"
        self.fetch(place)
        return play(
            FOLDER / f"{name}.yml",
            event,
            payload or {},
            place,
            settings=Settings(environments={
                "persetujuan": Environment(branches=("main",)),
                "github-pages": Environment(branches=("main",)),
            }),
            stand_ins={
                "actions/checkout": self.check_out,
                "sh .ci/venv.sh": _impatient,
                "actions/cache/restore": self.restore,
                "actions/cache/save": self.save,
                "actions/upload-artifact": self.keep,
                "actions/upload-pages-artifact": lambda _, __: None,
                "actions/deploy-pages": lambda _, contexts: self.deploy(contexts),
            },
            github={"repository": NAME, "token": TOKEN, "api_url": os.environ["GITHUB_API_URL"]},
        )  # fmt: skip

    def fetch(self, place: Path) -> None:
        """Clone the main branch into `place`, where nothing is left of what was there."""
        shutil.rmtree(place, ignore_errors=True)
        options = ("--quiet", "--single-branch", "--branch=main")
        self.hub.work.git("clone", *options, str(self.hub.bare), str(place))

    def check_out(self, inputs: Any, contexts: Any) -> None:
        """Lay what a step asks for: the main branch, or the pull request where it names none."""
        place = Path(contexts["github"]["workspace"])
        self.fetch(place)
        if "ref" not in inputs:
            head = contexts["github"]["ref"].replace("/merge", "/head")
            self.hub.work.git("-C", str(place), "fetch", "--quiet", "origin", head)
            self.hub.work.git("-C", str(place), "switch", "--quiet", "--detach", "FETCH_HEAD")

    def save(self, inputs: Any, contexts: Any) -> None:
        """Keep a cache, the last one saved."""
        shutil.rmtree(self.folder / "salinan", ignore_errors=True)
        _carry(Path(contexts["github"]["workspace"]), self.folder / "salinan", inputs["path"])

    def restore(self, inputs: Any, contexts: Any) -> None:
        """Put the cache back."""
        _carry(self.folder / "salinan", Path(contexts["github"]["workspace"]), inputs["path"])

    def keep(self, inputs: Any, contexts: Any) -> None:
        """Note the files of an artifact that a run hands over."""
        place = Path(contexts["github"]["workspace"]) / inputs["path"]
        found = [place] if place.is_file() else place.rglob("*")
        self.artifacts.append(sorted(path.name for path in found if path.is_file()))

    def deploy(self, contexts: Any) -> None:
        """Put up what a run has built, as Pages is minded."""
        while self.meanwhile:
            self.meanwhile.pop(0)()
        mood = self.moods.pop(0) if self.moods else "baik"
        if mood != "bohong":
            self.pages.deploy(Path(contexts["github"]["workspace"]) / "build" / "pages")
        if mood == "gagal":
            raise Failed("Pages says that it failed")
