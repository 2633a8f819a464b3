"""The workflows: without a fault that linters know, pinned, and their own commands run for real."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from jdih.reading.form import DISPOSITION
from tests.forge.hub import Hub
from tests.forge.play import checked_out, opened
from tests.publishing import Office
from tests.reading.test_form import ANSWERS, written
from tests.trees import ROOT

FOLDER = ROOT / ".github" / "workflows"
WORKFLOWS = sorted(FOLDER.glob("*.yml"))
FORMS_FOLDER = ROOT / ".github" / "ISSUE_TEMPLATE"
FORMS = sorted(path for path in FORMS_FOLDER.glob("*.yml") if path.name != "config.yml")
_BIN = Path(sys.executable).parent
_PINNED = re.compile(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")


def read(path: Path) -> dict[str, Any]:
    told: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return told


def steps(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the steps of a workflow's jobs; one that only calls another workflow has none."""
    for job in read(path)["jobs"].values():
        yield from job.get("steps", ())


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT)


def test_zizmor_finds_nothing() -> None:
    done = run(_BIN / "zizmor", "--offline", "--pedantic", "--no-progress", ".github")
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("vendor.github-workflows", WORKFLOWS),
        ("vendor.dependabot", [ROOT / ".github" / "dependabot.yml"]),
        ("vendor.github-issue-forms", FORMS),
        ("vendor.github-issue-config", [FORMS_FOLDER / "config.yml"]),
    ],
)
def test_github_would_read_them(schema: str, files: list[Path]) -> None:
    done = run(_BIN / "check-jsonschema", "--builtin-schema", schema, *files)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_nothing_is_granted_that_is_not_said(path: Path) -> None:
    told = read(path)
    assert told["permissions"] == {}
    # PyYAML reads the key `on` as true; whoever calls a workflow bounds how it runs at once.
    assert told.get("concurrency") or "workflow_call" in told[True]  # type: ignore[index]
    assert all("uses" in job or job["timeout-minutes"] for job in told["jobs"].values())
    uses = re.findall(r"^\s+uses: (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    foreign = [use for use in uses if not use.startswith("$/")]
    assert [use for use in foreign if not _PINNED.fullmatch(use)] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_no_step_writes_words_of_an_event_into_a_command(path: Path) -> None:
    assert [step["run"] for step in steps(path) if "${{" in step.get("run", "")] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_credentials_do_not_stay_behind(path: Path) -> None:
    fetched = [step for step in steps(path) if "actions/checkout" in step.get("uses", "")]
    assert all(step["with"]["persist-credentials"] is False for step in fetched)


@pytest.mark.parametrize("name", ["persetujuan", "ajukan", "disposisi", "langkah", "perintah"])
def test_what_holds_a_key_runs_the_code_of_the_main_branch_alone(name: str) -> None:
    told = read(FOLDER / f"{name}.yml")
    fetched = [step for step in steps(FOLDER / f"{name}.yml") if "checkout" in str(step)]
    assert [step["with"]["ref"] for step in fetched] == ["main"]
    # PyYAML reads the key `on` as true.
    events = {"workflow_run", "schedule", "workflow_dispatch", "issues", "issue_comment",
              "workflow_call"}  # fmt: skip
    assert set(told[True]) <= events  # type: ignore[index]
    (job,) = (job for job in told["jobs"].values() if "checkout" in str(job))
    assert job["environment"] == "persetujuan"


def test_what_puts_the_site_up_runs_no_code_of_ours() -> None:
    job = read(FOLDER / "langkah.yml")["jobs"]["pasang"]
    assert job["environment"]["name"] == "github-pages"
    assert [step for step in job["steps"] if "run" in step] == []
    assert set(job["permissions"]) == {"id-token", "pages"}


def test_what_a_proposal_can_change_is_given_nothing() -> None:
    for name in ("periksa", "bangunkan"):
        path = FOLDER / f"{name}.yml"
        text = path.read_text(encoding="utf-8")
        assert "secrets." not in text
        assert "write" not in re.findall(r"^\s+[a-z-]+: (\w+)", text, re.MULTILINE)


def test_the_form_asks_what_the_program_reads() -> None:
    told = read(FORMS_FOLDER / "1-disposisi.yml")
    asked = [part for part in told["body"] if part["type"] != "markdown"]
    assert [part["attributes"]["label"] for part in asked] == [one.label for one in DISPOSITION]
    assert [part.get("validations", {}).get("required", False) for part in asked] == [
        one.required for one in DISPOSITION
    ]
    sop = next(part for part in asked if part["id"] == "sop")
    assert (ROOT / "content" / "sop" / f"{sop['attributes']['value']}.md").is_file()


def execute(path: Path, place: Path, **environment: str) -> list[int]:
    """Run the steps of a workflow that call our program, as bash of Actions does."""
    program = place / ".venv" / "bin"
    program.mkdir(parents=True, exist_ok=True)
    if not (program / "jdih").exists():
        (program / "jdih").symlink_to(_BIN / "jdih")
    codes = []
    for step in steps(path):
        if "jdih" in step.get("run", ""):
            done = subprocess.run(
                ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
                cwd=place,
                env={**os.environ, **environment},
                check=False,
                capture_output=True,
                text=True,
            )
            codes.append(done.returncode)
    return codes


def test_the_gate_tells_every_proposal(begun: Office, hub: Hub, runner: Path) -> None:
    play = opened(begun, hub)
    # A proposal that waits for its approval is no fault of the run.
    assert execute(FOLDER / "persetujuan.yml", runner) == [0]
    assert [status["state"] for status in hub.statuses] == ["failure"]
    play.do({"langkah": "nilai", "oleh": "kepala"})
    assert execute(FOLDER / "persetujuan.yml", runner) == [0]
    assert [status["state"] for status in hub.statuses] == ["failure", "success"]
    assert len(hub.comments) == 1
    # GitHub that does not answer is one.
    hub.faults = [401] * 9
    assert execute(FOLDER / "persetujuan.yml", runner) == [1]


def test_settings_that_drifted_fail_the_run(locked: tuple[Office, Hub], tmp_path: Path) -> None:
    begun, hub = locked
    hub.push("main", begun.people["pengelola"])
    place = checked_out(begun, hub, tmp_path / "klon")
    assert execute(FOLDER / "pengaturan.yml", place) == [0]
    hub.rulesets[0]["enforcement"] = "disabled"
    assert execute(FOLDER / "pengaturan.yml", place) == [1]


def test_a_draft_that_is_ready_is_submitted(begun: Office, hub: Hub, runner: Path) -> None:
    opened(begun, hub, folder="drafts/cara-mencari")
    assert execute(FOLDER / "ajukan.yml", runner) == [0]
    listed = begun.git.git("--git-dir", str(hub.bare), "ls-tree", "-r", "--name-only", "naskah")
    assert "content/konten/2026/cara-mencari/index.md" in listed.splitlines()
    assert "drafts/cara-mencari/index.md" not in listed.splitlines()


def test_a_form_is_opened(begun: Office, hub: Hub, runner: Path) -> None:
    form = written({**ANSWERS, "sop": "uji-1", "disposisi.isi": "$(touch x) `id` ${{ x }}"})
    number = hub.fill(begun.people["pengelola"], form)
    assert execute(FOLDER / "disposisi.yml", runner, FORMULIR=str(number)) == [0]
    assert len(hub.proposals) == 1
    assert not (runner / "x").exists()


def test_a_command_in_a_comment_is_obeyed(begun: Office, hub: Hub, runner: Path) -> None:
    opened(begun, hub, folder="drafts/cara-mencari")
    number = hub.remark(begun.people["pengelola"], 1, "/ajukan")
    assert execute(FOLDER / "perintah.yml", runner, KOMENTAR=str(number)) == [0]
    assert "Diajukan" in hub.comments[-1]["body"]


def test_a_proposal_is_checked_and_built(begun: Office, runner: Path) -> None:
    assert execute(FOLDER / "periksa.yml", runner) == [0, 0]
    (runner / "content/profil").mkdir(exist_ok=True)
    (runner / "content/profil/index.md").write_text("rusak\n", encoding="utf-8")
    assert execute(FOLDER / "periksa.yml", runner)[0] == 1
