"""Files that are judged by the merge that changed them, and not as a document with its history.

These are the tooling (everything outside ``content/``, ``drafts/`` and the settings: the program
runs with it) and documents that were taken away. Whoever decides on the settings decides on
tooling; whoever decides on documents of a kind decides on taking one away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jdih.forge.lineage import Files, Stage
from jdih.forge.proof import Proofs
from jdih.forge.rulebook import Rulebook
from jdih.forge.witness import Witness
from jdih.model.document import CONTENT, DRAFTS
from jdih.reading.unit import is_setting
from jdih.repository.git import Repository
from jdih.repository.history import History
from jdih.repository.log import Commit
from jdih.workflow.approval import Deciders
from jdih.workflow.authority import deciders, settings_deciders
from jdih.workflow.digest import canonical, sha256
from jdih.workflow.gate import Chain, Ruling
from jdih.workflow.version import Label

TOOLING = "perkakas"
"""What the tooling is called where a document has its path."""

_GONE = ("000000", "")


@dataclass(frozen=True, slots=True)
class Removal:
    """A document that was taken away, and the gate's word on that.

    `path` is where it lay, `before` the commit that had brought its last version.
    """

    path: str
    before: str
    ruling: Ruling


def is_tooling(path: str) -> bool:
    """Say whether a file belongs to the tooling."""
    return not is_setting(path) and not path.startswith((f"{CONTENT}/", f"{DRAFTS}/"))


class Changes:
    """Judges what single commits of the main branch did to files."""

    def __init__(
        self, repository: Repository, history: History, rules: Rulebook, witness: Witness
    ) -> None:
        self._history = history
        self._rules = rules
        self._proofs = _FileProofs(repository, history, rules.keys, witness, rules.unit_before)

    def tooling(self) -> tuple[Ruling, ...]:
        """Return the gate's words on every change of tooling since the office began."""
        stages = tuple(self._tooling_stages())
        self._proofs.gather(stages)
        return tuple(self._rule(stage, settings_deciders, None) for stage in stages)

    def removal(self, before: Stage, last: Stage, label: Label | None) -> Removal:
        """Judge how a document went from its stage `before` to its `last`, which has no files."""
        files = dict.fromkeys(before.files, _GONE)
        stage = Stage(last.number, last.commit, before.path, files, last.writers)
        self._proofs.gather([stage])
        return Removal(before.path, before.commit.sha, self._rule(stage, deciders, label))

    def _rule(self, stage: Stage, who: Deciders, label: Label | None) -> Ruling:
        unit = self._rules.unit_before(stage.number)
        sops = self._rules.sops_before(stage.number) if label else {}
        return Chain(who, lambda _: False).add(self._proofs.version(stage, unit, sops, label))

    def _tooling_stages(self) -> Iterator[Stage]:
        for number, commit in enumerate(self._history.mainline):
            if self._rules.early(number):
                continue
            files = {
                change.path: _GONE if change.deleted else (change.mode, change.blob)
                for change in commit.changes
                if is_tooling(change.path)
            }
            if files:
                yield Stage(number, commit, TOOLING, files, self._writers(commit, files))

    def _writers(self, commit: Commit, files: Files) -> tuple[Commit, ...]:
        if len(commit.parents) == 1:
            return (commit,)
        brought = self._history.merged.get(commit.sha, ())
        return tuple(
            side for side in brought if any(change.path in files for change in side.changes)
        )


class _FileProofs(Proofs):
    """Proofs for stages that hold only what one commit changed, what it took away included."""

    def gather_digests(self, many: Iterable[Files]) -> None:
        """Need none: the blobs' own ids tell files apart."""

    def sidik(self, _path: str, files: Files, /) -> str:
        """Return a digest of paths, modes and blobs, empty where a path is not UTF-8."""
        try:
            return sha256(canonical([[name, *file] for name, file in sorted(files.items())]))
        except ValueError:
            return ""

    def _side_files(self, stage: Stage) -> Files:
        parents = stage.commit.parents
        return self._files_at(parents[1], stage) if len(parents) > 1 else {}

    def _files_at(self, commit: str, stage: Stage) -> Files:
        tree = self._repository.tree(commit, *stage.files)
        there = tree.entries
        return {
            name: (there[name].mode, tree.identity(name)) if name in there else _GONE
            for name in stage.files
        }
