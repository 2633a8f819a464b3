"""Lines of plans (SOP MK step 3), and whether one was approved before its item counted (step 4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property

from jdih.model.document import Kind
from jdih.model.verdict import State
from jdih.publication.audit.mainline import Rulings
from jdih.publication.plan_bound import lines_of
from jdih.reading import header
from jdih.reading.places import folder_of
from jdih.repository.git import Repository
from jdih.repository.log import Commit
from jdih.repository.objects import ids_of, read_objects
from jdih.workflow.gate import Ruling

_PLANS = f"{folder_of(Kind.PLAN)}/"


class Plans:
    """The lines that approved plans brought to the main branch, read when first asked about."""

    def __init__(
        self, repository: Repository, rulings: Rulings, mainline: Sequence[Commit]
    ) -> None:
        self._repository = repository
        self._rulings = rulings
        self._mainline = {commit.sha: (at, commit.time) for at, commit in enumerate(mainline)}

    def approved(self, line: str, base: str, recorded: datetime) -> bool:
        """Say whether `line` (``2026-11/b7k2``) stood approved when its item was published.

        That is at the commit `base`, whose rules judged the item; or later, but before the item was
        `recorded`: until then the gate held it.
        """
        limit, _ = self._mainline.get(base, (-1, recorded))
        return any(at <= limit or time <= recorded for at, time in self._since.get(line, ()))

    @cached_property
    def _since(self) -> Mapping[str, Sequence[tuple[int, datetime]]]:
        """Return where on the main branch, and when, each line was approved."""
        plans = {f"{one.version.commit}:{one.version.path}": one for one in self._shown()}
        ids = ids_of(self._repository, plans)
        texts = dict(read_objects(self._repository, ids.values()))
        found: dict[str, list[tuple[int, datetime]]] = defaultdict(list)
        for name, ruling in plans.items():
            text = texts[ids[name]].decode("utf-8", "replace") if name in ids else ""
            head = header.split(ruling.version.path, text).header
            at, time = self._mainline[ruling.version.commit]
            if ruling.approval is not None:
                time = datetime.fromisoformat(ruling.approval.time)
            for line in lines_of(head) if head else ():
                found[line].append((at, time))
        return found

    def _shown(self) -> Iterator[Ruling]:
        every = (ruling for rulings in self._rulings.by_id.values() for ruling in rulings)
        for ruling in every:
            if ruling.state is not State.HELD and ruling.version.path.startswith(_PLANS):
                yield ruling
