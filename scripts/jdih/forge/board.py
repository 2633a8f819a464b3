"""What people and programs write on GitHub: issues, comments, labels, statuses."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from jdih.forge.api import Api
from jdih.forge.witness import Issue

CONTEXT = "persetujuan"
"""The name of the gate's commit status."""
_CLOSED = {"state": "closed", "state_reason": "completed"}
_LONGEST = 140
"""Characters that GitHub takes as the description of a status."""
_STANDS = timedelta(hours=12)
"""How long a status is not said again: GitHub takes a thousand on one commit, ever.

Afterwards it is, since the one that stands may be of another account, which a ruleset does not ask.
"""
_MOST = 65_000
"""Characters of a text that GitHub takes, a little less than it does."""


class Board:
    """Reads and writes about one repository. Every method raises JdihError without an answer."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def set_status(self, commit: str, *, good: bool, about: str, page: str) -> None:
        """Say on a commit whether what it brings may be published, unless that stands already."""
        state = {
            "state": "success" if good else "failure",
            "context": CONTEXT,
            "description": about[:_LONGEST],
            "target_url": page,
        }
        with self._api.told():
            if not self._stands(commit, state):
                self._api.send("POST", f"statuses/{commit}", state)

    def _stands(self, commit: str, state: Mapping[str, str]) -> bool:
        """Say whether the last status in our name says the same, and is not old."""
        said = self._api.many(f"commits/{commit}/statuses")
        last = next((one for one in said if one["context"] == CONTEXT), None)
        if last is None or any(last[key] != value for key, value in state.items()):
            return False
        return datetime.now(UTC) - datetime.fromisoformat(last["created_at"]) < _STANDS

    def say(self, number: int, mark: str, words: str) -> None:
        """Write the comment that begins with `mark`, or bring it up to date."""
        body = f"{mark}\n{words}"
        with self._api.told():
            known = _marked(self._api.many(f"issues/{number}/comments"), mark)
            if known is None:
                self._api.send("POST", f"issues/{number}/comments", {"body": body})
            elif known["body"] != body:
                self._api.send("PATCH", f"issues/comments/{known['id']}", {"body": body})

    def said(self, number: int, mark: str) -> str:
        """Return the comment that begins with `mark`, empty for none."""
        with self._api.told():
            known = _marked(self._api.many(f"issues/{number}/comments"), mark)
            return str(known["body"]) if known else ""

    def raise_issue(self, label: str, mark: str, title: str, words: str) -> None:
        """Open the one issue that begins with `mark`, or bring it up to date."""
        body = _fitting(f"{mark}\n{words}")
        known = self._known_issue(label, mark)
        with self._api.told():
            if known is None:
                self._begin(label, title, body)
            elif known["body"] != body:
                self._api.send("PATCH", f"issues/{known['number']}", {"body": body})

    def keep_issue(self, label: str, mark: str, title: str, words: str, done: str) -> int:
        """Keep the one issue that begins with `mark` as `jdih.forge.door.Issues` says."""
        with self._api.told():
            known = _marked(self._api.many("issues", labels=label, state="all"), mark)
        body = _fitting(f"{mark}\n{words or done}")
        if known is None:
            return self._begin(label, title, body) if words else 0
        number, is_open = int(known["number"]), known["state"] == "open"
        # Whoever closed it has read these words; and what is closed stays so without any.
        if known["body"] != body if words else is_open:
            state = {"state": "open"} if words else _CLOSED
            with self._api.told():
                self._api.send("PATCH", f"issues/{number}", {"body": body, **state})
            is_open = bool(words)
        return number if is_open else 0

    def _begin(self, label: str, title: str, body: str) -> int:
        data = {"title": title, "body": body, "labels": [label]}
        with self._api.told():
            return int(self._api.send("POST", "issues", data)["number"])

    def close_issue(self, label: str, mark: str) -> None:
        """Close the one issue that begins with `mark`, if it is open."""
        known = self._known_issue(label, mark)
        if known is not None:
            self.close(known["number"])

    def _known_issue(self, label: str, mark: str) -> dict[str, Any] | None:
        with self._api.told():
            return _marked(self._api.many("issues", labels=label, state="open"), mark)

    def issue(self, number: int) -> Issue:
        """Return an issue."""
        with self._api.told():
            return _written(number, self._api.one(f"issues/{number}"))

    def rendered(self, number: int) -> str:
        """Return the text of an issue as GitHub shows it, in HTML."""
        with self._api.told():
            return self._api.rendered(f"issues/{number}")

    def comment(self, identity: int) -> Issue:
        """Return a comment; its number is that of the issue or pull request it stands under."""
        with self._api.told():
            told = self._api.one(f"issues/comments/{identity}")
            number = int(told["issue_url"].rpartition("/")[2])
            return _written(number, told)

    def voices(self, number: int) -> frozenset[int]:
        """Return the accounts that commented on an issue or pull request, or reacted to it."""
        with self._api.told():
            said = (*self._api.many(f"issues/{number}/comments"),
                    *self._api.many(f"issues/{number}/reactions"))  # fmt: skip
            accounts = (account_id(one["user"]) for one in said)
            return frozenset(account for account in accounts if account is not None)

    def ask(self, number: int, accounts: Collection[str]) -> None:
        """Ask accounts for their review; those that GitHub does not take are left out."""
        for account in sorted(accounts):
            with self._api.told():
                self._api.send(
                    "POST",
                    f"pulls/{number}/requested_reviewers",
                    {"reviewers": [account]},
                    or_nothing=True,
                )

    def display(self, number: int, label: str, accounts: Collection[str]) -> None:
        """Show under a pull request the step it stands at, and whose turn it is.

        `label` takes the place of the one that begins with the same word; accounts that GitHub does
        not take are left out. Both only display: no program reads them.
        """
        kind = label.partition(" ")[0]
        with self._api.told():
            told = self._api.one(f"issues/{number}")
            labels = {one["name"] for one in told["labels"]}
            others = {name for name in labels if name.partition(" ")[0] != kind}
            turn = {one["login"] for one in told["assignees"]}
            if labels == {*others, label} and turn == set(accounts):
                return
            step = {"labels": sorted({*others, label})}
            both = {**step, "assignees": sorted(accounts)}
            if not self._api.send("PATCH", f"issues/{number}", both, or_nothing=True):
                self._api.send("PATCH", f"issues/{number}", step)

    def close(self, number: int) -> None:
        """Close an issue as done."""
        with self._api.told():
            self._api.send("PATCH", f"issues/{number}", _CLOSED)


def _written(number: int, told: Mapping[str, Any]) -> Issue:
    who = told["user"]
    return Issue(
        number,
        told.get("body") or "",
        account_id(who),
        who["login"] if who else "",
        datetime.fromisoformat(told["created_at"]),
    )


def _marked(listed: Iterable[dict[str, Any]], mark: str) -> dict[str, Any] | None:
    """Return the first that begins with `mark` and is a bot's: who copies a mark is left alone."""
    mine = (one for one in listed if (one["body"] or "").startswith(mark) and _is_bots(one))
    return next(mine, None)


def _is_bots(written: Mapping[str, Any]) -> bool:
    return bool(written["user"] and written["user"]["type"] == "Bot")


def account_id(account: Mapping[str, Any] | None) -> int | None:
    """Return the numeric id of an account, None for one that is gone."""
    if account is None:
        return None
    number = account["id"]
    if not isinstance(number, int):
        raise TypeError(number)
    return number


def _fitting(body: str) -> str:
    """Return a text as far as GitHub takes it, cut behind a line."""
    if len(body) <= _MOST:
        return body
    kept = body[:_MOST].rpartition("\n")[0]
    return f"{kept}\n\nSelebihnya tidak termuat di sini; lihat dengan perintahnya di komputer."
