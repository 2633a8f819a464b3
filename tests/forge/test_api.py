"""How fast GitHub is asked: as it allows, and no slower where nothing limits it."""

from __future__ import annotations

import time
from collections.abc import Callable

import github
import pytest
import requests

from jdih.forge.api import API, Api, paced


@pytest.mark.parametrize(
    ("address", "limited"),
    [
        (API, True),
        ("https://api.unit.ghe.com", True),
        ("https://github.unit.example/api/v3", False),
        ("https://api.github.com.example", False),
        ("https://ghe.com.example/api/v3", False),
    ],
)
def test_who_limits_how_often_it_is_asked(address: str, limited: bool) -> None:
    assert paced(address) is limited


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """No network; what the client sleeps before it would ask."""
    found: list[float] = []
    monkeypatch.setattr(time, "sleep", found.append)

    def refuse(*_: object, **__: object) -> Callable[..., object]:
        raise requests.ConnectionError

    monkeypatch.setattr(requests.Session, "request", refuse)
    monkeypatch.setattr(requests.Session, "send", refuse)
    return found


@pytest.mark.parametrize(
    ("verb", "api", "at_least"),
    [
        ("GET", API, 0.05),
        ("POST", API, 0.9),
        ("GET", "https://github.unit.example/api/v3", 0.0),
        ("POST", "https://github.unit.example/api/v3", 0.0),
    ],
)
def test_two_requests_are_spaced(pauses: list[float], verb: str, api: str, at_least: float) -> None:
    told = Api("unit/jdih", "x" * 20, api=api, retries=0)
    for _ in range(2):
        with pytest.raises((requests.ConnectionError, github.GithubException)):
            told._ask(verb, "labels", {})
    assert sum(pauses) >= at_least
    assert bool(pauses) is bool(at_least)
