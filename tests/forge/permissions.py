"""Which permission of a token an endpoint asks for, as GitHub's reference says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

LEVELS = ("none", "read", "write")
ONLY_APPS = frozenset({"administration", "environments", "secrets", "actions-variables"})
"""Permissions that no job's own token can be given."""
CHECKOUT = ("contents", "read")
_BY_PLACE = {
    "actions/secrets": "secrets",
    "actions/variables": "actions-variables",
    "activity": "contents",
    "commits": "pull-requests",
    "commits/{ref}/statuses": "statuses",
    "environments": "actions",
    "environments/{environment_name}/secrets": "environments",
    "environments/{environment_name}/variables": "environments",
    "issues": "issues",
    "keys": "administration",
    "labels": "issues",
    "pages": "pages",
    "pulls": "pull-requests",
    "rulesets": "",
    "statuses": "statuses",
}
"""The beginning of a path, and the permission; none where every token may look."""

Need = tuple[str, str]
"""A permission, and the least of LEVELS that is asked."""


def need(where: str, *, writes: bool, of_pull: bool) -> Need | None:
    """Return what a request to `where` needs, None for what every token may.

    What is said under a pull request (`of_pull`) is reached with the permission on pull requests.
    """
    path = where.strip("/")
    if not path:
        return None
    place = max((one for one in _BY_PLACE if f"{path}/".startswith(f"{one}/")), key=len)
    name = _BY_PLACE["pulls" if of_pull and place == "issues" else place]
    return (name, LEVELS[1 + writes]) if name else None


def lacking(job: Mapping[str, Any], needs: Iterable[Need]) -> list[str]:
    """Return what of `needs` a job's own token, or the App's token in it, is not granted."""
    wanted = sorted(needs)
    return [
        f"{token}: {name}: {level}"
        for token, granted in _tokens(job)
        for name, level in wanted
        if LEVELS.index(granted.get(name, "none")) < LEVELS.index(level)
    ]


def superfluous(job: Mapping[str, Any], needs: Iterable[Need]) -> list[str]:
    """Return what is granted beyond `needs`; that the main branch may be fetched is no more."""
    wanted = {*needs, CHECKOUT}
    return [
        f"{token}: {name}: {level}"
        for token, granted in _tokens(job)
        for name, level in sorted(granted.items())
        if not any(
            name == one and LEVELS.index(level) <= LEVELS.index(least) for one, least in wanted
        )
    ]


def _tokens(job: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield each token that a job has by its name, and what it is granted."""
    yield "job", job["permissions"]
    prefix = "permission-"
    for step in job["steps"]:
        if "app-token" in step.get("uses", ""):
            told = step["with"].items()
            granted = {name.removeprefix(prefix): level for name, level in told
                       if name.startswith(prefix)}  # fmt: skip
            yield "App", granted
