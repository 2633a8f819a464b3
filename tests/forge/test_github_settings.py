"""The locks on GitHub: what the files ask for, and what doctor says of what is there."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import datetime
from typing import Any

import jsonschema_rs
import pytest

from jdih.publication.codeowners import PATH as CODEOWNERS
from jdih.publication.codeowners import codeowners
from jdih.publication.state import sops_of, unit_of
from jdih.repository.tree import WorkTree
from tests.forge.contract import description, filled, required
from tests.forge.hub import Desk, Hub
from tests.forge.test_github import github_desk, hub, outside
from tests.publishing import Office
from tests.trees import ROOT

__all__ = ["github_desk", "hub", "outside"]

FILES = sorted((ROOT / ".github" / "rulesets").glob("*.json"))
APP = 4242


def wanted() -> list[dict[str, Any]]:
    return [json.loads(file.read_text(encoding="utf-8")) for file in FILES]


@pytest.mark.parametrize("rules", wanted(), ids=lambda rules: rules["name"])
def test_github_takes_the_file(rules: dict[str, Any]) -> None:
    required()
    whole = description()
    body = whole["paths"]["/repos/{owner}/{repo}/rulesets"]["post"]["requestBody"]
    schema = {**body["content"]["application/json"]["schema"], "components": whole["components"]}
    jsonschema_rs.Draft7Validator(schema).validate(rules)


def test_nobody_passes_by_the_lock_of_the_main_branch() -> None:
    (main,) = (rules for rules in wanted() if rules["name"] == "main")
    assert main["bypass_actors"] == []
    (pulls,) = (rule for rule in main["rules"] if rule["type"] == "pull_request")
    # An approval is bound to the item's sidik, not to the branch's last commit.
    assert pulls["parameters"]["dismiss_stale_reviews_on_push"] is False
    assert pulls["parameters"]["require_last_push_approval"] is False
    assert pulls["parameters"]["allowed_merge_methods"] == ["merge"]


@pytest.fixture
def locked(outside: tuple[Office, Hub]) -> tuple[Office, Hub]:
    """An office on GitHub that is set up as it should be."""
    begun, hub = outside
    begun.git.write({f".github/rulesets/{file.name}": file.read_text("utf-8") for file in FILES})
    assert begun.run("doctor", "--tulis-codeowners") == 0
    begun.git.commit({}, begun.people["pengelola"])
    for number, rules in enumerate(wanted(), start=1):
        live = deepcopy(rules)
        for rule in live["rules"]:
            for check in rule.get("parameters", {}).get("required_status_checks", ()):
                check["integration_id"] = APP
        hub.rulesets.append(filled("repository-ruleset", id=number, source="x", **live))
    policy = {"protected_branches": False, "custom_branch_policies": True}
    hub.environments["persetujuan"] = filled(
        "environment", name="persetujuan", deployment_branch_policy=policy
    )
    hub.labels = ["disposisi"]
    return begun, hub


def faults(office: Office, capsys: pytest.CaptureFixture[str]) -> list[str]:
    capsys.readouterr()
    office.run("doctor", "--github")
    lines = capsys.readouterr().out.splitlines()
    return [line.partition("GitHub: ")[2] for line in lines if line.startswith("PERLU  GitHub")]


def test_a_sound_set_up_has_nothing_to_mend(
    locked: tuple[Office, Hub], capsys: pytest.CaptureFixture[str]
) -> None:
    assert faults(locked[0], capsys) == []


def test_github_asks_whoever_decides(
    locked: tuple[Office, Hub], capsys: pytest.CaptureFixture[str]
) -> None:
    begun, _ = locked
    text = (begun.root / ".github/CODEOWNERS").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert lines[0] == "/content/ @kepala", "GitHub takes the last that fits"
    assert {"/content/konten/ @kepala", "/content/dokumen/putusan/ @kepala"} <= set(lines)
    assert {"/site_config/ @kepala", "/mkdocs.yml @kepala"} <= set(lines)

    begun.git.commit({".github/CODEOWNERS": "* @tamu\n"}, begun.people["pengelola"])
    (said,) = faults(begun, capsys)
    assert said == ".github/CODEOWNERS tidak sesuai dengan jabatan di unit.yml"


def test_our_own_file_is_up_to_date() -> None:
    tree = WorkTree(ROOT)
    unit = unit_of(tree)
    wanted = codeowners(unit, sops_of(tree), datetime.now(unit.zone).date())
    assert (ROOT / CODEOWNERS).read_text(encoding="utf-8") == wanted


def rule(hub: Hub, name: str, kind: str) -> dict[str, Any]:
    (ruleset,) = (one for one in hub.rulesets if one["name"] == name)
    found: dict[str, Any] = next(one for one in ruleset["rules"] if one["type"] == kind)
    return found


def test_each_thing_that_is_missing_is_named(
    locked: tuple[Office, Hub], capsys: pytest.CaptureFixture[str]
) -> None:
    begun, hub = locked
    hub.labels.clear()
    assert faults(begun, capsys) == ["label “disposisi” belum ada"]
    hub.labels.append("disposisi")

    hub.environments["persetujuan"]["deployment_branch_policy"] = None
    assert faults(begun, capsys) == ["environment “persetujuan” dapat dipakai cabang mana pun"]
    del hub.environments["persetujuan"]
    assert faults(begun, capsys) == ["environment “persetujuan” belum ada"]


def test_a_lock_that_was_loosened_is_named(
    locked: tuple[Office, Hub], capsys: pytest.CaptureFixture[str]
) -> None:
    begun, hub = locked
    checks = rule(hub, "main", "required_status_checks")["parameters"]["required_status_checks"]
    for check in checks:
        check.pop("integration_id")
    (said,) = faults(begun, capsys)
    assert "belum dipatok pada App" in said
    for check in checks:
        check["integration_id"] = APP

    rule(hub, "main", "pull_request")["parameters"]["required_approving_review_count"] = 0
    (said,) = faults(begun, capsys)
    assert "aturan pull_request tidak ada atau berbeda" in said
    rule(hub, "main", "pull_request")["parameters"]["required_approving_review_count"] = 1

    hub.rulesets[0]["enforcement"] = "disabled"
    (said,) = faults(begun, capsys)
    assert "enforcement berbeda" in said
    hub.rulesets.pop(0)
    hub.rulesets[0]["id"] = 1
    (said,) = faults(begun, capsys)
    assert said == "ruleset “main” belum ada"


def test_without_an_answer_that_is_said(
    locked: tuple[Office, Hub], capsys: pytest.CaptureFixture[str], github_desk: tuple[Desk, str]
) -> None:
    locked[1].faults = [401] * 9
    (said,) = faults(locked[0], capsys)
    assert "menolak token" in said
