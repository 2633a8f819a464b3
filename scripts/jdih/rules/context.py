"""What a rule may look at besides the document in hand."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from jdih.model.channel import Channel
from jdih.model.document import LEGAL_KINDS, Kind
from jdih.model.node import Mapping as Header
from jdih.model.sop import Sop
from jdih.model.unit import Unit
from jdih.reading.corpus import Corpus


@dataclass(frozen=True)
class Context:
    """One version of the repository.

    `unit` is None when the settings cannot be used; then rules that need it stay silent, since
    the settings have findings of their own. `paths` are all files of the tree,
    `platforms` those that the schema knows, `channels` what the office's table says of them, by
    code (empty without one that can be used). `base` is the site's full address, empty where
    ``mkdocs.yml`` gives none.
    """

    corpus: Corpus
    sops: Mapping[str, Sop]
    unit: Unit | None
    unit_header: Header | None
    paths: Container[str]
    platforms: frozenset[str] = frozenset()
    channels: Mapping[str, Channel] = field(default_factory=dict)
    base: str = ""

    @cached_property
    def plan_lines(self) -> Container[str]:
        """Every line of every plan in ``content/``, written ``2026-11/b7k2``."""
        return frozenset(
            f"{plan.header.text('bulan')}/{line.text('id')}"
            for plan in self.corpus.of(Kind.PLAN)
            for line in plan.header.mappings("baris")
        )

    @cached_property
    def acts(self) -> Container[str]:
        """The ids of all regulations in ``content/``."""
        return frozenset(act.id for act in self.corpus.of(Kind.REGULATION))

    @cached_property
    def legal(self) -> Container[str]:
        """The ids of all legal documents in ``content/``, of whatever type."""
        return frozenset(document.id for document in self.corpus.of(*LEGAL_KINDS))

    def watched(self, asked: Asked) -> Context:
        """Return this context such that it notes in `asked` what is looked up among many."""
        found = replace(self, paths=_Watched("paths", self.paths, asked))
        for name in _LOOKED_UP:
            # In place of what a cached property would have put there.
            vars(found)[name] = _Watched(name, getattr(self, name), asked)
        return found

    def answers(self, asked: Iterable[tuple[str, str, bool]]) -> bool:
        """Say whether this context would answer all that was asked in the same way."""
        return all((key in getattr(self, name)) == there for name, key, there in asked)


_LOOKED_UP = ("plan_lines", "acts", "legal")

Asked = dict[tuple[str, str], bool]
"""What was looked up, by field of a context and key, and whether it was there."""


class _Watched(Container[str]):
    """A field of a context that notes what is looked up in it."""

    def __init__(self, name: str, held: Container[str], asked: Asked) -> None:
        self._name, self._held, self._asked = name, held, asked

    def __contains__(self, key: object) -> bool:
        there = key in self._held
        self._asked[self._name, str(key)] = there
        return there
