"""An office on GitHub whose settings are as its own files ask."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

from jdih.forge.github_keys import APP_ID, APP_KEY, REGISTER_KEY
from jdih.forge.github_settings import ENVIRONMENTS, KEYS_PLACE, LABELS
from tests.forge.contract import filled
from tests.forge.hub import Hub
from tests.publishing import Office
from tests.trees import ROOT

FILES = sorted((ROOT / ".github" / "rulesets").glob("*.json"))
APP = 4242
"""The App that the gate's status is pinned to."""


def wanted() -> list[dict[str, Any]]:
    """Return our own rulesets."""
    return [json.loads(file.read_text(encoding="utf-8")) for file in FILES]


def lock(office: Office, hub: Hub) -> None:
    """Give the office our rulesets and its CODEOWNERS, and set GitHub up accordingly."""
    office.git.write({f".github/rulesets/{file.name}": file.read_text("utf-8") for file in FILES})
    assert office.run("doctor", "--tulis-codeowners") == 0
    office.git.commit({}, office.people["pengelola"])
    for number, rules in enumerate(wanted(), start=1):
        live = deepcopy(rules)
        for rule in live["rules"]:
            for check in rule.get("parameters", {}).get("required_status_checks", ()):
                check["integration_id"] = APP
        hub.rulesets.append(filled("repository-ruleset", id=number, source="x", **live))
    policy = {"protected_branches": False, "custom_branch_policies": True}
    for name in ENVIRONMENTS:
        hub.environments[name] = filled("environment", name=name, deployment_branch_policy=policy)
        hub.policies[name] = [filled("deployment-branch-policy", name="main", type="branch")]
    hub.secrets = {KEYS_PLACE: [APP_KEY, REGISTER_KEY]}
    hub.variables = {KEYS_PLACE: [APP_ID]}
    hub.values = {APP_ID: str(APP)}
    hub.keys = [filled("deploy-key", read_only=False)]
    hub.labels = list(LABELS)
    hub.pages = {"html_url": "https://jdih.example/", "build_type": "workflow"}
