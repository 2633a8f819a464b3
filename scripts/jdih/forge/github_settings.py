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
_GATE = "persetujuan"
_CHECKS = "required_status_checks"

Fault = tuple[str, str]
"""What does not hold, and the remedy."""


def settings_faults(api: Api, tree: Tree, base: str) -> Iterator[Fault]:
    """Yield what on GitHub does not hold. Raises JdihError when GitHub does not answer.

    `base` is the site's full address as ``mkdocs.yml`` has it.
    """
    wanted = dict(read_rulesets(tree))
    with api.told():
        yield from _rulesets(api, wanted)
        for name, besides in ENVIRONMENTS.items():
            live = api.one(f"environments/{name}", or_nothing=True)
            yield from _environment(name, besides, live)
        yield from _pages(api.one("pages", or_nothing=True), base)
        labels = {one["name"] for one in api.many("labels")}
        for label in LABELS:
            if label not in labels:
                yield f"label “{label}” belum ada", "Buat pada Issues → Labels."


def is_public(api: Api) -> bool:
    """Say whether anybody may read the repository. Raises JdihError without an answer."""
    with api.told():
        return not api.one("")["private"]


def _rulesets(api: Api, wanted: Mapping[str, dict[str, Any]]) -> Iterator[Fault]:
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
    checks = found.get(_CHECKS, {}).get(_CHECKS, ())
    if _CHECKS in asked and not any(
        check["context"] == _GATE and check.get("integration_id") for check in checks
    ):
        pin = (
            "Edit ruleset itu: pada Require status checks pilih sumber App unit untuk "
            f"{_GATE}. Tanpa App gerbang ini hanya pemberitahuan; terbit tetap memeriksa sendiri."
        )
        yield f"ruleset “{name}”: status {_GATE} belum dipatok pada App, jadi dapat dipalsukan", pin


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


def _environment(name: str, besides: str, live: Mapping[str, Any]) -> Iterator[Fault]:
    remedy = (
        f"Settings → Environments → {name}: Deployment branches → Selected branches → main, "
        f"{besides}"
    )
    if not live:
        yield f"environment “{name}” belum ada", remedy
    elif not live.get("deployment_branch_policy"):
        yield f"environment “{name}” dapat dipakai cabang mana pun", remedy


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
