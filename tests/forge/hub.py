"""A GitHub for tests: a real bare repository, real merges, and the few answers in use.

People do things to it (`push`, `open`, `review`, `merge`) as they would in the browser or with
Git; our client sees it only through HTTP. Answers are filled from GitHub's own description.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.forge.contract import filled, place
from tests.forge.permissions import Need, need
from tests.forge.tracker import Tracker
from tests.signing import Branching, Person

NAME = "unit/jdih"
TOKEN = "ghp_rahasia"  # noqa: S105 (opens nothing)
_ZEROS = "0" * 40
_WEB = 19864447
_WEB_ADDRESS = "noreply@github.com"
_BOT = Person("alur[bot]", 41, Path())
_FAULT = {"message": "x", "documentation_url": "https://docs.github.com/rest"}


@dataclass
class Proposal:
    """A pull request. `head` is frozen once it is merged, as GitHub does.

    `fork` is the repository that its branch lies in, empty for this one.
    """

    number: int
    branch: str
    opener: Person | None
    opened: int
    draft: bool = False
    fork: str = ""
    body: str = ""
    base: str = "main"
    head: str = ""
    merge: str = ""
    merged: int = 0
    reviews: list[dict[str, Any]] = field(default_factory=list)
    remarks: list[dict[str, Any]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)


class Hub:
    """One repository on the fake, filled from the office's own `work`.

    `faults` are statuses that the next requests are answered with; `blank` are kinds of answers
    that come back empty, `refused` those that our token may not see. `requests` counts what was
    asked, `needs` holds the permissions it took. `secrets` and `variables` are names by
    environment, the repository's own under ""; `values` are the variables', by name. `policies`
    are the branches and tags that may use an environment. `status_age` is how long ago every
    status was posted.
    """

    def __init__(self, work: Branching) -> None:
        self.work = work
        self.bare = work.root.parent / "hub.git"
        work.git("clone", "--quiet", "--bare", ".", str(self.bare))
        self.proposals: list[Proposal] = []
        self._known: dict[str, str] = {"main": self._tip("main")}
        self.activity: list[dict[str, Any]] = []
        self.web: set[str] = set()
        self.faults: list[int] = []
        self.blank: set[str] = set()
        self.refused: set[str] = set()
        self.requests = 0
        self.needs: set[Need] = set()
        self.tracker = Tracker()
        self.issues, self.comments = self.tracker.issues, self.tracker.comments
        self.shown = self.tracker.pulls
        self.rulesets: list[dict[str, Any]] = []
        self.environments: dict[str, dict[str, Any]] = {}
        self.secrets: dict[str, list[str]] = {}
        self.variables: dict[str, list[str]] = {}
        self.values: dict[str, str] = {}
        self.policies: dict[str, list[dict[str, Any]]] = {}
        self.keys: list[dict[str, Any]] = []
        self.labels: list[str] = []
        self.pages: dict[str, Any] = {}
        self.private = False
        self.statuses: list[dict[str, Any]] = []
        self.status_age = timedelta()

    # What people do.

    def push(self, branch: str, by: Person | None, *, force: bool = False) -> None:
        """Push a branch as `by` (an account that is gone when None)."""
        before = self._tip(branch)
        self.work.git("push", "--quiet", *(["--force"] if force else []), str(self.bare), branch)
        self._follow(branch)
        kind = "force_push" if force else ("push" if before else "branch_creation")
        self._note(branch, before, by, kind)

    def notice(self) -> None:
        """Note what was pushed past `push`: our program did it, nobody else speaks Git here."""
        listed = self.work.git("--git-dir", str(self.bare), "for-each-ref", "refs/heads",
                               "--format=%(objectname) %(refname:short)")  # fmt: skip
        for line in listed.splitlines():
            tip, branch = line.split(" ")
            if self._known.get(branch) != tip:
                self.needs.add(("contents", "write"))
                self._follow(branch)
                before = self._known.get(branch, "")
                self._note(branch, before, _BOT, "push" if before else "branch_creation")

    def _note(self, branch: str, before: str, by: Person | None, kind: str) -> None:
        self._known[branch] = self._tip(branch)
        self.activity.insert(
            0,
            filled(
                "activity",
                id=len(self.activity) + 1,
                before=before or _ZEROS,
                after=self._tip(branch),
                ref=f"refs/heads/{branch}",
                timestamp=_time(self.work.clock),
                activity_type=kind,
                actor=_account(by),
            ),
        )

    def open(self, branch: str, by: Person | None, base: str = "main") -> Proposal:
        """Open a pull request of `branch`."""
        proposal = Proposal(len(self.proposals) + 1, branch, by, self.work.clock, base=base)
        self.proposals.append(proposal)
        self._follow(branch)
        return proposal

    def _follow(self, branch: str) -> None:
        """Let the refs of a branch's pull requests go along with it, as GitHub does."""
        for one in self.proposals:
            if one.branch == branch and not one.merge:
                ref = f"refs/pull/{one.number}/head"
                self.work.git(
                    "--git-dir", str(self.bare), "update-ref", ref, f"refs/heads/{branch}"
                )

    def review(
        self, proposal: Proposal, by: Person | None, state: str = "APPROVED", commit: str = ""
    ) -> None:
        """Review what the branch holds now, or `commit`."""
        self.work.clock += 60
        proposal.reviews.append(
            filled(
                "pull-request-review",
                id=len(proposal.reviews) + 1,
                user=_account(by),
                state=state,
                commit_id=commit or self._tip(proposal.branch),
                submitted_at=_time(self.work.clock),
            )
        )

    def fill(self, by: Person, text: str) -> int:
        """Fill in a form; return the number of its issue."""
        told = {"created_at": _time(self.work.clock)}
        return int(self.tracker.open(_account(by), text, **told)["number"])

    def remark(self, by: Person, number: int, text: str) -> int:
        """Comment under an issue or pull request; return the comment's number."""
        user = _account(by)
        assert user is not None
        return int(self.tracker.say(user, number, text)["id"])

    def suggest(self, proposal: Proposal, by: Person) -> None:
        """Leave a remark that proposes other words."""
        body = "Lebih singkat:\n```suggestion\nKetik nomornya.\n```"
        proposal.remarks.append(filled("pull-request-review-comment", user=_account(by), body=body))

    def merge(
        self, proposal: Proposal, by: Person, *, title: str = "", then: dict[str, Any] | None = None
    ) -> str:
        """Merge as the button does: committed and signed by GitHub, for `by`."""
        proposal.head = self._tip(proposal.branch)
        title = title or f"Merge pull request #{proposal.number} from {NAME}/{proposal.branch}"
        self.work.git("fetch", "--quiet", str(self.bare), proposal.head)
        self.work.switch("main")
        self.work.clock += 60
        self.work.git("merge", "--quiet", "--no-ff", "-m", title, proposal.head, by=by)
        if then is not None:
            self.work.write(then)
            self.work.git("add", "--all", ".")
        self.work.git(
            *("-c", f"user.email={_WEB_ADDRESS}", "commit", "--quiet", "--amend", "--no-edit"),
            by=by,
        )
        proposal.merge, proposal.merged = self.work.tip(), self.work.clock
        self.web.add(proposal.merge)
        self.work.git("push", "--quiet", str(self.bare), "main")
        self._known["main"] = proposal.merge
        return proposal.merge

    def standing(self) -> dict[str, Any]:
        """Return all that can be seen here, refs included, for a later look to be compared with."""
        refs = self.work.git("--git-dir", str(self.bare), "for-each-ref")
        told = {
            "refs": refs,
            "proposals": self.proposals,
            "issues": self.issues,
            "comments": self.comments,
            "pulls": self.shown,
            "statuses": self.statuses,
        }
        return deepcopy(told)

    # What our client asks.

    def note(self, path: str, *, writes: bool) -> None:
        """Note the permission that a request takes."""
        where, gaps = place(path)
        number = int(gaps.get("issue_number", "0"))
        if "comment_id" in gaps:
            said = self.comments[int(gaps["comment_id"]) - 1]
            number = int(said["issue_url"].rpartition("/")[2])
        told = need(where, writes=writes, of_pull=0 < number <= len(self.proposals))
        if told:
            self.needs.add(told)

    def answer(self, path: str, asked: dict[str, list[str]]) -> Any:
        """Return the body for a request. Raises LookupError for what is not there."""
        self.notice()
        where, gaps = place(path)
        found = self._answer(where, gaps, asked)
        if where in self.blank:
            return []
        return found

    def take(self, path: str, sent: dict[str, Any]) -> tuple[int, Any]:
        """Take what our client writes; return status and body. Raises LookupError."""
        where, gaps = place(path)
        if where.startswith("/issues"):
            self._number(gaps)
            return self.tracker.take(where, gaps, sent)
        match where:
            case "/pulls/{pull_number}/requested_reviewers":
                return self._ask(self.proposals[int(gaps["pull_number"]) - 1], sent["reviewers"])
            case "/pulls":
                made = self.open(sent["head"], _BOT, sent["base"])
                made.draft = sent["draft"]
                made.body = sent["body"]
                return 201, self._whole(made)
            case "/statuses/{sha}":
                self.statuses.append({"sha": gaps["sha"], **sent})
                return 201, filled("status", **sent)
        raise LookupError(where)

    def _answer(self, where: str, gaps: dict[str, str], asked: dict[str, list[str]]) -> Any:
        if where.startswith("/issues"):
            self._number(gaps)
            return self.tracker.answer(where, gaps, asked)
        match where:
            case "/pulls":
                heads = asked.get("head", [])
                still = (one for one in self.proposals if not one.merge)
                return [
                    self._simple(one)
                    for one in still
                    if not heads or f"{NAME.partition('/')[0]}:{one.branch}" in heads
                ]
            case "/activity":
                refs = asked.get("ref", [])
                return [one for one in self.activity if not refs or one["ref"] in refs]
            case "/commits/{commit_sha}/pulls":
                merged = (one for one in self.proposals if one.merge == gaps["commit_sha"])
                return [self._simple(one) for one in merged]
        if "pull_number" in gaps:
            return self._of_pull(where, gaps)
        return self._of_settings(where, gaps)

    def _ask(self, proposal: Proposal, accounts: list[str]) -> tuple[int, Any]:
        """Ask for reviews, but never of whoever opened the pull request, as GitHub does."""
        if proposal.opener and proposal.opener.account in accounts:
            return 422, _FAULT
        proposal.asked += accounts
        return 201, self._simple(proposal)

    def _number(self, gaps: dict[str, str]) -> None:
        """Let a pull request be an issue too, as on GitHub."""
        number = int(gaps.get("issue_number", "0"))
        if 0 < number <= len(self.proposals) and number not in self.shown:
            body = self.proposals[number - 1].body
            self.shown[number] = filled("issue", number=number, body=body, labels=[], assignees=[])

    def _of_settings(self, where: str, gaps: dict[str, str]) -> Any:
        match where:
            case "":
                return filled("full-repository", private=self.private)
            case "/rulesets":
                return self.rulesets
            case "/rulesets/{ruleset_id}":
                return self.rulesets[int(gaps["ruleset_id"]) - 1]
            case "/environments/{environment_name}":
                return self.environments[gaps["environment_name"]]
            case "/pages" if self.pages:
                return filled("page", **self.pages)
        return self._listed(where, gaps)

    def _listed(self, where: str, gaps: dict[str, str]) -> Any:
        match where.rpartition("/")[2]:
            case "statuses":
                time = (datetime.now(UTC) - self.status_age).isoformat().replace("+00:00", "Z")
                said = (one for one in self.statuses if one["sha"] == gaps["ref"])
                return [filled("status", created_at=time, **one) for one in said][::-1]
            case "labels":
                return [filled("label", name=name) for name in self.labels]
            case "keys":
                return self.keys
            case "secrets":
                return self._named("actions-secret", "secrets", gaps)
            case "variables":
                return self._named("actions-variable", "variables", gaps)
            case "deployment-branch-policies":
                policies = self.policies.get(gaps["environment_name"], [])
                return {"total_count": len(policies), "branch_policies": policies}
        raise LookupError(where)

    def _named(self, schema: str, kind: str, gaps: dict[str, str]) -> dict[str, Any]:
        known: dict[str, list[str]] = getattr(self, kind)
        names = known.get(gaps.get("environment_name", ""), [])
        listed = [filled(schema, name=name) for name in names]
        for one in listed:
            if kind == "variables":
                one["value"] = self.values[one["name"]]
        return {"total_count": len(names), kind: listed}

    def _of_pull(self, where: str, gaps: dict[str, str]) -> Any:
        number = int(gaps["pull_number"])
        if not 0 < number <= len(self.proposals):
            raise LookupError(where)
        proposal = self.proposals[number - 1]
        match where.rpartition("/")[2]:
            case "reviews":
                return proposal.reviews
            case "comments":
                return proposal.remarks
            case "commits":
                return list(self._commits(proposal))
        return self._whole(proposal)

    def _simple(self, proposal: Proposal) -> dict[str, Any]:
        return filled("pull-request-simple", **self._said(proposal))

    def _whole(self, proposal: Proposal) -> dict[str, Any]:
        said = self._said(proposal)
        return filled("pull-request", **said, merged=bool(proposal.merge))

    def _said(self, proposal: Proposal) -> dict[str, Any]:
        head = proposal.head or self._tip(proposal.branch)
        owner = filled("simple-user", login=NAME.partition("/")[0])
        base = {"full_name": NAME, "name": NAME.rpartition("/")[2], "owner": owner}
        home = {**base, "full_name": proposal.fork or NAME}
        return {
            "number": proposal.number,
            "draft": proposal.draft,
            "state": "closed" if proposal.merge else "open",
            "user": _account(proposal.opener) or filled("simple-user", login="ghost", id=10137),
            "head": {"ref": proposal.branch, "sha": head, "repo": home},
            "base": {"ref": proposal.base, "sha": self._tip("main"), "repo": base},
            "merge_commit_sha": proposal.merge or None,
            "merged_at": _time(proposal.merged) if proposal.merge else None,
        }

    def _commits(self, proposal: Proposal) -> Iterator[dict[str, Any]]:
        head = proposal.head or self._tip(proposal.branch)
        base = f"{proposal.merge}^1" if proposal.merge else self._tip("main")
        options = ("--reverse", "--format=%H %ae %ce", f"{base}..{head}")
        listed = self.work.git("--git-dir", str(self.bare), "log", *options)
        for line in listed.splitlines():
            sha, author, committer = line.split()
            yield filled(
                "commit",
                sha=sha,
                commit={"verification": {"verified": sha in self.web}},
                author=self._linked(author),
                committer=self._linked(committer),
            )

    def _linked(self, address: str) -> dict[str, Any] | None:
        if address == _WEB_ADDRESS:
            return filled("simple-user", login="web-flow", id=_WEB)
        number, plus, rest = address.partition("@")[0].partition("+")
        if not plus or not number.isdigit():
            return None
        return filled("simple-user", login=rest, id=int(number))

    def _tip(self, branch: str) -> str:
        return self.work.git(
            "--git-dir", str(self.bare), "rev-parse", "--verify", "--quiet",
            f"refs/heads/{branch}", check=False,
        )  # fmt: skip


class Desk:
    """Answers over HTTP for the hub of the test that runs."""

    def __init__(self) -> None:
        self.hub: Hub | None = None

    def say(self, target: str, sent: dict[str, Any] | None = None) -> tuple[int, Any]:
        """Return status and body for a request; `sent` is what a writing one carries."""
        parts = urlsplit(target)
        if self.hub is None:
            return 404, _FAULT
        self.hub.requests += 1
        if self.hub.faults:
            return self.hub.faults.pop(0), _FAULT
        if place(parts.path)[0] in self.hub.refused:
            return 403, _FAULT
        try:
            self.hub.note(parts.path, writes=sent is not None)
            if sent is not None:
                return self.hub.take(parts.path, sent)
            return 200, self.hub.answer(parts.path, parse_qs(parts.query))
        except LookupError:
            return 404, _FAULT

    @contextmanager
    def served(self) -> Iterator[str]:
        """Listen; yield the address."""
        desk = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._answer(*desk.say(self.path))

            def do_POST(self) -> None:
                size = int(self.headers["Content-Length"])
                self._answer(*desk.say(self.path, json.loads(self.rfile.read(size))))

            do_PATCH = do_POST  # noqa: N815 (the base's name)

            def _answer(self, status: int, body: Any) -> None:
                data = json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json; charset=utf-8")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (base's name)
                """Say nothing."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            server.server_close()


def _account(person: Person | None) -> dict[str, Any] | None:
    return None if person is None else filled("simple-user", login=person.account, id=person.number)


def _time(clock: int) -> str:
    return datetime.fromtimestamp(clock, UTC).isoformat().replace("+00:00", "Z")
