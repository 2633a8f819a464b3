from __future__ import annotations

import base64
import hashlib
import re

import pytest

from jdih.errors import JdihError
from jdih.website.shell import KNOWN_SCRIPTS, SLOTS, cut, tokens

SLOTTED = "".join(f"<i>{token}</i>" for token in tokens().values())
FILLED = {name: name.upper() for name in SLOTS}


def test_each_slot_is_filled_where_it_stands() -> None:
    html = cut(SLOTTED).fill({**FILLED, "body": "<p>@@jdih:title@@</p>"})
    assert "<i>TITLE</i>" in html
    assert "<i><p>@@jdih:title@@</p></i>" in html, "what a page brings is never searched for slots"


@pytest.mark.parametrize("name", [name for name in SLOTS if name != "csp"])
def test_a_slot_must_stand_exactly_once(name: str) -> None:
    token = tokens()[name]
    for broken in (SLOTTED.replace(token, ""), SLOTTED + token):
        with pytest.raises(JdihError, match=name):
            cut(broken)


def test_the_policy_names_each_known_script_and_nothing_else() -> None:
    script = (
        "var target=document.getElementById(location.hash.slice(1));target&&target.name&&"
        '(target.checked=target.name.startsWith("__tabbed_"))'
    )
    assert hashlib.sha256(script.encode()).hexdigest() in KNOWN_SCRIPTS
    html = cut(f"{SLOTTED}<script>{script}</script><script src='a.js'></script>").fill(FILLED)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = re.search(r"<i>(default-src.*?)</i>", html)
    assert policy is not None
    assert f"script-src 'self' 'sha256-{digest}';" in policy[1]
    assert "unsafe" not in policy[1]


@pytest.mark.parametrize(
    "extra",
    [
        "<script>alert(1)</script>",
        '<SCRIPT type="module">x()</SCRIPT>',
        "<script async>x()</script >",
    ],
)
def test_a_script_that_is_not_the_themes_stops_the_build(extra: str) -> None:
    with pytest.raises(JdihError, match="tidak dikenal"):
        cut(SLOTTED + extra)


@pytest.mark.parametrize(
    "extra",
    [
        '<script src="https://jahat.example/a.js"></script>',
        '<link rel="stylesheet" href="//fonts.example/x.css">',
        '<img alt="" src=http://jahat.example/x.png>',
        '<iframe src="https://jahat.example"></iframe>',
    ],
)
def test_nothing_is_loaded_from_another_host(extra: str) -> None:
    with pytest.raises(JdihError, match="luar situs"):
        cut(SLOTTED + extra)


def test_a_link_to_another_host_is_fine() -> None:
    cut(
        SLOTTED
        + '<a href="https://jdihn.go.id">JDIHN</a><script type="application/json">{}</script>'
    )


@pytest.mark.parametrize(
    "value",
    ["<script>x()</script>", "<SCRIPT SRC=a.js></SCRIPT>", "<script type=application/json>{}"],
)
def test_a_page_brings_no_script(value: str) -> None:
    with pytest.raises(JdihError, match="memuat skrip"):
        cut(SLOTTED).fill({**FILLED, "body": value})


def test_a_page_may_bring_data_for_machines() -> None:
    data = '<script type="application/ld+json">{"@type":"Legislation"}</script>'
    assert data in cut(SLOTTED).fill({**FILLED, "head": data})


def test_a_preview_lets_the_servers_reload_script_run() -> None:
    html = cut(SLOTTED, preview=True).fill(FILLED)
    assert "script-src 'self' 'unsafe-inline';" in html
