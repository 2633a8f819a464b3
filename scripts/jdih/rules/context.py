"""What a rule may look at besides the document in hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
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
    paths: frozenset[str]
    platforms: frozenset[str] = frozenset()
    channels: Mapping[str, Channel] = field(default_factory=dict)
    base: str = ""

    @cached_property
    def plan_lines(self) -> frozenset[str]:
        """Every line of every plan in ``content/``, written ``2026-11/b7k2``."""
        return frozenset(
            f"{plan.header.text('bulan')}/{line.text('id')}"
            for plan in self.corpus.of(Kind.PLAN)
            for line in plan.header.mappings("baris")
        )

    @cached_property
    def acts(self) -> frozenset[str]:
        """The ids of all regulations in ``content/``."""
        return frozenset(act.id for act in self.corpus.of(Kind.REGULATION))

    @cached_property
    def legal(self) -> frozenset[str]:
        """The ids of all legal documents in ``content/``, of whatever type."""
        return frozenset(document.id for document in self.corpus.of(*LEGAL_KINDS))
