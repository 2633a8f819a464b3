"""The rules the gate goes by at each point of the main branch: who holds what, who decides.

They come from the branch merged into, never from what is merged. And they must have been approved
themselves: a change of ``unit.yml`` or of an SOP that was pushed past the gate changes nothing for
the gate. What stood there when the office first set ``mulai`` is where trust begins.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping

from jdih.errors import JdihError
from jdih.forge.lineage import LabelReader, Lineage, Stage
from jdih.forge.proof import Proofs
from jdih.forge.witness import Witness
from jdih.model.document import CONTENT, SITE_CONFIG, Kind
from jdih.model.sop import Sop
from jdih.model.tree import Tree
from jdih.model.unit import Unit
from jdih.model.verdict import State
from jdih.reading.unit import UNIT_PATH
from jdih.repository.git import Repository
from jdih.repository.history import History
from jdih.repository.objects import read_objects
from jdih.repository.overlay import Overlay
from jdih.workflow.authority import deciders, settings_deciders
from jdih.workflow.erasure import Erasures
from jdih.workflow.gate import Chain, Ruling, told
from jdih.workflow.version import Version

UnitReader = Callable[[Tree], Unit | None]
"""Reads ``site_config/unit.yml`` of a tree; None when it cannot be used."""

SopReader = Callable[[Tree], Mapping[str, Sop]]
"""Reads the SOPs of a tree that can be used, by id."""

_SOP_FOLDER = f"{CONTENT}/{Kind.SOP.value}"


class Rulebook:
    """The approved rules along one main branch.

    Positions count the commits of the main branch from 0. `adopted` is the position at which
    ``mulai`` was first set, None while the office has not begun; `start` is the position of the
    commit that ``mulai`` names. `settings` are the gate's words on ``unit.yml`` from the oldest on,
    none when there never was such a file. `told` are the merges by which settings and SOPs were
    approved on a forge's word. `keys` are all public keys that were ever entered for an office.
    """

    def __init__(
        self,
        repository: Repository,
        history: History,
        lineage: Lineage,
        labels: LabelReader,
        read_unit: UnitReader,
        read_sops: SopReader,
        witness: Witness,
    ) -> None:
        self._repository = repository
        self._history = history
        self._labels = labels
        self._read_sops = read_sops
        self._units: list[tuple[int, Unit | None]] = []
        stages = lineage.stages(UNIT_PATH)
        units = [_read_unit(repository, stage, read_unit) for stage in stages]
        self.keys = tuple(_keys(units))
        self.proofs = Proofs(repository, history, self.keys, witness, self.unit_before)
        self.adopted = next(
            (
                stage.number
                for stage, unit in zip(stages, units, strict=True)
                if unit and unit.start
            ),
            None,
        )
        self.settings = self._judge_units(stages, units)
        self.told: set[str] = set(told(self.settings))
        self.start = self._start(witness.erasures)
        self._sops = {path: lineage.stages(path) for path in lineage.homes(_SOP_FOLDER)}
        self._approved_sops = self._judge_sops() if self.adopted is not None else {}
        self._read: dict[tuple[tuple[str, str], ...], Mapping[str, Sop]] = {}

    def unit_before(self, number: int) -> Unit | None:
        """Return the unit that a commit at position `number` is judged by."""
        place = bisect_left(self._units, number, key=lambda entry: entry[0])
        return self._units[place - 1][1] if place else None

    def sops_before(self, number: int) -> Mapping[str, Sop]:
        """Return the SOPs that a commit at position `number` is judged by, by id."""
        if not number or self.adopted is None:
            return {}
        good = {path: _last(stages, number) for path, stages in self._approved_sops.items()}
        present = {path: _last(stages, number) for path, stages in self._sops.items()}
        valid = {path: stage.blob for path, stage in good.items() if stage and stage.path}
        key = tuple(sorted(valid.items()))
        if key not in self._read:
            parent = self._history.mainline[number - 1].sha
            base = self._repository.tree(parent, _SOP_FOLDER, SITE_CONFIG)
            wrong = {path for path in present if good[path] is not present[path]}
            restored = {valid[path]: path for path in sorted(wrong & valid.keys())}
            put_in = {
                restored[blob]: data for blob, data in read_objects(self._repository, restored)
            }
            try:
                self._read[key] = self._read_sops(Overlay(base, wrong, put_in))
            except JdihError:
                self._read[key] = {}
        return self._read[key]

    def early(self, number: int) -> bool:
        """Return True for a commit from before the office demanded approval."""
        return self.adopted is None or number <= self.adopted

    def _judge_units(
        self, stages: tuple[Stage, ...], units: list[Unit | None]
    ) -> tuple[Ruling, ...]:
        """Go through the settings from the oldest on, each judged by the approved ones before."""
        self.proofs.gather(stages)
        chain = Chain(settings_deciders, self._accepted(stages), permanent=True)
        rulings = []
        for stage, unit in zip(stages, units, strict=True):
            version = self.proofs.version(stage, self.unit_before(stage.number), {}, None)
            rulings.append(chain.add(version))
            if rulings[-1].state is not State.HELD:
                self._units.append((stage.number, unit))
        return tuple(rulings)

    def _judge_sops(self) -> dict[str, tuple[Stage, ...]]:
        """Return the approved stages of every SOP."""
        every = [stage for stages in self._sops.values() for stage in stages]
        self.proofs.gather(every)
        labels = self._labels((stage.path, stage.blob) for stage in every if stage.path)
        approved: dict[str, tuple[Stage, ...]] = {}
        for path, stages in self._sops.items():
            chain = Chain(deciders, self._accepted(stages))
            good, rulings = [], []
            for stage in stages:
                unit = self.unit_before(stage.number)
                label = labels.get((stage.path, stage.blob))
                version = self.proofs.version(stage, unit, {}, label)
                rulings.append(chain.add(version))
                if rulings[-1].state is not State.HELD:
                    good.append(stage)
            approved[path] = tuple(good)
            self.told.update(told(rulings))
        return approved

    def _accepted(self, stages: Iterable[Stage]) -> Callable[[Version], bool]:
        early = {stage.commit.sha for stage in stages if self.early(stage.number)}
        return lambda version: version.commit in early

    def _start(self, erasures: Erasures) -> int | None:
        unit = self._units[-1][1] if self._units else None
        if self.adopted is None or unit is None:
            return None
        start = erasures.current(unit.start)
        for number, commit in enumerate(self._history.mainline):
            if commit.sha == start:
                return number
        raise JdihError(
            f"Commit `mulai` ({unit.start[:10]}) di {UNIT_PATH} tidak ada pada cabang utama.",
            "Isi `mulai` dengan commit cabang utama tempat unit mulai menuntut persetujuan.",
        )


def _read_unit(repository: Repository, stage: Stage, read_unit: UnitReader) -> Unit | None:
    if not stage.path:
        return None
    try:
        return read_unit(repository.tree(stage.commit.sha, SITE_CONFIG))
    except JdihError:
        # Settings that were broken once are a closed gate at that time, not the end of the run.
        return None


def _keys(units: Iterable[Unit | None]) -> Iterator[str]:
    for unit in units:
        for office in unit.offices if unit else ():
            for holder in office.holders:
                yield from holder.keys


def _last(stages: tuple[Stage, ...], number: int) -> Stage | None:
    place = bisect_left(stages, number, key=lambda stage: stage.number)
    return stages[place - 1] if place else None
