"""Where the keys lie on GitHub: that each is there, and in no place where any branch could use it.

Only whoever administers the repository may look. What a key is nobody is told; its name is enough.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from jdih.forge.api import Api
from jdih.forge.github_settings import KEYS_PLACE, Fault

REGISTER_KEY, APP_KEY, APP_ID = "ALUR_REGISTER_KEY", "ALUR_APP_KEY", "ALUR_APP_ID"

_PLACE = f"Settings → Environments → {KEYS_PLACE}"
_DEPLOY = "Settings → Deploy keys"
_VARIABLES = (f"environments/{KEYS_PLACE}/variables", "actions/variables")
_PATHS = ("keys", f"environments/{KEYS_PLACE}/secrets", "actions/secrets", *_VARIABLES)


def key_faults(api: Api) -> tuple[Fault, ...] | None:
    """Return what does not hold, None when the token may not look. Raises JdihError."""
    told = []
    with api.told():
        for path in _PATHS:
            told.append(api.if_allowed(path))
            if told[-1] is None:
                return None
        keys, inside, outside, *variables = told
        secrets = _names(inside, "secrets")
        known = {name for one in variables for name in _names(one, "variables")}
        writing = sum(not key["read_only"] for key in keys)
        return (*_placed(secrets, _names(outside, "secrets"), known), *_register(secrets, writing))


def app_of(api: Api) -> str:
    """Return the id of the office's App, empty when there is none or the token may not look.

    Raises JdihError when GitHub does not answer.
    """
    with api.told():
        for path in _VARIABLES:
            for one in (api.if_allowed(path) or {}).get("variables", ()):
                if one["name"] == APP_ID:
                    return str(one["value"])
    return ""


def _names(told: Mapping[str, Any], kind: str) -> set[str]:
    return {one["name"] for one in told[kind]}


def _placed(inside: set[str], outside: set[str], variables: set[str]) -> Iterator[Fault]:
    for name in sorted(outside & {REGISTER_KEY, APP_KEY}):
        remedy = (
            "Hapus pada Settings → Secrets and variables → Actions, ganti kuncinya, lalu simpan "
            f"di {_PLACE}."
        )
        yield f"{name} tersimpan di luar environment, jadi dapat dibaca cabang mana pun", remedy
    if (APP_KEY in inside) != (APP_ID in variables):
        there, missing = (APP_KEY, APP_ID) if APP_KEY in inside else (APP_ID, APP_KEY)
        yield f"{there} ada, {missing} belum", f"Isi {missing} di {_PLACE}."


def _register(inside: set[str], writing: int) -> Iterator[Fault]:
    """Yield what the register's own key lacks: the ruleset lets any deploy key write there."""
    if REGISTER_KEY not in inside:
        yield f"{REGISTER_KEY} belum ada", f"Simpan kunci rahasianya di {_PLACE}."
    if writing != 1:
        remedy = f"{_DEPLOY}: sisakan satu kunci berizin menulis, pasangan {REGISTER_KEY}."
        yield f"ada {writing} deploy key yang boleh menulis, seharusnya satu", remedy
