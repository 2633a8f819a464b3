"""How the repository on GitHub is set up, against what the locks need (design decision 5).

Rulesets are files in ``.github/rulesets/``, to be imported on GitHub; here they are compared.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from jdih.errors import JdihError
from jdih.forge.api import Api
from jdih.model.tree import Tree

RULESETS = ".github/rulesets"
KEYS_PLACE = "persetujuan"
"""The environment in which the office's keys lie."""
ENVIRONMENTS = {
    KEYS_PLACE: "lalu simpan kunci App dan kunci penulis Buku Agenda di sana.",
    "github-pages": "agar hanya cabang utama yang dapat memasang situs.",
}
"""Environments that only the main branch may use, and what to do there besides."""
LABELS = (
    "arsip",
    "disposisi",
    "gangguan",
    "insiden",
    "insight",
    "konten-rencana",
    "pemberitahuan",
    "pengingat",
    "ralat",
    "rencana",
    "tarik",
    "tautan",
)
_MAIN = "main"
_GATE = "persetujuan"
_ACTIONS = 15368
"""GitHub Actions' own App: a check pinned to it may come from any workflow of any branch."""
_CHECKS = "required_status_checks"

Fault = tuple[str, str]
"""What does not hold, and the remedy."""


def settings_faults(api: Api, tree: Tree, base: str, app: str = "") -> Iterator[Fault]:
    """Yield what on GitHub does not hold. Raises JdihError when GitHub does not answer.

    `base` is the site's full address as ``mkdocs.yml`` has it, `app` the id of the office's App,
    empty where it is not known.
    """
    wanted = dict(read_rulesets(tree))
    with api.told():
        yield from _rulesets(api, wanted, app)
        for name, besides in ENVIRONMENTS.items():
            yield from _environment(api, name, besides)
        yield from _pages(api.one("pages", or_nothing=True), base)
        labels = {one["name"] for one in api.many("labels")}
        for label in LABELS:
            if label not in labels:
                yield f"label “{label}” belum ada", "Buat pada Issues → Labels."


def hidden_bypasses(api: Api, tree: Tree) -> tuple[str, ...]:
    """Return the rulesets of which the token is not shown who may pass by them.

    GitHub shows that only to whoever may administer the repository. Raises JdihError.
    """
    names = {rules["name"] for _, rules in read_rulesets(tree)}
    with api.told():
        there = {one["name"]: one["id"] for one in api.if_allowed("rulesets") or ()}
        known = sorted(names & there.keys())
        return tuple(
            name for name in known if "bypass_actors" not in api.one(f"rulesets/{there[name]}")
        )


def is_public(api: Api) -> bool:
    """Say whether anybody may read the repository. Raises JdihError without an answer."""
    with api.told():
        return not api.one("")["private"]


def _rulesets(api: Api, wanted: Mapping[str, dict[str, Any]], app: str) -> Iterator[Fault]:
    if not api.offers("rulesets"):
        remedy = (
            "Repositori privat memerlukan paket GitHub Team atau yang lebih tinggi; pindahkan ke "
            "paket itu, atau jadikan publik. Bila paketnya sudah sesuai, periksa izin token "
            "(Administration: read)."
        )
        yield "aturan cabang (ruleset) tidak tersedia, jadi cabang utama tidak terkunci", remedy
        return
    there = {one["name"]: one["id"] for one in api.many("rulesets")}
    for path, rules in sorted(wanted.items()):
        known = there.get(rules["name"])
        live = api.one(f"rulesets/{known}") if known else None
        yield from _ruleset(path, rules, live)
        if live is not None:
            yield from _pinned(rules, live, app)


def _is_ruleset(path: str) -> bool:
    return path.startswith(f"{RULESETS}/") and path.endswith(".json")


def _ruleset(
    path: str, wanted: Mapping[str, Any], live: Mapping[str, Any] | None
) -> Iterator[Fault]:
    name = wanted["name"]
    remedy = f"Settings → Rules → Rulesets: hapus “{name}” bila ada, lalu Import: {path}."
    if live is None:
        yield f"ruleset “{name}” belum ada", remedy
        return
    for key in ("enforcement", "target", "conditions"):
        if live.get(key) != wanted[key]:
            yield f"ruleset “{name}”: {key} berbeda", remedy
    found, asked = _by_type(live.get("rules", ())), _by_type(wanted["rules"])
    for kind, rule in asked.items():
        if not _covers(found.get(kind), rule):
            yield f"ruleset “{name}”: aturan {kind} tidak ada atau berbeda", remedy
    # GitHub shows it only to whoever may administer the repository (`hidden_bypasses`).
    if "bypass_actors" in live and _actors(live) != _actors(wanted):
        yield f"ruleset “{name}”: yang boleh melewatinya (bypass) berbeda", remedy


def _actors(rules: Mapping[str, Any]) -> set[tuple[Any, ...]]:
    """Return who may pass by a ruleset."""
    keys = ("actor_type", "actor_id", "bypass_mode")
    return {tuple(actor.get(key) for key in keys) for actor in rules["bypass_actors"]}


def _pinned(wanted: Mapping[str, Any], live: Mapping[str, Any], app: str) -> Iterator[Fault]:
    """Yield what lets others than the office's App set the gate's status."""
    if _CHECKS not in _by_type(wanted["rules"]):
        return
    checks = _by_type(live.get("rules", ())).get(_CHECKS, {}).get(_CHECKS, ())
    pins = {check.get("integration_id") for check in checks if check["context"] == _GATE} - {None}
    if pins - {_ACTIONS} and (not app.isdecimal() or int(app) in pins):
        return
    found = "dipatok pada sumber lain" if pins else "belum dipatok pada App"
    remedy = (
        f"Edit ruleset itu: pada Require status checks pilih sumber App unit untuk {_GATE}, bukan "
        "GitHub Actions. Tanpa App gerbang ini hanya pemberitahuan; terbit tetap memeriksa sendiri."
    )
    yield f"ruleset “{wanted['name']}”: status {_GATE} {found}, jadi dapat dipalsukan", remedy


def _by_type(rules: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    return {rule["type"]: dict(rule.get("parameters") or {}) for rule in rules}


def _covers(live: Any, wanted: Any) -> bool:
    """Say whether the live value says all that is wanted; GitHub adds keys of its own."""
    if isinstance(wanted, dict):
        inside = isinstance(live, dict)
        return inside and all(_covers(live.get(key), value) for key, value in wanted.items())
    if isinstance(wanted, list):
        inside = isinstance(live, list)
        return inside and all(any(_covers(one, each) for one in live) for each in wanted)
    return bool(live == wanted)


def _environment(api: Api, name: str, besides: str) -> Iterator[Fault]:
    remedy = (
        f"Settings → Environments → {name}: Deployment branches → Selected branches → {_MAIN}, "
        f"{besides}"
    )
    live = api.one(f"environments/{name}", or_nothing=True)
    policy = live.get("deployment_branch_policy")
    if not live:
        yield f"environment “{name}” belum ada", remedy
    elif not policy:
        yield f"environment “{name}” dapat dipakai cabang mana pun", remedy
    # Which branches are protected is for the rulesets to say: “protected branches” names none.
    elif not policy["custom_branch_policies"] or _branches(api, name) != {("branch", _MAIN)}:
        yield f"environment “{name}” tidak dibatasi pada cabang {_MAIN} saja", remedy


def _branches(api: Api, environment: str) -> set[tuple[str, str]]:
    """Return which branches and tags, as patterns, may use an environment."""
    told = api.one(f"environments/{environment}/deployment-branch-policies")
    return {(one.get("type", "branch"), one["name"]) for one in told["branch_policies"]}


def _pages(live: Mapping[str, Any], base: str) -> Iterator[Fault]:
    where = "Settings → Pages"
    if not live:
        yield "GitHub Pages belum aktif", f"{where} → Source: pilih GitHub Actions."
        return
    if live.get("build_type") != "workflow":
        yield "GitHub Pages tidak dipasang oleh workflow", f"{where} → Source: GitHub Actions."
    address = (live.get("html_url") or "").rstrip("/") + "/"
    if address != base:
        yield (
            f"situs di GitHub Pages beralamat {address}, mkdocs.yml menyebut {base}",
            f"Samakan `site_url` di mkdocs.yml, atau atur alamatnya di {where} → Custom domain.",
        )


def read_rulesets(tree: Tree) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (path, ruleset) of every file. Raises JdihError for one that is no JSON object."""
    for path in sorted(filter(_is_ruleset, tree.entries)):
        try:
            yield path, dict(json.loads(tree.read(path)))
        except (ValueError, TypeError) as error:
            raise JdihError(f"{path} bukan objek JSON.", "Kembalikan dari riwayat Git.") from error
