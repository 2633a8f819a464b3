"""What proves one stage of a document: digests, writers, a signed merge, or a forge's word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime

from jdih.forge.decision import Decisions
from jdih.forge.lineage import Files, Stage, apply, home_of
from jdih.forge.people import contributors, holdings_by_account, holdings_of
from jdih.forge.testimony import Testimony
from jdih.forge.witness import Review, Witness
from jdih.model.entry import Evidence
from jdih.model.sop import Sop
from jdih.model.unit import Unit
from jdih.repository.git import Repository
from jdih.repository.history import History, read_differences
from jdih.repository.log import Change
from jdih.repository.objects import digests_of
from jdih.repository.signature import Flaw, Signature, verify
from jdih.workflow.digest import sidik
from jdih.workflow.rounds import APPROVED, REFUSED
from jdih.workflow.version import Candidate, Doubt, Label, Version

_READABLE = frozenset({"100644", "100755"})
_DOUBTS = {
    Flaw.UNSIGNED: Doubt.UNSIGNED,
    Flaw.FOREIGN: Doubt.FOREIGN,
    Flaw.UNKNOWN: Doubt.UNKNOWN_KEY,
    Flaw.BAD: Doubt.BAD_SIGNATURE,
}
_PARENTS_OF_A_MERGE = 2


class Proofs:
    """Proofs for many stages, gathered with a few calls of Git and kept.

    `keys` are all public keys that may have signed; which of them counts is told by the unit of
    the time. `witness` tells of the pull requests behind merges. `unit_before` returns the unit
    that a commit at a position of the main branch is judged by.
    """

    def __init__(
        self,
        repository: Repository,
        history: History,
        keys: Iterable[str],
        witness: Witness,
        unit_before: Callable[[int], Unit | None],
    ) -> None:
        self._repository = repository
        self._witness = witness
        self._testimonies: dict[str, Testimony | None] = {}
        self._times = history.times
        self._mainline = history.mainline
        self._unit_before = unit_before
        self._decisions = Decisions(history)
        self._keys = tuple(keys)
        self._digests: dict[str, str] = {}
        self._signatures: dict[str, Signature] = {}
        self._differences: dict[str, dict[str, list[Change]]] = {}

    def gather(self, stages: Iterable[Stage]) -> None:
        """Gather what `version` needs for these stages."""
        wanted = tuple(stages)
        merges = {
            stage.commit.sha: stage.commit.parents[1]
            for stage in wanted
            if _is_merge(stage) and stage.commit.sha not in self._differences
        }
        for merge, changes in read_differences(self._repository, merges).items():
            self._differences[merge] = _by_home(changes)
        self._hear(wanted)
        self.gather_digests(
            files for stage in wanted for files in (stage.files, self._side_files(stage))
        )
        commits = {writer.sha for stage in wanted for writer in stage.writers}
        self.signatures(commits | {stage.commit.sha for stage in wanted})

    def signatures(self, commits: Iterable[str]) -> Mapping[str, Signature]:
        """Return who signed each of `commits`, by any key that was ever entered for an office."""
        asked = set(commits)
        unknown = {sha for sha in asked if sha not in self._signatures}
        if unknown:
            self._signatures.update(verify(self._repository, unknown, self._keys))
        return {sha: self._signatures[sha] for sha in asked}

    def gather_digests(self, many: Iterable[Files]) -> None:
        """Gather the digests of all these files."""
        every = (file for files in many for file in files.values())
        blobs = {blob for mode, blob in every if mode in _READABLE and blob not in self._digests}
        self._digests.update(digests_of(self._repository, blobs))

    def sides(self, stage: Stage) -> Iterator[tuple[str, Files]]:
        """Yield each commit of a stage with the files that the document has in it.

        That is the stage's own commit, and of a gathered merge the one that it brought in.
        """
        yield stage.commit.sha, stage.files
        if stage.commit.sha in self._differences:
            yield stage.commit.parents[1], self._side_files(stage)

    def sidik(self, path: str, files: Files, /) -> str:
        """Return the sidik of a document's files, empty where it has none."""
        if not files or any(mode not in _READABLE for mode, _ in files.values()):
            return ""
        folder = path.removesuffix(path.rpartition("/")[2])
        try:
            return sidik(
                (name.removeprefix(folder), self._digests[blob])
                for name, (_, blob) in files.items()
            )
        except ValueError:
            return ""

    def version(
        self,
        stage: Stage,
        unit: Unit | None,
        sops: Mapping[str, Sop],
        label: Label | None,
        rest: str = "",
    ) -> Version:
        """Return a gathered stage as the gate judges it, by the rules of the branch merged into.

        `rest` is what `read_rest` says of its Markdown file, where a withdrawal may ask for it.
        """
        digest = self.sidik(stage.path, stage.files)
        side = self._side_digest(stage, digest) if _is_merge(stage) else ""
        # Whoever changes a document within the merge itself is its author too.
        smuggler = (stage.commit,) if _is_merge(stage) and side != digest else ()
        testimony = self._testimonies.get(stage.commit.sha)
        written = (*stage.writers, *smuggler)
        who = (
            testimony.contributors(written, unit)
            if testimony
            else contributors(written, self._signatures, unit)
        )
        approvals, doubt = (
            self._reviews(stage, unit, testimony)
            if testimony
            else self._approvals(stage, unit, digest)
        )
        afterwards, declined = self._decided(stage, label)
        return Version(
            commit=stage.commit.sha,
            path=stage.path,
            digest=digest,
            side_digest=side,
            label=label,
            unit=unit,
            sops=sops,
            contributors=tuple(who),
            approvals=approvals,
            doubt=doubt,
            reviewed=testimony is not None,
            base=stage.commit.parents[0] if stage.commit.parents else "",
            merged=testimony.merged(self._times[stage.commit.sha]) if testimony else None,
            rest=self._rest(stage, rest),
            afterwards=afterwards,
            declined=declined,
            recorded=self._witness.erasures.recorded(stage.commit.sha, stage.path),
        )

    def _rest(self, stage: Stage, rest: str) -> str:
        """Return the sidik that counts for a withdrawal: with `rest` for the Markdown file."""
        if not rest or stage.path not in stage.files:
            return ""
        mode, _ = stage.files[stage.path]
        # It stands where the digest of a blob does.
        self._digests[rest] = rest
        return self.sidik(stage.path, {**stage.files, stage.path: (mode, rest)})

    def _decided(
        self, stage: Stage, label: Label | None
    ) -> tuple[tuple[Candidate, ...], tuple[Candidate, ...]]:
        """Return who approved and who declined a version after its merge: the last word of each."""
        found = tuple(self._decisions.after(stage.number, label.id)) if label else ()
        if not found:
            return (), ()
        signed = verify(self._repository, {one.commit.sha for one in found}, self._keys)
        last = {signed[one.commit.sha].key: one for one in found}
        decided: dict[str, list[Candidate]] = {APPROVED: [], REFUSED: []}
        for key, one in last.items():
            unit = self._unit_before(one.number)
            if key is None or unit is None:
                continue
            # It came to the main branch after the commit before, whatever its own clock says.
            time = max(one.commit.time, self._mainline[one.number - 1].time)
            digest = self._sidik_at(one.commit.sha, stage)
            candidate = Candidate(Evidence.SIGNATURE, time, digest, holdings_of(key, unit))
            decided[one.said].append(candidate)
        return tuple(decided[APPROVED]), tuple(decided[REFUSED])

    def _approvals(
        self, stage: Stage, unit: Unit | None, digest: str
    ) -> tuple[tuple[Candidate, ...], Doubt | None]:
        parents = stage.commit.parents
        if len(parents) != _PARENTS_OF_A_MERGE:
            return (), Doubt.OCTOPUS if len(parents) > _PARENTS_OF_A_MERGE else Doubt.DIRECT
        signature = self._signatures[stage.commit.sha]
        if signature.key is None:
            return (), _DOUBTS[signature.flaw or Flaw.BAD]
        if unit is None:
            return (), None
        holdings = holdings_of(signature.key, unit)
        if not holdings:
            return (), Doubt.UNKNOWN_KEY
        # A merge is never older than what it merges, whatever the clock of the person said: an
        # office that has ended cannot be revived by setting the clock back.
        time = max(self._times[sha] for sha in (stage.commit.sha, *parents))
        return (Candidate(Evidence.SIGNATURE, time, digest, holdings),), None

    def _hear(self, stages: Iterable[Stage]) -> None:
        """Ask the witness about merges that it was not asked about yet."""
        merges = {stage.commit.sha: stage.commit for stage in stages if _is_merge(stage)}
        unheard = {sha for sha in merges if sha not in self._testimonies}
        told = self._witness.pulls(unheard)
        for sha in unheard:
            base, side = merges[sha].parents
            pull = told.get(sha)
            # A pull request of another branch tells nothing of this merge.
            same = pull is not None and pull.head == side
            self._testimonies[sha] = (
                Testimony(self._repository, pull, base) if pull is not None and same else None
            )

    def _reviews(
        self, stage: Stage, unit: Unit | None, testimony: Testimony
    ) -> tuple[tuple[Candidate, ...], Doubt | None]:
        if unit is None:
            return (), None

        def unit_of(review: Review) -> Unit:
            return self._unit_at(review.time, stage.number, testimony) or unit

        if testimony.sent_back(unit_of):
            return (), Doubt.SENT_BACK
        reviews = testimony.approvals()
        candidates = tuple(
            Candidate(
                Evidence.FORGE,
                review.time,
                self._sidik_at(review.commit, stage),
                holdings_by_account(review.account_id, unit_of(review)),
            )
            for review in reviews
        )
        return candidates, None if candidates else Doubt.UNREVIEWED

    def _unit_at(self, time: datetime, number: int, testimony: Testimony) -> Unit | None:
        """Return the unit of a review's time, None for one before the merge at `number`.

        Whoever left an office since the merge decides nothing more, and whoever came to it may.
        """
        if testimony.pull.merged is None or time <= testimony.pull.merged:
            return None
        later = (at for at, commit in enumerate(self._mainline) if commit.time <= time)
        return self._unit_before(max((number, *later)) + 1)

    def _sidik_at(self, commit: str, stage: Stage) -> str:
        """Return the sidik of the stage's document in a commit, empty where it is not there."""
        if self._repository.resolve(commit) is None:
            return ""
        files = self._files_at(commit, stage)
        self.gather_digests([files])
        return self.sidik(stage.path, files)

    def _files_at(self, commit: str, stage: Stage) -> Files:
        tree = self._repository.tree(commit)
        return {
            name: (entry.mode, tree.identity(name))
            for name, entry in tree.entries.items()
            if home_of(name) == stage.path
        }

    def _side_digest(self, stage: Stage, digest: str) -> str:
        files = self._side_files(stage)
        return digest if files == stage.files else self.sidik(stage.path, files)

    def _side_files(self, stage: Stage) -> Files:
        files = dict(stage.files)
        apply(files, self._differences.get(stage.commit.sha, {}).get(stage.path, ()))
        return files


def _by_home(changes: Iterable[Change]) -> dict[str, list[Change]]:
    found: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        found[home_of(change.path) or ""].append(change)
    return found


def _is_merge(stage: Stage) -> bool:
    return len(stage.commit.parents) == _PARENTS_OF_A_MERGE
