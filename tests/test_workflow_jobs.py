"""Each job of our workflows, played twice: once is enough, and its token may do what it does."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from jdih.reading.form import CORRECTION, INCIDENT, NUMBERS
from tests.forge.hub import Hub
from tests.forge.permissions import lacking
from tests.forge.play import checked_out, opened
from tests.publishing import OLD_ID, Office
from tests.reading.test_form import ANSWERS, written
from tests.test_workflows import FOLDER, WORKFLOWS, codes, form, played, read, said, steps

Event = tuple[str, Any]
ELSEWHERE = {
    "laporan": "tests/forge/test_life.py",
    "langkah": "tests/forge/test_races.py",
    "terbit": "tests/forge/test_races.py",
}
"""Jobs that need more than one office at its beginning: where they are played twice."""


def disposition(office: Office, hub: Hub) -> Event:
    number = hub.fill(office.people["pengelola"], written({**ANSWERS, "sop": "uji-1"}))
    return "issues", form(number, "disposisi")


def correction(office: Office, hub: Hub) -> Event:
    told = {"konten": OLD_ID, "penjelasan": "Tahunnya keliru."}
    number = hub.fill(office.people["pengelola"], written(told, CORRECTION))
    return "issues", form(number, "ralat")


def incident(office: Office, hub: Hub) -> Event:
    told = {"platform": "x", "alamat": "https://x.com/jdih/status/1", "keterangan": "Salah unggah."}
    return "issues", form(hub.fill(office.people["pengelola"], written(told, INCIDENT)), "insiden")


def numbers(office: Office, hub: Hub) -> Event:
    told = {"bulan": "2026-11", "platform": "x", "pengikut_akhir": "12,9 rb"}
    return "issues", form(hub.fill(office.people["pengelola"], written(told, NUMBERS)), "insight")


def draft(office: Office, hub: Hub) -> Event:
    opened(office, hub, folder="drafts/cara-mencari")
    return "workflow_dispatch", {}


def item(office: Office, hub: Hub) -> Event:
    opened(office, hub)
    return "workflow_dispatch", {}


def command(office: Office, hub: Hub) -> Event:
    draft(office, hub)
    return said(hub.remark(office.people["pengelola"], 1, "/ajukan"), "/ajukan")


def question(office: Office, hub: Hub) -> Event:
    draft(office, hub)
    return said(hub.remark(office.people["pengelola"], 1, "/bantuan"), "/bantuan")


PLAYS: list[tuple[str, Callable[[Office, Hub], Event]]] = [
    ("disposisi", disposition),
    ("disposisi", correction),
    ("catat", incident),
    ("insight", numbers),
    ("ajukan", draft),
    ("perintah", command),
    ("perintah", question),
    ("persetujuan", item),
    ("ingatkan", item),
]


def without_token(path: Path) -> bool:
    """Say whether nothing in a workflow is handed a token: it can only read, or wake others."""
    return "GITHUB_TOKEN" not in path.read_text(encoding="utf-8")


def test_every_job_with_a_token_is_played() -> None:
    mine = {name for name, _ in PLAYS} | {"pengaturan"} | set(ELSEWHERE)
    assert mine == {path.stem for path in WORKFLOWS if not without_token(path)} | {"terbit"}


@pytest.mark.parametrize(
    "path", [path for path in WORKFLOWS if without_token(path)], ids=lambda path: path.stem
)
def test_what_is_handed_no_token_writes_nothing(path: Path) -> None:
    jobs = read(path)["jobs"].values()
    if path.stem == "terbit":
        assert all(job["uses"].endswith("/langkah.yml") for job in jobs), "it only calls another"
        return
    levels = {level for job in jobs for level in job.get("permissions", {}).values()}
    assert levels <= {"read"}


def standing(hub: Hub) -> dict[str, Any]:
    """Return all that stands on GitHub, as people see it; of equal statuses one."""
    refs = hub.work.git("--git-dir", str(hub.bare), "for-each-ref")
    shown = {(one["state"], one["context"], one["description"]) for one in hub.statuses}
    proposals = [(one.branch, one.draft, one.body) for one in hub.proposals]
    return deepcopy({
        "refs": refs, "statuses": shown, "proposals": proposals,
        "comments": hub.comments, "issues": hub.issues, "shown": hub.shown,
    })  # fmt: skip


@pytest.mark.parametrize(("name", "event"), PLAYS, ids=[f"{n}-{e.__name__}" for n, e in PLAYS])
def test_a_job_once_more_changes_nothing_and_asks_for_nothing_more(
    begun: Office, hub: Hub, runner: Path, name: str, event: Callable[[Office, Hub], Event]
) -> None:
    what = event(begun, hub)
    before = standing(hub)
    hub.needs.clear()
    assert codes(played(name, runner, *what)) == [0]
    once = standing(hub)
    assert once != before
    assert hub.needs
    assert codes(played(name, runner, *what)) == [0]
    again = standing(hub)
    for kind, stands in again.items():
        assert stands == once[kind]
    (job,) = read(FOLDER / f"{name}.yml")["jobs"].values()
    assert lacking(job, hub.needs) == []


def test_settings_are_only_looked_at(locked: tuple[Office, Hub], tmp_path: Path) -> None:
    begun, hub = locked
    hub.push("main", begun.people["pengelola"])
    place = checked_out(begun, hub, tmp_path / "klon")
    before = standing(hub)
    hub.needs.clear()
    for _ in range(2):
        assert codes(played("pengaturan", place)) == [0]
    assert standing(hub) == before
    (job,) = read(FOLDER / "pengaturan.yml")["jobs"].values()
    assert [one for one in lacking(job, hub.needs) if one.startswith("App")] == []
    assert {level for _, level in hub.needs} == {"read"}
    assert list(steps(FOLDER / "pengaturan.yml"))
