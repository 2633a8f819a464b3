"""The locks on GitHub: what the files ask for, and what doctor says of what is there."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import jsonschema_rs
import pytest

from jdih.forge.github_keys import APP_ID, APP_KEY, REGISTER_KEY
from jdih.forge.github_settings import KEYS_PLACE, LABELS
from jdih.publication.codeowners import PATH as CODEOWNERS
from jdih.publication.codeowners import codeowners
from jdih.publication.state import sops_of, unit_of
from jdih.repository.tree import WorkTree
from tests import audit
from tests.forge.contract import description, filled
from tests.forge.hub import Hub
from tests.forge.locks import APP, wanted
from tests.publishing import Office, item
from tests.trees import ROOT


@pytest.mark.parametrize("rules", wanted(), ids=lambda rules: rules["name"])
def test_github_takes_the_file(rules: dict[str, Any]) -> None:
    audit.required()
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
    before = lines.index("/content/ @kepala"), lines.index("/content/konten/ @kepala")
    assert before == tuple(sorted(before)), "GitHub takes the last that fits"
    assert {"/content/konten/ @kepala", "/content/dokumen/putusan/ @kepala"} <= set(lines)
    assert {"/site_config/ @kepala", "/mkdocs.yml @kepala"} <= set(lines)
    assert {"/scripts/ @kepala", "/.github/ @kepala"} <= set(lines)

    begun.git.commit({".github/CODEOWNERS": "* @tamu\n"}, begun.people["pengelola"])
    (said,) = faults(begun, capsys)
    assert said == ".github/CODEOWNERS tidak sesuai dengan jabatan di unit.yml"


def test_our_own_file_is_up_to_date() -> None:
    tree = WorkTree(ROOT)
    unit = unit_of(tree)
    wanted = codeowners(unit, sops_of(tree), datetime.now(unit.zone).date())
    assert (ROOT / CODEOWNERS).read_text(encoding="utf-8") == wanted


@pytest.mark.parametrize(
    ("live", "said"),
    [
        ({}, "GitHub Pages belum aktif"),
        ({"build_type": "legacy"}, "GitHub Pages tidak dipasang oleh workflow"),
        (
            {"html_url": "https://unit.github.io/jdih/"},
            "situs di GitHub Pages beralamat https://unit.github.io/jdih/, mkdocs.yml menyebut",
        ),
    ],
)
def test_pages_goes_where_the_site_says(
    locked: tuple[Office, Hub], live: dict[str, str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    begun, hub = locked
    hub.pages = {**hub.pages, **live} if live else {}
    (found,) = faults(begun, capsys)
    assert found.startswith(said)


def rule(hub: Hub, name: str, kind: str) -> dict[str, Any]:
    (ruleset,) = (one for one in hub.rulesets if one["name"] == name)
    found: dict[str, Any] = next(one for one in ruleset["rules"] if one["type"] == kind)
    return found


def test_each_thing_that_is_missing_is_named(
    locked: tuple[Office, Hub], capsys: pytest.CaptureFixture[str]
) -> None:
    begun, hub = locked
    hub.labels.clear()
    assert faults(begun, capsys) == [f"label “{label}” belum ada" for label in LABELS]
    hub.labels.extend(LABELS)

    hub.environments["persetujuan"]["deployment_branch_policy"] = None
    assert faults(begun, capsys) == ["environment “persetujuan” dapat dipakai cabang mana pun"]
    del hub.environments["persetujuan"]
    assert faults(begun, capsys) == ["environment “persetujuan” belum ada"]


@pytest.mark.parametrize(
    ("protected", "listed"),
    [
        (True, [("main", "branch")]),
        (False, [("*", "branch")]),
        (False, [("main", "branch"), ("naskah/*", "branch")]),
        (False, [("main", "tag")]),
        (False, []),
    ],
)
def test_only_the_main_branch_may_use_a_key(
    locked: tuple[Office, Hub],
    capsys: pytest.CaptureFixture[str],
    *,
    protected: bool,
    listed: list[tuple[str, str]],
) -> None:
    begun, hub = locked
    policy = {"protected_branches": protected, "custom_branch_policies": not protected}
    hub.environments[KEYS_PLACE]["deployment_branch_policy"] = policy
    hub.policies[KEYS_PLACE] = [
        filled("deployment-branch-policy", name=name, type=kind) for name, kind in listed
    ]
    assert faults(begun, capsys) == [
        f"environment “{KEYS_PLACE}” tidak dibatasi pada cabang main saja"
    ]


def test_whoever_may_pass_by_a_lock_is_named(
    locked: tuple[Office, Hub], capsys: pytest.CaptureFixture[str]
) -> None:
    begun, hub = locked
    admin = {"actor_id": 5, "actor_type": "RepositoryRole", "bypass_mode": "always"}
    for rules in hub.rulesets:
        meant, rules["bypass_actors"] = rules["bypass_actors"], [*rules["bypass_actors"], admin]
        (said,) = faults(begun, capsys)
        assert said == f"ruleset “{rules['name']}”: yang boleh melewatinya (bypass) berbeda"
        rules["bypass_actors"] = meant
    # GitHub shows it to nobody who may not administer the repository.
    del hub.rulesets[0]["bypass_actors"]
    capsys.readouterr()
    begun.run("doctor", "--github")
    told = capsys.readouterr().out
    assert "PERLU  GitHub" not in told
    assert told.count("bypass) tidak dibandingkan") == 1


@pytest.mark.parametrize(("pin", "app"), [(15368, ""), (15368, str(APP)), (99, str(APP))])
def test_the_status_comes_from_the_offices_app(
    locked: tuple[Office, Hub], pin: int, app: str, capsys: pytest.CaptureFixture[str]
) -> None:
    begun, hub = locked
    if not app:
        hub.refused.add("/environments/{environment_name}/variables")
    checks = rule(hub, "main", "required_status_checks")["parameters"]["required_status_checks"]
    for check in checks:
        check["integration_id"] = pin
    (said,) = faults(begun, capsys)
    assert "dipatok pada sumber lain" in said


def test_each_key_is_where_it_belongs_and_nowhere_else(
    locked: tuple[Office, Hub], capsys: pytest.CaptureFixture[str]
) -> None:
    begun, hub = locked
    hub.secrets[""] = [REGISTER_KEY, "LAIN"]
    assert faults(begun, capsys) == [
        f"{REGISTER_KEY} tersimpan di luar environment, jadi dapat dibaca cabang mana pun"
    ]
    hub.secrets = {KEYS_PLACE: []}
    assert faults(begun, capsys) == [f"{APP_ID} ada, {APP_KEY} belum", f"{REGISTER_KEY} belum ada"]
    hub.secrets, hub.variables = {KEYS_PLACE: [APP_KEY, REGISTER_KEY]}, {}
    assert faults(begun, capsys) == [f"{APP_KEY} ada, {APP_ID} belum"]
    # An App is a choice, and its id no secret: it may stand beside the environment.
    hub.variables = {"": [APP_ID]}
    assert faults(begun, capsys) == []
    hub.keys += [filled("deploy-key", read_only=read) for read in (False, True)]
    (said,) = faults(begun, capsys)
    assert said == "ada 2 deploy key yang boleh menulis, seharusnya satu"


def test_an_empty_answer_about_keys_is_said(
    locked: tuple[Office, Hub], capsys: pytest.CaptureFixture[str]
) -> None:
    begun, hub = locked
    hub.blank.add("/actions/secrets")
    (said,) = faults(begun, capsys)
    assert said


def test_whoever_may_not_look_at_keys_is_told_so(
    locked: tuple[Office, Hub], capsys: pytest.CaptureFixture[str]
) -> None:
    begun, hub = locked
    hub.refused.add("/actions/secrets")
    assert faults(begun, capsys) == []
    begun.run("doctor", "--github")
    assert "Kunci tidak diperiksa" in capsys.readouterr().out


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
    for number, rules in enumerate(hub.rulesets, start=1):
        rules["id"] = number
    (said,) = faults(begun, capsys)
    assert said == "ruleset “main” belum ada"


def test_an_embargo_is_none_where_anybody_can_read(
    locked: tuple[Office, Hub], capsys: pytest.CaptureFixture[str]
) -> None:
    begun, hub = locked
    waiting = item(extra="tayang: 2199-01-04 08:00 WIB\n", folder="drafts/cara-mencari")
    begun.picture("drafts/cara-mencari")
    begun.git.commit(waiting, begun.people["pengelola"])
    capsys.readouterr()
    begun.run("doctor", "--github")
    out = capsys.readouterr().out
    assert "baik   Repositori publik" in out
    assert "PERLU  GitHub: drafts/cara-mencari/index.md menunggu tayang" in out

    hub.private = True
    begun.run("doctor", "--github")
    out = capsys.readouterr().out
    assert "baik   Repositori privat" in out
    assert "menunggu tayang" not in out


def test_a_plan_without_branch_rules_is_named(
    locked: tuple[Office, Hub], capsys: pytest.CaptureFixture[str]
) -> None:
    locked[1].refused.add("/rulesets")
    (said,) = faults(locked[0], capsys)
    assert said == "aturan cabang (ruleset) tidak tersedia, jadi cabang utama tidak terkunci"


def test_without_an_answer_that_is_said(
    locked: tuple[Office, Hub], capsys: pytest.CaptureFixture[str]
) -> None:
    locked[1].faults = [401] * 9
    (said,) = faults(locked[0], capsys)
    assert "menolak token" in said
