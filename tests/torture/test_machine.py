"""An office in disorder: two clones, one register, any order of events, against a small model.

After every event the register is read whole by somebody who was not there: it is a chain without
merges, without gaps and without a fact twice (I3, I4), it begins as it did before, and what it
holds are versions that were approved, in their order (I2, I8). A run that ends well leaves nothing
to do (I1, I5, I6); a clone that is behind leaves the work (I7); damage stops everybody (I10).
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from jdih.model.entry import Entry
from jdih.register.book import LOCAL, PUBLIC, Book
from jdih.register.bundle import difference
from jdih.register.chain import Register
from jdih.repository.git import Repository
from tests import gitrepo
from tests.publishing import ITEM_ID, NOW, Office, fresh
from tests.torture.crew import Crew, End, Fault
from tests.torture.ledger import Tally, rounds
from tests.torture.member import shelf

KINDS = ("step", "rename", "spawn", "write")
RESET = "unable to access: Connection reset by peer"
BRANCH = f"refs/heads/{PUBLIC}"


class Model:
    """What the register must hold. `versions` were approved, `recorded` says how far it is.

    `seen` is, for each clone, how many versions lie on its branch.
    """

    def __init__(self) -> None:
        self.versions: list[str] = []
        self.recorded: list[str] = []
        self.seen = [0, 0]

    def refuses(self, clone: int) -> bool:
        """A clone that is behind what was recorded starts nothing."""
        known = self.versions[: self.seen[clone]]
        return any(version not in known for version in self.recorded)

    def complete(self, clone: int) -> list[str]:
        """What stands in the register when a run of this clone has ended well."""
        newest = self.versions[: self.seen[clone]][-1:]
        return self.recorded + [one for one in newest if one not in self.recorded[-1:]]


class Disorder(RuleBasedStateMachine):
    """The events. `world` is set by the test: who works, and an office to begin with."""

    world: tuple[Office, Crew, Tally]

    @initialize()
    def begin(self) -> None:
        published, self.crew, self.tally = self.world
        self.folder = Path(tempfile.mkdtemp(prefix="jdih-torture-"))
        self.office = fresh(published, self.folder / "a")
        self.remote = self.folder / "asal.git"
        gitrepo.git(self.folder, "init", "--quiet", "--bare", "--initial-branch=main", "asal.git")
        gitrepo.git(self.office.root, "remote", "add", "origin", str(self.remote))
        refs = ("main", f"{LOCAL}:{BRANCH}")
        gitrepo.git(self.office.root, "push", "--quiet", "origin", *refs)
        gitrepo.git(self.folder, "clone", "--quiet", str(self.remote), "b")
        self.clones = (self.office.root, self.folder / "b")
        self.model = Model()
        self.first = self.entries()
        self.before = self.first
        self.settle(0, self.run_in(0))

    # Events.

    @rule()
    def merge(self) -> None:
        self.approve()

    @rule()
    def pull(self) -> None:
        gitrepo.git(self.clones[1], "pull", "--quiet", "--ff-only")
        self.model.seen[1] = len(self.model.versions)

    @rule(clone=st.integers(0, 1))
    def run(self, clone: int) -> None:
        self.settle(clone, self.run_in(clone))

    @rule(
        clone=st.integers(0, 1),
        kind=st.sampled_from(KINDS),
        number=st.integers(1, 60),
        news=st.booleans(),
    )
    def crash(self, clone: int, kind: str, number: int, *, news: bool) -> None:
        if news:
            self.approve()
        end, _ = self.crew.moment(self.task(clone), kind, number)
        self.tally.injections += end.killed
        self.tally.crashes += end.killed
        self.disturbed(clone, end)

    @rule(
        clone=st.integers(0, 1),
        do=st.sampled_from(("fails", "lost", "before", "after")),
        news=st.booleans(),
    )
    def drop_the_answer(self, clone: int, do: str, *, news: bool) -> None:
        """The push is lost, or only its answer, with the program or without."""
        if news:
            self.approve()
        end, fired = self.crew.with_git(self.task(clone), Fault(do, call="push", words=RESET))
        self.tally.injections += fired
        self.tally.crashes += end.killed
        self.disturbed(clone, end)

    @rule(clone=st.integers(0, 1), harm=st.sampled_from(("edit", "merge", "delete", "rewind")))
    def tamper(self, clone: int, harm: str) -> None:
        """Damage is found and stops the run; from what was kept, a person puts things right."""
        kept, good = self.register(), gitrepo.git(self.remote, "rev-parse", BRANCH)
        self.damage(harm)
        self.tally.injections += 1
        if harm in {"edit", "merge"}:
            bad = gitrepo.git(self.remote, "rev-parse", BRANCH)
            end = self.run_in(clone)
            assert end.code == 2, end.said
            assert "Buku Agenda rusak" in end.said
            assert gitrepo.git(self.remote, "rev-parse", BRANCH) == bad, "repaired by nobody"
        else:
            assert "tidak ada di sini" in difference(kept, self.register())
        gitrepo.git(self.remote, "update-ref", BRANCH, good)

    @precondition(lambda self: self.model.versions)
    @rule()
    def the_whole_workflow_again(self) -> None:
        """Twice in a row: the second run changes nothing."""
        self.settle(0, self.run_in(0))
        head = self.register().head
        self.settle(0, self.run_in(0))
        assert self.register().head == head

    # What holds after each of them.

    @invariant()
    def the_register_is_whole(self) -> None:
        if not hasattr(self, "before"):
            return
        entries = self.entries()
        assert entries[: len(self.before)] == self.before, "append-only"
        assert self.commits(entries) == self.model.recorded
        order = [self.model.versions.index(commit) for commit in self.model.recorded]
        assert order == sorted(set(order)), "each version once, in order"
        self.before = entries

    def teardown(self) -> None:
        if hasattr(self, "model"):
            expected = [entry.id for entry in self.first]
            self.tally.count(self.register(), expected + [ITEM_ID] * len(self.model.recorded))
            shutil.rmtree(self.folder)

    # How.

    def approve(self) -> None:
        """Let a version be approved, and the first clone have it."""
        self.model.versions.append(self.office.bring(f"Versi {len(self.model.versions)}."))
        gitrepo.git(self.office.root, "push", "--quiet", "origin", "main")
        self.model.seen[0] = len(self.model.versions)

    def task(self, clone: int) -> dict[str, Any]:
        return {
            "task": "publish",
            "repo": str(self.clones[clone]),
            "remote": str(self.remote),
            "site": str(self.folder / "situs"),
            "now": NOW.isoformat(),
        }

    def run_in(self, clone: int) -> End:
        return self.crew.one(self.task(clone))

    def settle(self, clone: int, end: End) -> None:
        """Hold an undisturbed run against the model."""
        assert end.code in (0, 2), end.said
        if end.code == 2:
            behind = self.model.seen[clone] < len(self.model.versions)
            assert behind, end.said
            assert "tidak ada" in end.said, end.said
            return
        assert not self.model.refuses(clone)
        self.model.recorded = self.model.complete(clone)

    def disturbed(self, clone: int, end: End) -> None:
        """A run that was disturbed recorded what it had to, or nothing."""
        assert end.code in (0, 2, -9), end.said
        assert "Traceback" not in end.said
        found = self.commits(self.entries())
        allowed = [self.model.recorded]
        if not self.model.refuses(clone):
            allowed.append(self.model.complete(clone))
        assert found in allowed
        self.model.recorded = found

    def damage(self, harm: str) -> None:
        work, git = self.folder / "index", gitrepo.git
        identity = {"GIT_INDEX_FILE": str(work)} | {
            f"GIT_{role}_{part}": "x"
            for role in ("AUTHOR", "COMMITTER")
            for part in ("NAME", "EMAIL")
        }
        if harm == "rewind" and git(self.remote, "rev-list", "--count", BRANCH) != "1":
            git(self.remote, "update-ref", BRANCH, f"{BRANCH}~1")
            return
        tree = f"{BRANCH}^{{tree}}"
        if harm in {"delete", "rewind"}:
            git(self.remote, "read-tree", tree, env=identity)
            listed = git(self.remote, "ls-tree", "-r", "--name-only", BRANCH).split("\n")
            gone = f"0 {'0' * 40}\t{listed[-1]}\n".encode()
            git(self.remote, "update-index", "--index-info", stdin=gone, env=identity)
            tree = git(self.remote, "write-tree", env=identity)
        elif harm == "edit":
            git(self.remote, "read-tree", tree, env=identity)
            path = "2026/000/00001.json"
            text = git(self.remote, "show", f"{BRANCH}:{path}")
            backdated = text.replace('"waktu":"2', '"waktu":"1').encode()
            blob = git(self.remote, "hash-object", "-w", "--stdin", stdin=backdated)
            git(self.remote, "update-index", "--cacheinfo", f"100644,{blob},{path}", env=identity)
            tree = git(self.remote, "write-tree", env=identity)
        parents = ["-p", BRANCH, *(["-p", "main"] if harm == "merge" else [])]
        commit = git(self.remote, "commit-tree", tree, *parents, "-m", "x", env=identity)
        git(self.remote, "update-ref", BRANCH, commit)

    def register(self) -> Register:
        repository = Repository.open(self.clones[0])
        found = Book(shelf(repository, str(self.remote))).read()
        repository.close()
        return found

    def entries(self) -> tuple[Entry, ...]:
        return self.register().entries

    def commits(self, entries: tuple[Entry, ...]) -> list[str]:
        return [entry.commit for entry in entries[len(self.first) :]]


def test_disorder_against_the_model(published_office: Office, crew: Crew) -> None:
    tally = Tally("Hypothesis: merge, run, crash, drop, reorder, rerun, tamper")

    class Here(Disorder):
        world = (published_office, crew, tally)

    run_state_machine_as_test(
        seed(tally.seed)(Here),
        settings=settings(
            max_examples=rounds(3, 8),
            stateful_step_count=rounds(8, 20),
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
    tally.close()
