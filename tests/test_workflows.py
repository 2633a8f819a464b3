"""The workflows: without a fault that linters know, pinned, and played with real commands."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import yaml

from jdih.forge.github_settings import LABELS
from jdih.model.document import Kind
from jdih.model.insight import PostMetric
from jdih.reading.channels import read_channels
from jdih.reading.form import (
    CORRECTION,
    DISPOSITION,
    FILING,
    FROM_PLAN,
    INCIDENT,
    LINK,
    MISTAKEN,
    NOTICE,
    NUMBERS,
    PLAN,
    TREATMENT,
    WITHDRAWAL,
    Field,
)
from jdih.reading.insight_columns import ADDRESS, DAY
from jdih.reading.schema import read_schemas
from jdih.repository.tree import WorkTree
from jdih.workflow.postings import Action
from tests.forge.actions import nothing, play
from tests.forge.attachments import picture, stored
from tests.forge.expressions import Contexts, engine
from tests.forge.hub import NAME, TOKEN, Hub
from tests.forge.jobs import Run
from tests.forge.plan import Environment, Settings
from tests.forge.play import checked_out, opened
from tests.gitrepo import snapshot
from tests.publishing import OLD, OLD_ID, Office, read_site
from tests.reading.test_form import ANSWERS, written
from tests.trees import EXAMPLES, ROOT

FOLDER = ROOT / ".github" / "workflows"
WORKFLOWS = sorted(FOLDER.glob("*.yml"))
ACTIONS = sorted(FOLDER.with_name("actions").glob("*/action.yml"))
FORMS_FOLDER = ROOT / ".github" / "ISSUE_TEMPLATE"
FORMS = sorted(path for path in FORMS_FOLDER.glob("*.yml") if path.name != "config.yml")
KEYED = ["persetujuan", "ajukan", "disposisi", "perintah", "catat", "insight", "pengaturan"]
"""Those that hold the key of the App."""
_BIN = Path(sys.executable).parent
_PINNED = re.compile(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")


def read(path: Path) -> dict[str, Any]:
    told: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return told


def steps(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the steps of a workflow's jobs, those of our actions in their place.

    A job that only calls another workflow has none.
    """
    for job in read(path)["jobs"].values():
        for step in job.get("steps", ()):
            ours = step.get("uses", "").startswith("$/")
            yield from inside(ROOT / step["uses"][2:] / "action.yml") if ours else (step,)


def inside(action: Path) -> list[dict[str, Any]]:
    """Return the steps of an action of ours."""
    told: list[dict[str, Any]] = read(action)["runs"]["steps"]
    return told


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT)


def test_zizmor_finds_nothing() -> None:
    done = run(_BIN / "zizmor", "--offline", "--pedantic", "--no-progress", ".github")
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("vendor.github-workflows", WORKFLOWS),
        ("vendor.github-actions", ACTIONS),
        ("vendor.dependabot", [ROOT / ".github" / "dependabot.yml"]),
        ("vendor.github-issue-forms", FORMS),
        ("vendor.github-issue-config", [FORMS_FOLDER / "config.yml"]),
    ],
)
def test_github_would_read_them(schema: str, files: list[Path]) -> None:
    done = run(_BIN / "check-jsonschema", "--builtin-schema", schema, *files)
    assert done.returncode == 0, done.stdout


def test_githubs_language_service_finds_nothing() -> None:
    with engine() as asked:
        assert [found for path in [*WORKFLOWS, *ACTIONS] for found in asked.lint(path)] == []
        bad = EXAMPLES / "actions" / "refused-secret-in-condition.yml"
        assert [line.partition(": ")[0] for line in asked.lint(bad)] == [f"{bad.name}:6"]
        ours = EXAMPLES / "actions" / "refused-input-of-an-action.yml"
        assert [line.partition(": ")[0] for line in asked.lint(ours)] == [f"{ours.name}:6"]
        secret = EXAMPLES / "actions" / "rahasia" / "action.yml"
        assert len(asked.lint(secret)) == 1


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_nothing_is_granted_that_is_not_said(path: Path) -> None:
    told = read(path)
    assert told["permissions"] == {}
    # PyYAML reads the key `on` as true; whoever calls a workflow bounds how it runs at once.
    assert told.get("concurrency") or "workflow_call" in told[True]  # type: ignore[index]
    assert all("uses" in job or job["timeout-minutes"] for job in told["jobs"].values())


@pytest.mark.parametrize(
    "path", [*WORKFLOWS, *ACTIONS], ids=lambda path: str(path.relative_to(ROOT))
)
def test_what_is_used_is_pinned_or_our_own_at_the_same_commit(path: Path) -> None:
    uses = re.findall(r"^\s+uses: (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    # What begins with ``./`` would be taken from the work tree, whatever was brought into it.
    foreign = [use for use in uses if not use.startswith("$/")]
    assert [use for use in foreign if not _PINNED.fullmatch(use)] == []


@pytest.mark.parametrize("path", ACTIONS, ids=lambda path: path.parent.name)
def test_our_actions_take_nothing_and_are_given_nothing(path: Path) -> None:
    """Whoever uses one can neither let it bring other code nor hand it a key."""
    assert read(path).keys() == {"name", "description", "runs"}
    assert "${{" not in path.read_text(encoding="utf-8")
    assert "secrets" not in path.read_text(encoding="utf-8")


def test_what_prepares_a_machine_is_said_once() -> None:
    """But where a proposal itself is checked out, which is given no key (`periksa`)."""
    said = [path.stem for path in WORKFLOWS if "sh .ci/venv.sh" in path.read_text(encoding="utf-8")]
    assert said == ["periksa"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_no_step_writes_words_of_an_event_into_a_command(path: Path) -> None:
    assert [step["run"] for step in steps(path) if "${{" in step.get("run", "")] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_credentials_do_not_stay_behind(path: Path) -> None:
    fetched = [step for step in steps(path) if "actions/checkout" in step.get("uses", "")]
    assert all(step["with"]["persist-credentials"] is False for step in fetched)


@pytest.mark.parametrize("name", [*KEYED, "langkah"])
def test_what_holds_a_key_runs_the_code_of_the_main_branch_alone(name: str) -> None:
    told = read(FOLDER / f"{name}.yml")
    fetched = [step for step in steps(FOLDER / f"{name}.yml") if "checkout" in str(step)]
    assert [step["with"]["ref"] for step in fetched] == ["main"]
    # PyYAML reads the key `on` as true.
    events = {"workflow_run", "schedule", "workflow_dispatch", "issues", "issue_comment",
              "workflow_call"}  # fmt: skip
    assert set(told[True]) <= events  # type: ignore[index]
    (job,) = (job for job in told["jobs"].values() if "siapkan" in str(job))
    assert job["environment"] == "persetujuan"


def test_whatever_changes_a_proposal_wakes_the_gate() -> None:
    def writes(path: Path) -> bool:
        granted = [job.get("permissions", {}) for job in read(path)["jobs"].values()]
        return any(one.get("contents") == one.get("pull-requests") == "write" for one in granted)

    # What publishes comes after the merge.
    changing = {path.stem for path in WORKFLOWS if writes(path)} - {"terbit", "langkah"}
    # PyYAML reads the key `on` as true.
    told = read(FOLDER / "persetujuan.yml")[True]["workflow_run"]["workflows"]  # type: ignore[index]
    assert set(told) == {*changing, "periksa", "bangunkan"}


def test_what_puts_the_site_up_runs_no_code_of_ours() -> None:
    job = read(FOLDER / "langkah.yml")["jobs"]["pasang"]
    assert job["environment"]["name"] == "github-pages"
    assert [step for step in job["steps"] if "run" in step] == []
    assert set(job["permissions"]) == {"id-token", "pages"}


def test_what_a_proposal_can_change_is_given_nothing() -> None:
    for name in ("periksa", "bangunkan", "ukur"):
        path = FOLDER / f"{name}.yml"
        text = path.read_text(encoding="utf-8")
        assert "secrets." not in text
        assert "write" not in re.findall(r"^\s+[a-z-]+: (\w+)", text, re.MULTILINE)


def test_a_proposal_that_changes_the_program_is_measured() -> None:
    path = FOLDER / "ukur.yml"
    # PyYAML reads the key `on` as true.
    assert "scripts/**" in read(path)[True]["pull_request"]["paths"]  # type: ignore[index]
    assert [step["run"] for step in steps(path) if "run" in step] == ["make bench-kecil"]
    assert "\nbench-kecil: " in (ROOT / "Makefile").read_text(encoding="utf-8")


def test_machines_that_share_a_site_build_its_very_bytes(office: Office) -> None:
    """The workflow's own commands; what GitHub carries from job to job is carried by hand."""
    path = FOLDER / "bagian.yml"
    build, merge = (step["run"] for step in steps(path) if "jdih build" in step.get("run", ""))
    (office.root / ".venv/bin").mkdir(parents=True)
    (office.root / ".venv/bin/jdih").symlink_to(_BIN / "jdih")
    key = {"ALUR_REGISTER_KEY": read(path)["env"]["ALUR_REGISTER_KEY"]}

    def does(command: str, **more: str) -> None:
        env = {**os.environ, "PYTHONPATH": str(ROOT / "scripts"), **key, **more}
        subprocess.run(["bash", "-ec", command], check=True, cwd=office.root, env=env)

    before = snapshot(office.root)
    does(".venv/bin/jdih build --ke build/utuh")
    for _ in range(2):  # on machines of their own, the second time as the first
        does("rm -rf .git/jdih build/bagian build/parts build/gabungan")
        for number in (1, 2, 3):
            does(build, BAGIAN=f"{number}/3")
            (office.root / "build/parts").mkdir(exist_ok=True)
            (office.root / "build/bagian").rename(office.root / f"build/parts/bagian-{number}")
        (office.root / "build/parts").rename(office.root / "build/bagian")
        does(merge)
        assert read_site(office.root / "build/gabungan") == read_site(office.root / "build/utuh")
    assert snapshot(office.root)[:2] == before[:2]


ASKED = {
    "01-disposisi": DISPOSITION,
    "02-rencana": PLAN,
    "03-konten-rencana": FROM_PLAN,
    "04-tautan": LINK,
    "05-pemberitahuan": NOTICE,
    "06-arsip": FILING,
    "07-insight": NUMBERS,
    "08-ralat": CORRECTION,
    "09-tarik": WITHDRAWAL,
    "10-tindakan": TREATMENT,
    "11-insiden": INCIDENT,
}
"""The forms in the order in which an office needs them: GitHub lists them by name of file."""


def test_forms_are_listed_in_the_order_of_the_work() -> None:
    assert [path.stem for path in FORMS] == list(ASKED)
    assert [path.stem[:3] for path in FORMS] == [f"{n:02}-" for n in range(1, len(FORMS) + 1)]


@pytest.mark.parametrize(("name", "form"), ASKED.items())
def test_the_form_asks_what_the_program_reads(name: str, form: tuple[Field, ...]) -> None:
    told = read(FORMS_FOLDER / f"{name}.yml")
    asked = [part for part in told["body"] if part["type"] != "markdown"]
    assert [part["attributes"]["label"] for part in asked] == [one.label for one in form]
    assert [part.get("validations", {}).get("required", False) for part in asked] == [
        one.required for one in form
    ]
    assert set(told["labels"]) <= set(LABELS)
    by_id = {part["id"]: part["attributes"] for part in asked}
    if "sop" in by_id:
        assert (ROOT / "content" / "sop" / f"{by_id['sop']['value']}.md").is_file()
    if "platform" in by_id:
        channels = read_channels(WorkTree(ROOT)).channels or {}
        assert by_id["platform"]["options"] == sorted(channels)
    if "jenis" in by_id:
        schema = read_schemas(WorkTree(ROOT)).of(Kind.ITEM).source["properties"]["tarik"]
        assert by_id["jenis"]["options"] == schema["properties"]["jenis"]["enum"]
    if "unggahan" in by_id:
        columns = by_id["unggahan"]["value"].split("; ")
        assert set(columns) <= {ADDRESS, DAY, *PostMetric}
    if "tindakan" in by_id:
        assert by_id["tindakan"]["options"] == [*Action, MISTAKEN]


ENVIRONMENT = Environment({"ALUR_APP_KEY": "kunci"}, branches=("main",))


def played(
    name: str, place: Path, event: str = "workflow_dispatch", payload: Any = None, **given: Any
) -> Run:
    """Play one of our workflows where the environment says that its GitHub is."""
    github = {"repository": NAME, "token": TOKEN, "api_url": os.environ["GITHUB_API_URL"],
              "server_url": os.environ.get("GITHUB_SERVER_URL", "https://github.com")}  # fmt: skip
    return play(FOLDER / f"{name}.yml", event, payload or {}, place, github=github, **given)


def codes(run: Run) -> list[int]:
    """Return with what the commands of a run ended, as far as it came."""
    steps = (step for job in run.jobs.values() for step in job.steps)
    return [step.code for step in steps if step.code is not None]


def form(number: int, *labels: str) -> dict[str, Any]:
    """Return what GitHub tells of a form that was filled in."""
    named = [{"name": label} for label in labels]
    return {"action": "opened", "issue": {"number": number, "labels": named}}


def said(number: int, text: str, **under: Any) -> tuple[str, dict[str, Any]]:
    """Return the event of a comment under a pull request, and what GitHub tells of it."""
    issue = {"number": 1, "pull_request": {}, **under}
    told = {"action": "created", "issue": issue, "comment": {"id": number, "body": text}}
    return "issue_comment", told


@pytest.mark.parametrize("name", KEYED)
@pytest.mark.parametrize(("app", "token"), [({}, "ghs_job"), ({"ALUR_APP_ID": "1"}, "ghs_app")])
def test_the_app_speaks_where_there_is_one(
    name: str, app: dict[str, str], token: str, tmp_path: Path
) -> None:
    path = FOLDER / f"{name}.yml"
    spoken = []

    def enter(inputs: Mapping[str, str], _: Contexts) -> Mapping[str, str]:
        assert (inputs["app-id"], inputs["private-key"]) == ("1", "kunci")
        return {"token": "ghs_app"}

    def speak(_: Mapping[str, str], contexts: Contexts) -> None:
        spoken.append(contexts["env"]["GITHUB_TOKEN"])

    *_, last = steps(path)
    begun_by = {"disposisi": ("issues", form(1, "disposisi")), "perintah": said(1, "/ajukan"),
                "catat": ("issues", form(1, "insiden")),
                "insight": ("issues", form(1, "insight")),
                "pengaturan": ("workflow_dispatch", {})}  # fmt: skip
    event, payload = begun_by.get(name, ("workflow_run", {"action": "completed"}))
    stand_ins = {"actions/create-github-app-token": enter, last["run"].strip(): speak}
    settings = Settings(vars=app, environments={"persetujuan": ENVIRONMENT})
    begin = partial(play, path, event, payload, tmp_path, settings=settings, stand_ins=stand_ins)
    assert begin().result == "success"
    assert begin(github={"ref": "refs/heads/naskah"}).result == "failure"
    assert spoken == [token]


def test_the_gate_tells_every_proposal(begun: Office, hub: Hub, runner: Path) -> None:
    play = opened(begun, hub)
    # A proposal that waits for its approval is no fault of the run.
    assert codes(played("persetujuan", runner)) == [0]
    assert [status["state"] for status in hub.statuses] == ["failure"]
    play.do({"langkah": "nilai", "oleh": "kepala"})
    assert codes(played("persetujuan", runner)) == [0]
    assert [status["state"] for status in hub.statuses] == ["failure", "success"]
    assert len(hub.comments) == 1
    # GitHub that does not answer is one.
    hub.faults = [401] * 9
    assert codes(failed := played("persetujuan", runner)) == [1]
    assert failed.result == "failure"


def test_settings_that_drifted_fail_the_run(locked: tuple[Office, Hub], tmp_path: Path) -> None:
    begun, hub = locked
    hub.push("main", begun.people["pengelola"])
    place = checked_out(begun, hub, tmp_path / "klon")
    assert codes(played("pengaturan", place)) == [0]
    hub.rulesets[0]["enforcement"] = "disabled"
    assert codes(failed := played("pengaturan", place)) == [1]
    assert failed.result == "failure"


def test_what_waits_is_told_every_morning(begun: Office, hub: Hub, runner: Path) -> None:
    opened(begun, hub)
    assert codes(played("ingatkan", runner, "schedule")) == [0]
    (issue,) = hub.issues.values()
    assert "Usulan #1." in issue["body"]
    hub.faults = [401] * 9
    assert codes(failed := played("ingatkan", runner, "schedule")) == [2]
    assert failed.result == "failure"


def test_a_draft_that_is_ready_is_submitted(begun: Office, hub: Hub, runner: Path) -> None:
    opened(begun, hub, folder="drafts/cara-mencari")
    assert codes(played("ajukan", runner)) == [0]
    listed = begun.git.git("--git-dir", str(hub.bare), "ls-tree", "-r", "--name-only", "naskah")
    assert "content/konten/2026/cara-mencari/index.md" in listed.splitlines()
    assert "drafts/cara-mencari/index.md" not in listed.splitlines()


def test_a_form_is_opened(begun: Office, hub: Hub, runner: Path) -> None:
    text = written({**ANSWERS, "sop": "uji-1", "disposisi.isi": "$(touch x) `id` ${{ x }}"})
    number = hub.fill(begun.people["pengelola"], text)
    other = played("disposisi", runner, "issues", form(number, "lain"))
    assert other.jobs["disposisi"].result == "skipped"
    assert not hub.proposals
    assert codes(played("disposisi", runner, "issues", form(number, "lain", "disposisi"))) == [0]
    assert len(hub.proposals) == 1
    assert not (runner / "x").exists()


def test_pictures_of_a_form_are_taken_along(
    begun: Office, hub: Hub, runner: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with stored() as store:
        monkeypatch.setenv("GITHUB_SERVER_URL", store.origin)
        store.files = {1: picture(), 2: b"<svg onload=alert(1)>"}
        told = f"Jelaskan. ![$(touch x)]({store.at(1)}) ![`id`]({store.at(2)})"
        text = written({**ANSWERS, "sop": "uji-1", "disposisi.isi": told})
        number = hub.fill(begun.people["pengelola"], text)
        assert codes(played("disposisi", runner, "issues", form(number, "disposisi"))) == [0]
    (proposal,) = hub.proposals
    listed = begun.git.git("--git-dir", str(hub.bare), "ls-tree", "-r", "--name-only",
                           proposal.branch)  # fmt: skip
    assert [one for one in listed.splitlines() if "/gambar-" in one] == [
        "drafts/hak-anda-atas-informasi/gambar-1.png"
    ]
    assert "gambar ke-2" in proposal.body
    assert not (runner / "x").exists()


@pytest.mark.parametrize(
    ("label", "asked", "told"),
    [
        ("ralat", CORRECTION, {}),
        ("tarik", WITHDRAWAL, {"jenis": "keliru"}),
    ],
)
def test_a_published_item_is_amended_by_a_form(
    begun: Office, hub: Hub, runner: Path, label: str, asked: tuple[Field, ...],
    told: dict[str, str],
) -> None:  # fmt: skip
    told = {**told, "konten": OLD_ID, "penjelasan": "$(touch x) `id` ${{ x }}"}
    number = hub.fill(begun.people["pengelola"], written(told, asked))
    assert codes(played("disposisi", runner, "issues", form(number, label))) == [0]
    (proposal,) = hub.proposals
    assert proposal.branch == f"{label}/{OLD_ID}-{number}"
    text = begun.git.git("--git-dir", str(hub.bare), "show", f"{proposal.branch}:{OLD}")
    assert f"\n{label}:\n" in text
    assert "penjelasan: $(touch x) `id` ${{ x }}\n" in text
    assert not (runner / "x").exists()


def test_a_form_is_recorded(begun: Office, hub: Hub, runner: Path) -> None:
    told = {"platform": "x", "alamat": "https://x.com/jdih/status/1",
            "keterangan": "$(touch x) `id` ${{ x }}"}  # fmt: skip
    number = hub.fill(begun.people["pengelola"], written(told, INCIDENT))
    other = played("catat", runner, "issues", form(number, "disposisi"))
    assert other.jobs["catat"].result == "skipped"
    assert codes(played("catat", runner, "issues", form(number, "insiden"))) == [0]
    assert hub.issues[number]["state"] == "closed"
    listed = begun.git.git("--git-dir", str(hub.bare), "ls-tree", "-r", "--name-only", "register")
    assert len(listed.splitlines()) == 1
    assert not (runner / "x").exists()


def test_numbers_of_a_form_are_brought_to_a_proposal(begun: Office, hub: Hub, runner: Path) -> None:
    told = {"bulan": "2026-11", "platform": "x", "pengikut_akhir": "12,9 rb",
            "jangkauan": "$(touch x) `id` ${{ x }}"}  # fmt: skip
    number = hub.fill(begun.people["pengelola"], written(told, NUMBERS))
    other = played("insight", runner, "issues", form(number, "insiden"))
    assert other.jobs["insight"].result == "skipped"
    # A number that cannot be read is named under the form, and is no fault of the run.
    assert codes(played("insight", runner, "issues", form(number, "insight"))) == [0]
    (proposal,) = hub.proposals
    typed = begun.git.git("--git-dir", str(hub.bare), "show",
                          f"{proposal.branch}:drafts/insight/2026-11/ketik.yml")  # fmt: skip
    assert "pengikut_akhir: 12.900" in typed
    assert "Jangkauan akun" in hub.comments[-1]["body"]
    assert not (runner / "x").exists()


def test_a_command_in_a_comment_is_obeyed(begun: Office, hub: Hub, runner: Path) -> None:
    opened(begun, hub, folder="drafts/cara-mencari")
    number = hub.remark(begun.people["pengelola"], 1, "/ajukan")
    assert codes(played("perintah", runner, *said(number, "/ajukan"))) == [0]
    assert "Diajukan" in hub.comments[-1]["body"]


@pytest.mark.parametrize("event", [said(1, "Setuju."), said(1, "/ajukan", pull_request=None)])
def test_other_comments_start_nothing(event: tuple[str, Any], runner: Path) -> None:
    assert played("perintah", runner, *event).jobs["perintah"].result == "skipped"


def test_a_proposal_is_checked_built_and_shown(begun: Office, runner: Path) -> None:
    payload = {"action": "opened", "pull_request": {"number": 1}}
    kept = {"actions/upload-artifact": nothing}
    begin = partial(played, "periksa", runner, "pull_request", payload, stand_ins=kept)
    assert codes(begin()) == [0, 0, 0]
    (runner / "content/profil").mkdir(exist_ok=True)
    (runner / "content/profil/index.md").write_text("rusak\n", encoding="utf-8")
    # What does not pass is not built; what keeps it from being approved stands in the preview.
    failed = begin()
    assert codes(failed) == [1, 0]
    assert failed.result == "failure"
    html = (runner / "build" / "pratinjau.html").read_text(encoding="utf-8")
    assert "content/profil/index.md:1:1</code> JD201" in html


def test_the_preview_is_kept_as_one_file_for_a_while() -> None:
    making, keeping = (step for step in steps(FOLDER / "periksa.yml") if "cancelled" in str(step))
    assert keeping["with"] == {
        "path": "build/pratinjau.html",
        "archive": False,
        "if-no-files-found": "error",
        "retention-days": 14,
    }
    assert keeping["with"]["path"] in making["run"]
    assert "continue-on-error" not in str(making) + str(keeping)
