"""Issues and comments of the fake GitHub; a pull request's comments lie under its number too."""

from __future__ import annotations

from typing import Any

from tests.forge.contract import filled


def bot() -> dict[str, Any]:
    """Return the account that writes for our program."""
    return filled("simple-user", login="alur[bot]", id=41, type="Bot")


class Tracker:
    """What people and bots wrote. `issues` are keyed by number, `comments` in their order.

    `writes` counts what our client sent.

    `pulls` hold what pull requests show as issues: labels and assignees. `strangers` are accounts
    that GitHub assigns nothing to.
    """

    def __init__(self) -> None:
        self.issues: dict[int, dict[str, Any]] = {}
        self.pulls: dict[int, dict[str, Any]] = {}
        self.comments: list[dict[str, Any]] = []
        self.reactions: dict[int, list[dict[str, Any]]] = {}
        self.strangers: set[str] = set()
        self.writes = 0

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

    def take(self, where: str, gaps: dict[str, str], sent: dict[str, Any]) -> tuple[int, Any]:
        """Take what our client writes about an issue or a comment; return status and body."""
        self.writes += 1
        if where == "/issues":
            return 201, self.open(bot(), **sent)
        if "comment_id" in gaps:
            self.comments[int(gaps["comment_id"]) - 1] |= sent
            return 200, self.comments[int(gaps["comment_id"]) - 1]
        number = int(gaps["issue_number"])
        if where.endswith("/comments"):
            return 201, self.say(bot(), number, sent["body"])
        if self.strangers & set(sent.get("assignees", ())):
            return 422, filled("validation-error", message="x", documentation_url="x")
        told = self.pulls[number] if number in self.pulls else self.issues[number]
        told |= sent
        for key, kind, name in (("labels", "label", "name"), ("assignees", "simple-user", "login")):
            if key in sent:
                told[key] = [filled(kind, **{name: one}) for one in sent[key]]
        return 200, told

    def answer(self, where: str, gaps: dict[str, str], asked: dict[str, list[str]]) -> Any:
        """Return an issue, a comment, what was said under a number, or the issues asked for."""
        if where == "/issues":
            labels = set(asked.get("labels", []))
            state = asked.get("state", ["open"])[0]
            # The newest first, as GitHub lists them.
            listed = reversed(self.issues.values())
            return [one for one in listed if _fits(one, state, labels)]
        if "comment_id" in gaps:
            return self.comments[int(gaps["comment_id"]) - 1]
        number = gaps["issue_number"]
        if where.endswith("/comments"):
            return [one for one in self.comments if one["issue_url"].endswith(f"/{number}")]
        if where.endswith("/reactions"):
            return self.reactions.get(int(number), [])
        return self.pulls.get(int(number)) or self.issues[int(number)]


def _fits(issue: dict[str, Any], state: str, labels: set[str]) -> bool:
    return state in {issue["state"], "all"} and labels <= {
        label["name"] for label in issue["labels"]
    }
