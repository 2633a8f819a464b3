"""Which permission of a token an endpoint asks for, as GitHub's reference says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

LEVELS = ("none", "read", "write")
_BY_PLACE = {
    "activity": "contents",
    "commits": "pull-requests",
    "environments": "actions",
    "keys": "administration",
    "labels": "issues",
    "pulls": "pull-requests",
    "rulesets": "",
    "statuses": "statuses",
}
_ASKED_WITHOUT_NEED = ("secrets", "variables")
"""Lists of names that `doctor` looks at where the token may, and says so where it may not."""

Need = tuple[str, str]
"""A permission, and the least of LEVELS that is asked."""


def need(where: str, *, writes: bool, of_pull: bool) -> Need | None:
    """Return what a request to `where` needs, None for what every token may.

    What is said under a pull request (`of_pull`) is reached with the permission on pull requests.
    """
    place = where.strip("/").partition("/")[0]
    if place == "issues":
        place = "pulls" if of_pull else "issues"
    name = _BY_PLACE.get(place, place)
    if where.rstrip("/").endswith(_ASKED_WITHOUT_NEED):
        return None
    return (name, LEVELS[1 + writes]) if name else None


def lacking(job: Mapping[str, Any], needs: Iterable[Need]) -> list[str]:
    """Return what of `needs` a job's own token, or the App's token in it, is not granted."""
    prefix = "permission-"
    by_app = [
        {name.removeprefix(prefix): level for name, level in step["with"].items()
         if name.startswith(prefix)}
        for step in job["steps"] if "app-token" in step.get("uses", "")
    ]  # fmt: skip
    tokens = [("job", job["permissions"]), *(("App", granted) for granted in by_app)]
    return [
        f"{token}: {name}: {level}"
        for token, granted in tokens
        for name, level in sorted(needs)
        if LEVELS.index(granted.get(name, "none")) < LEVELS.index(level)
    ]
