"""Facts from the history of one branch, and from the forge where there is one.

In Git alone an approval is a merge signed with the SSH key of an office holder; of a merge that a
forge knows as a pull request, its reviews decide.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from jdih.forge.changed import Changes, Removal
from jdih.forge.label import label_of, read_label, read_rest
from jdih.forge.lineage import Lineage, Stage
from jdih.forge.place import Places
from jdih.forge.rulebook import Rulebook, SopReader, UnitReader
from jdih.forge.witness import Witness
from jdih.model.document import CONTENT, Document, Kind
from jdih.model.tree import Tree
from jdih.model.verdict import State, Verdict
from jdih.reading.schema import Schemas
from jdih.reading.unit import UNIT_PATH
from jdih.repository.git import Repository
from jdih.repository.history import History, read_branch, within
from jdih.repository.log import Commit
from jdih.repository.objects import read_objects
from jdih.repository.signature import Signature
from jdih.workflow.digest import document_sidik
from jdih.workflow.gate import Ruling
from jdih.workflow.version import Baseline, Doubt, Label, Version


class BranchFacts:
    """The facts (see `jdih.forge.facts.Facts`) that the history of one branch holds.

    Opening it judges the office's own settings and SOPs. What it tells of tooling is told from a
    `history` that was read as a whole. Raises JdihError when ``mulai`` names no commit of the
    branch, or signatures cannot be verified on this machine.
    """

    def __init__(
        self,
        repository: Repository,
        history: History,
        read_unit: UnitReader,
        read_sops: SopReader,
        witness: Witness,
    ) -> None:
        self._repository = repository
        self._known_labels: dict[tuple[str, str], Label | None] = {}
        self.history = history
        self._witness = witness
        self._verified = False
        self._versions: dict[tuple[str, Kind, str], tuple[Version, ...]] = {}
        self._documents = Places(repository)
        self._inside = inside = within(history)
        self._own = frozenset(commit.sha for commit in history.mainline)
        self._size = len(history.mainline)
        self._lineage = Lineage(inside, self._labels)
        self._rules = Rulebook(
            repository, inside, self._lineage, self._labels, read_unit, read_sops, witness
        )

    @property
    def begun(self) -> bool:
        """True once the office demands approval (``mulai``)."""
        return self._rules.adopted is not None

    @property
    def settings(self) -> Verdict | None:
        """The gate's word on the settings, None when there never were any.

        While it is held, the gate goes on by the settings that were approved last.
        """
        if not self._rules.settings:
            return None
        ruling = self._rules.settings[-1]
        version = ruling.version
        return Verdict(
            id="unit",
            path=UNIT_PATH,
            digest=version.digest,
            state=ruling.state,
            commit=version.commit,
            reason=ruling.reason,
            approval=ruling.approval,
            fallback=ruling.good if ruling.state is State.HELD else "",
            told=tuple(sorted(self._rules.told)),
        )

    @property
    def adopted(self) -> int | None:
        """The position on the main branch at which ``mulai`` was first set, None before."""
        return self._rules.adopted

    @property
    def settings_rulings(self) -> tuple[Ruling, ...]:
        """The gate's words on every version of the settings, oldest first."""
        return self._rules.settings

    @cached_property
    def tooling_rulings(self) -> tuple[Ruling, ...]:
        """Return the gate's words on every change of tooling since the office began."""
        return self._files().tooling()

    def removals(self, present: Collection[tuple[Kind, str]]) -> Iterator[Removal]:
        """Yield the documents that were taken out of ``content/`` since the office began.

        `present` are kind and id of those that are there: they only moved.
        """
        for home in self._lineage.gone(CONTENT):
            before, last = (None, None, *self._lineage.stages(home))[-2:]
            if before is None or last is None or last.path or self._rules.early(last.number):
                continue
            label = self._labels([(before.path, before.blob)]).get((before.path, before.blob))
            if label is None or (label.kind, label.id) not in present:
                yield self._files().removal(before, last, label)

    def _files(self) -> Changes:
        return Changes(self._repository, self.history, self._rules, self._witness)

    def brought(self, merge: str) -> tuple[Commit, ...]:
        """Return the commits that a merge brought in, oldest first, as `read_branch` does."""
        known = self._inside.merged.get(merge, ())
        if merge in self._own and all(len(one.parents) == 1 for one in known):
            return known[::-1]
        # In another form than a line of commits, their order is Git's to tell.
        return read_branch(self._repository, merge)

    def signatures(self, commits: Iterable[str]) -> Mapping[str, Signature]:
        """Return who signed commits; those that merges brought are verified all at once."""
        if not self._verified:
            self._verified = True
            self._rules.proofs.signatures(
                one.sha for own in self._inside.merged.values() for one in own
            )
        return self._rules.proofs.signatures(commits)

    def baselines(self, documents: Sequence[Document]) -> Mapping[str, Baseline]:
        """Return how each document was at ``mulai``; those that were not there are left out."""
        start = self._rules.start
        limit = self._size - 1 if start is None else start
        at_start: dict[str, Stage] = {}
        for document in documents:
            early = [stage for stage in self._stages(document) if stage.number <= limit]
            if early and early[-1].path:
                at_start[document.path] = early[-1]
        proofs = self._rules.proofs
        proofs.gather_digests(stage.files for stage in at_start.values())
        return {
            path: Baseline(stage.path, proofs.sidik(stage.path, stage.files), stage.commit.sha)
            for path, stage in at_start.items()
        }

    def versions(self, documents: Sequence[Document]) -> Mapping[str, tuple[Version, ...]]:
        """Return the versions of each document, oldest first, wherever it lay under its id."""
        new = [one for one in documents if _name(one) not in self._versions]
        stages = {_name(document): self._stages(document) for document in new}
        every = [stage for known in stages.values() for stage in known]
        self._rules.proofs.gather(every)
        for document in new:
            self._label_present(document, stages[_name(document)])
        self._labels((stage.path, stage.blob) for stage in every if stage.path)
        rests = self._rests(stages.values())
        self._versions.update(
            (name, tuple(self._version(stage, rests.get(stage.blob, "")) for stage in known))
            for name, known in stages.items()
        )
        return {document.path: self._versions[_name(document)] for document in documents}

    def foresee(self, tree: Tree, documents: Iterable[Document]) -> None:
        """Make ready for `document` at every commit; `documents` were read from `tree`."""
        every = tuple(documents)
        for document in every:
            for stage in self._stages(document):
                for commit, files in self._rules.proofs.sides(stage):
                    self._documents.place(commit, stage.path, files)
        self._documents.foresee(self._lineage.touched())
        self._documents.know(tree, every)

    def document(self, commit: str, path: str, schemas: Schemas) -> Document | None:
        """Return the document at `path` as a commit holds it; see `jdih.forge.place`."""
        return self._documents.at(commit, path, schemas)

    def _version(self, stage: Stage, rest: str) -> Version:
        unit = self._rules.unit_before(stage.number)
        sops = self._rules.sops_before(stage.number)
        label = self._known_labels.get((stage.path, stage.blob))
        version = self._rules.proofs.version(stage, unit, sops, label, rest)
        if self._rules.early(stage.number):
            return replace(version, approvals=(), doubt=Doubt.EARLY)
        return version

    def _rests(self, many: Iterable[tuple[Stage, ...]]) -> Mapping[str, str]:
        """Return by blob what `read_rest` says of documents that were withdrawn at any time."""
        wanted = {
            stage.blob: stage.path
            for stages in many
            if any(map(self._withdraws, stages))
            for stage in stages
            if stage.path
        }
        data = read_objects(self._repository, wanted)
        return {blob: read_rest(wanted[blob], text) for blob, text in data}

    def _withdraws(self, stage: Stage) -> bool:
        label = self._known_labels.get((stage.path, stage.blob))
        return label is not None and label.withdrawn

    def _stages(self, document: Document) -> tuple[Stage, ...]:
        return self._lineage.stages(document.path, (document.kind, document.id))

    def _label_present(self, document: Document, stages: tuple[Stage, ...]) -> None:
        """Take the label of the present version from the document, which was read already."""
        if not stages or stages[-1].path != document.path:
            return
        last = stages[-1]
        digest = self._rules.proofs.sidik(last.path, last.files)
        if digest and digest == document_sidik(document):
            self._known_labels[last.path, last.blob] = label_of(document)

    def _labels(self, wanted: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], Label]:
        """Read the labels at many (path, blob), each once; what has none is left out."""
        asked = sorted(set(wanted))
        new = [place for place in asked if place not in self._known_labels]
        data = dict(read_objects(self._repository, (blob for _, blob in new)))
        for path, blob in new:
            self._known_labels[path, blob] = read_label(path, data[blob])
        found = {place: self._known_labels[place] for place in asked}
        return {place: label for place, label in found.items() if label is not None}


def _name(document: Document) -> tuple[str, Kind, str]:
    return document.path, document.kind, document.id
