"""Issues and comments of the fake GitHub; a pull request's comments lie under its number too."""

from __future__ import annotations

from typing import Any

from tests.forge.contract import filled


class Tracker:
    """What people and bots wrote. `issues` are keyed by number, `comments` in their order."""

    def __init__(self) -> None:
        self.issues: dict[int, dict[str, Any]] = {}
        self.comments: list[dict[str, Any]] = []

    def open(self, user: dict[str, Any] | None, body: str, **told: Any) -> dict[str, Any]:
        """Open an issue and return it."""
        number = 100 + len(self.issues)
        labels = [filled("label", name=name) for name in told.pop("labels", ())]
        made = filled(
            "issue", number=number, body=body, user=user, state="open", labels=labels, **told
        )
        self.issues[number] = made
        return made

    def say(self, user: dict[str, Any], number: int, body: str) -> dict[str, Any]:
        """Write a comment under a number and return it."""
        told = {"id": len(self.comments) + 1, "issue_url": f"https://github.example/x/{number}"}
        said = filled("issue-comment", user=user, body=body, **told)
        self.comments.append(said)
        return said

    def answer(self, gaps: dict[str, str], asked: dict[str, list[str]], *, said: bool) -> Any:
        """Return an issue, what is `said` under it, or the open issues that are asked for."""
        if "issue_number" not in gaps:
            labels = set(asked.get("labels", []))
            return [one for one in self.issues.values() if _open(one, labels)]
        number = gaps["issue_number"]
        if said:
            return [one for one in self.comments if one["issue_url"].endswith(f"/{number}")]
        return self.issues[int(number)]


def _open(issue: dict[str, Any], labels: set[str]) -> bool:
    return issue["state"] == "open" and labels <= {label["name"] for label in issue["labels"]}
