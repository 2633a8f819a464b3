"""Which permission of a token an endpoint asks for, as GitHub's reference says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

LEVELS = ("none", "read", "write")
_BY_PLACE = {
    "activity": "contents",
    "commits": "pull-requests",
    "pulls": "pull-requests",
    "statuses": "statuses",
}

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
    return (name, LEVELS[1 + writes]) if name else None


def lacking(job: Mapping[str, Any], needs: Iterable[Need]) -> list[str]:
    """Return what of `needs` a job's own token, or the App's token in it, is not granted."""
    (app,) = (step["with"] for step in job["steps"] if "app-token" in step.get("uses", ""))
    prefix = "permission-"
    by_app = {name.removeprefix(prefix): level for name, level in app.items()
              if name.startswith(prefix)}  # fmt: skip
    return [
        f"{token}: {name}: {level}"
        for token, granted in (("job", job["permissions"]), ("App", by_app))
        for name, level in sorted(needs)
        if LEVELS.index(granted.get(name, "none")) < LEVELS.index(level)
    ]
