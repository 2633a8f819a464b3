"""GitHub's rulesets as a ``pre-receive`` hook: what a push may do to a branch, and who may.

The rulesets are files as GitHub exports them, read anew at each push. Whoever comes by the local
file system is no user and is not judged: so does the merge button.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from tests.forge.programs import DEPLOY_KEY, ROOT, lay

RULESETS = ROOT / ".github" / "rulesets"
_NOTHING = "0" * 40


@dataclass(frozen=True)
class Change:
    """What a push does to `ref`: from the commit `old` to `new`, zeros where there is none."""

    old: str
    new: str
    ref: str

    @property
    def creates(self) -> bool:
        return self.old == _NOTHING

    @property
    def deletes(self) -> bool:
        return self.new == _NOTHING

    @property
    def updates(self) -> bool:
        return not self.creates and not self.deletes

    @property
    def rewinds(self) -> bool:
        """True when `new` does not go on from `old`: a force push."""
        return self.updates and _git("merge-base", "--is-ancestor", self.old, self.new) is None


_RULES: dict[str, tuple[Callable[[Change], bool], str]] = {
    "creation": (
        lambda change: change.creates,
        "Cannot create ref due to creations being restricted.",
    ),
    "update": (lambda change: change.updates, "Cannot update this protected ref."),
    "deletion": (lambda change: change.deletes, "Cannot delete this branch"),
    "non_fast_forward": (lambda change: change.rewinds, "Cannot force-push to this branch"),
    "pull_request": (
        lambda change: not change.deletes,
        "Changes must be made through a pull request.",
    ),
    # A status comes with a pull request here, so a push never has one.
    "required_status_checks": (
        lambda change: not change.deletes,
        "Required status checks are expected.",
    ),
}
"""Type of a rule → when a change breaks it, and GitHub's words then."""


def protect(bare: Path, rulesets: Path = RULESETS) -> None:
    """Let the ``*.json`` in the folder `rulesets` hold in `bare`."""
    lay(bare / "hooks" / "pre-receive", __name__, str(rulesets))


def violations(
    change: Change, user: str, rulesets: Iterable[Mapping[str, Any]], default: str
) -> Iterator[str]:
    """Yield what `user` may not do; `default` is the full name of the default branch."""
    for ruleset in rulesets:
        if ruleset["enforcement"] != "active" or not _covers(ruleset, change.ref, default):
            continue
        # A bypass lifts every rule of its ruleset.
        lifted = user == DEPLOY_KEY and any(
            (actor["actor_type"], actor["bypass_mode"]) == ("DeployKey", "always")
            for actor in ruleset["bypass_actors"]
        )
        for rule in ruleset["rules"]:
            broken, words = _RULES[rule["type"]]
            if broken(change) and not lifted:
                yield words


def _covers(ruleset: Mapping[str, Any], ref: str, default: str) -> bool:
    folder = {"branch": "refs/heads/", "tag": "refs/tags/"}[ruleset["target"]]
    names = {"~ALL": "*", "~DEFAULT_BRANCH": default}
    asked = ruleset["conditions"]["ref_name"]

    def among(patterns: list[str]) -> bool:
        return any(fnmatchcase(ref, names.get(one, one)) for one in patterns)

    return ref.startswith(folder) and among(asked["include"]) and not among(asked["exclude"])


def _git(*args: str) -> str | None:
    """Return what Git prints, None when it says no."""
    done = subprocess.run(["git", *args], check=False, capture_output=True, text=True)
    if done.returncode not in {0, 1}:
        raise RuntimeError(done.stderr)
    return None if done.returncode else done.stdout.strip()


def judge(folder: str) -> int:
    """Read the changes of a push as Git hands them to the hook; return its exit code."""
    user = os.environ.get("REMOTE_USER")
    if not user:
        return 0
    files = sorted(Path(folder).glob("*.json"))
    rulesets = [json.loads(file.read_text(encoding="utf-8")) for file in files]
    default = _git("symbolic-ref", "HEAD") or ""
    refused = 0
    for line in sys.stdin:
        change = Change(*line.split())
        if broken := list(violations(change, user, rulesets, default)):
            refused = 1
            print(f"error: GH013: Repository rule violations found for {change.ref}.\n")
            print("\n".join(f"- {words}" for words in broken), end="\n\n", flush=True)
    return refused


if __name__ == "__main__":
    sys.exit(judge(*sys.argv[1:]))
