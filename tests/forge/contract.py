"""GitHub's own description of its REST interface, cut down to what is in use, and Prism.

Prism stands between our client and the fake, and lets nothing pass that the description does not
know: no request we should not send, no answer that GitHub would not give.
"""

from __future__ import annotations

import json
import re
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import IO, Any

import pytest

from tests import audit
from tests.audit import HOME, NODE

_DESCRIPTION = HOME / "node_modules" / "@octokit" / "openapi" / "generated" / "api.github.com.json"
_PRISM = HOME / "node_modules" / "@stoplight" / "prism-cli" / "dist" / "index.js"
_REPO = "/repos/{owner}/{repo}"
PATHS = (
    _REPO,
    f"{_REPO}/pulls/{{pull_number}}",
    f"{_REPO}/pulls/{{pull_number}}/reviews",
    f"{_REPO}/pulls/{{pull_number}}/commits",
    f"{_REPO}/pulls/{{pull_number}}/comments",
    f"{_REPO}/commits/{{commit_sha}}/pulls",
    f"{_REPO}/commits/{{ref}}/statuses",
    f"{_REPO}/pulls",
    f"{_REPO}/pulls/{{pull_number}}/requested_reviewers",
    f"{_REPO}/issues/{{issue_number}}/reactions",
    f"{_REPO}/activity",
    f"{_REPO}/rulesets",
    f"{_REPO}/rulesets/{{ruleset_id}}",
    f"{_REPO}/environments/{{environment_name}}",
    f"{_REPO}/environments/{{environment_name}}/deployment-branch-policies",
    f"{_REPO}/environments/{{environment_name}}/secrets",
    f"{_REPO}/environments/{{environment_name}}/variables",
    f"{_REPO}/actions/secrets",
    f"{_REPO}/actions/variables",
    f"{_REPO}/keys",
    f"{_REPO}/labels",
    f"{_REPO}/pages",
    f"{_REPO}/statuses/{{sha}}",
    f"{_REPO}/issues",
    f"{_REPO}/issues/{{issue_number}}",
    f"{_REPO}/issues/{{issue_number}}/comments",
    f"{_REPO}/issues/comments/{{comment_id}}",
)
_PATIENCE = 60
_WAIT = 0.1
_TRIES = 5
_SAMPLES: dict[str, Any] = {"integer": 1, "number": 1, "boolean": False, "array": [], "null": None}
_FORMATS = {"uri": "https://github.example/x", "date-time": "2026-11-23T02:00:00Z"}


@cache
def description() -> dict[str, Any]:
    """Return the description of PATHS and of all that they refer to."""
    whole = json.loads(_DESCRIPTION.read_text(encoding="utf-8"))
    paths = {path: whole["paths"][path] for path in PATHS}
    kept: dict[str, dict[str, Any]] = {}
    _follow(paths, whole["components"], kept)
    return {
        **{key: whole[key] for key in ("openapi", "info")},
        "servers": [{"url": "http://127.0.0.1"}],
        "paths": paths,
        "components": kept,
    }


def _follow(node: Any, known: dict[str, Any], kept: dict[str, dict[str, Any]]) -> None:
    """Keep every component that `node` refers to, and drop the long examples."""
    if isinstance(node, list):
        for item in node:
            _follow(item, known, kept)
    if not isinstance(node, dict):
        return
    node.pop("examples", None)
    if isinstance(node.get("$ref"), str):
        _, _, kind, name = node["$ref"].split("/")
        if name not in kept.setdefault(kind, {}):
            kept[kind][name] = known[kind][name]
            _follow(known[kind][name], known, kept)
    for item in node.values():
        _follow(item, known, kept)


def filled(name: str, /, **values: Any) -> dict[str, Any]:
    """Return an object of the schema `name`: `values`, and the least that is required besides."""
    return _object(_schema(name), values)


def _schema(name: str) -> dict[str, Any]:
    found: dict[str, Any] = description()["components"]["schemas"][name]
    return found


def _object(schema: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
    properties = schema.get("properties", {})
    made = {key: _sample(properties[key]) for key in schema.get("required", ())}
    for key, value in values.items():
        nested = _resolved(properties.get(key, {}))
        whole = isinstance(value, dict) and nested.get("type") == "object"
        made[key] = _object(nested, value) if whole else value
    return made


def _resolved(schema: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in schema:
        return _resolved(_schema(schema["$ref"].rpartition("/")[2]))
    for way in ("allOf", "anyOf", "oneOf"):
        if way in schema:
            return _resolved(schema[way][0])
    return schema


def _sample(schema: dict[str, Any]) -> Any:
    """Return the plainest value that a schema allows."""
    if schema.get("nullable") or "null" in schema.get("type", ()):
        return None
    plain = _resolved(schema)
    if plain.get("nullable"):
        return None
    if "enum" in plain:
        return plain["enum"][0]
    kind = plain.get("type", "object")
    if kind == "object":
        return _object(plain, {})
    if kind == "string":
        return _FORMATS.get(plain.get("format", ""), "x")
    return _SAMPLES[kind]


@contextmanager
def prism(upstream: str, folder: Path) -> Iterator[str]:
    """Start Prism before `upstream`; yield its own address."""
    audit.required()
    (folder / "github.json").write_text(json.dumps(description()), encoding="utf-8")
    for _ in range(_TRIES):
        port = _free_port()
        with (folder / "prism.log").open("wb") as log:
            running = _start(port, upstream, folder, log)
            try:
                if _listening(running, folder / "prism.log"):
                    yield f"http://127.0.0.1:{port}"
                    return
            finally:
                running.terminate()
                running.wait(10)
    pytest.fail(f"Prism did not start: {(folder / 'prism.log').read_text(encoding='utf-8')}")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _start(port: int, upstream: str, folder: Path, log: IO[bytes]) -> subprocess.Popen[bytes]:
    options = ("--errors", "--validate-request", "--host", "127.0.0.1", "--port", str(port))
    command = [str(NODE), str(_PRISM), "proxy", str(folder / "github.json"), upstream, *options]
    return subprocess.Popen(command, stdout=log, stderr=log)


def _listening(running: subprocess.Popen[bytes], log: Path) -> bool:
    """Wait until Prism says that it listens; another program may have taken the port before it."""
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and running.poll() is None:
        if "listening on" in log.read_text(encoding="utf-8", errors="replace"):
            return True
        time.sleep(_WAIT)
    return False


def place(path: str) -> tuple[str, dict[str, str]]:
    """Return which of PATHS a request's path is, and what fills its gaps."""
    for known in PATHS:
        found = re.fullmatch(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", known), path)
        if found:
            return known.removeprefix(_REPO), found.groupdict()
    raise LookupError(path)
