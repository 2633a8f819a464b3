"""What the rulesets let pass, by every door."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.forge.doors import DOORS, Doors, opened
from tests.forge.protection import RULESETS, protect
from tests.signing import Person


@pytest.fixture
def doors(tmp_path: Path) -> Iterator[Doors]:
    with opened(tmp_path) as doors:
        yield doors


def refusal(ref: str) -> str:
    return f"remote: error: GH013: Repository rule violations found for refs/heads/{ref}."


@pytest.mark.parametrize("door", DOORS)
def test_nobody_pushes_to_main(doors: Doors, door: str) -> None:
    before = doors.tip("main")
    doors.commit()

    done = doors.push(door, "HEAD:refs/heads/main")

    assert done.returncode == 1
    assert refusal("main") in done.stderr
    assert "remote: - Changes must be made through a pull request." in done.stderr
    assert "! [remote rejected] HEAD -> main" in done.stderr
    assert doors.tip("main") == before


@pytest.mark.parametrize("branch", ["main", "register"])
@pytest.mark.parametrize("door", DOORS)
def test_nobody_rewinds_or_deletes(doors: Doors, door: str, branch: str) -> None:
    there = doors.seed(branch)
    doors.commit()

    forced = doors.push(door, f"+HEAD:refs/heads/{branch}")
    deleted = doors.push(door, f":refs/heads/{branch}")

    assert (forced.returncode, deleted.returncode) == (1, 1)
    assert refusal(branch) in forced.stderr
    assert "remote: - Cannot force-push to this branch" in forced.stderr
    assert refusal(branch) in deleted.stderr
    assert "remote: - Cannot delete this branch" in deleted.stderr
    assert doors.tip(branch) == there


@pytest.mark.parametrize("door", ["deploy-http", "deploy-ssh"])
def test_the_deploy_key_creates_and_continues_the_register(doors: Doors, door: str) -> None:
    for text in ("satu\n", "dua\n"):
        commit = doors.commit(text)
        done = doors.push(door, "HEAD:refs/heads/register")
        assert (done.returncode, done.stderr) == (0, "")
        assert doors.tip("register") == commit


def test_nobody_else_creates_or_continues_the_register(doors: Doors) -> None:
    first = doors.commit("satu\n")
    created = doors.push("token", "HEAD:refs/heads/register")
    assert doors.tip("register") == ""
    assert doors.push("deploy-ssh", "HEAD:refs/heads/register").returncode == 0
    doors.commit("dua\n")
    continued = doors.push("token", "HEAD:refs/heads/register")

    assert refusal("register") in created.stderr
    assert "- Cannot create ref due to creations being restricted." in created.stderr
    assert refusal("register") in continued.stderr
    assert "- Cannot update this protected ref." in continued.stderr
    assert doors.tip("register") == first


@pytest.mark.parametrize("door", DOORS)
def test_everybody_does_anything_to_other_branches(doors: Doors, door: str) -> None:
    doors.seed("naskah")
    commit = doors.commit()

    assert doors.push(door, "+HEAD:refs/heads/naskah").returncode == 0
    assert doors.tip("naskah") == commit
    assert doors.push(door, "HEAD:refs/heads/register-lain").returncode == 0
    assert doors.tip("register-lain") == commit
    assert doors.push(door, ":refs/heads/naskah").returncode == 0
    assert doors.tip("naskah") == ""


def test_one_forbidden_branch_refuses_the_whole_push(doors: Doors) -> None:
    doors.commit()
    done = doors.push("token", "HEAD:refs/heads/naskah", "HEAD:refs/heads/main")

    assert done.returncode == 1
    assert refusal("naskah") not in done.stderr
    assert doors.tip("naskah") == ""


def test_the_merge_button_still_merges(doors: Doors) -> None:
    commit = doors.commit()
    assert doors.push("token", "HEAD:refs/heads/naskah").returncode == 0
    doors.hub.work.git("fetch", "--quiet", str(doors.hub.bare), "naskah")

    merge = doors.hub.merge(doors.hub.open("naskah", None), Person("kepala", 1, Path()))

    assert doors.tip("main") == merge
    assert doors.hub.work.tip(f"{merge}^2") == commit


def lay_main(folder: Path, **values: Any) -> Path:
    """Lay our ruleset of ``main``, with other `values`, into `folder` alone."""
    ruleset = json.loads((RULESETS / "main.json").read_text(encoding="utf-8")) | values
    folder.mkdir()
    (folder / "main.json").write_text(json.dumps(ruleset), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "values",
    [
        {"rules": [{"type": "deletion"}, {"type": "non_fast_forward"}]},
        {"enforcement": "disabled"},
        {"target": "tag"},
        {"conditions": {"ref_name": {"include": ["~ALL"], "exclude": ["refs/heads/m*"]}}},
    ],
)
def test_only_what_the_files_say_holds(
    doors: Doors, tmp_path: Path, values: dict[str, Any]
) -> None:
    protect(doors.hub.bare, lay_main(tmp_path / "aturan", **values))
    commit = doors.commit()

    assert doors.push("token", "HEAD:refs/heads/main").returncode == 0
    assert doors.tip("main") == commit


def test_a_rule_that_is_not_known_here_stops_every_push(doors: Doors, tmp_path: Path) -> None:
    rules = [{"type": "required_signatures"}]
    protect(doors.hub.bare, lay_main(tmp_path / "aturan", rules=rules))
    before = doors.tip("main")
    doors.commit()

    done = doors.push("token", "HEAD:refs/heads/main")

    assert done.returncode == 1
    assert "KeyError: 'required_signatures'" in done.stderr
    assert doors.tip("main") == before
