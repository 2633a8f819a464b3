"""One version of the repository, read and checked whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from jdih.model.calendar import Overrides
from jdih.model.document import Kind
from jdih.model.finding import Finding, Severity
from jdih.model.sop import Sop
from jdih.model.tree import Tree
from jdih.reading import strict_yaml
from jdih.reading.channels import read_channels
from jdih.reading.corpus import Corpus, check_entry, read_corpus, read_document
from jdih.reading.holidays_file import parse_holidays
from jdih.reading.insight_columns import read_columns
from jdih.reading.places import layout
from jdih.reading.schema import Schemas, read_schemas
from jdih.reading.source import read_source
from jdih.reading.unit import read_imports, read_unit
from jdih.rules import addresses, frame, item, life, sop_flow, unit
from jdih.rules.context import Context
from jdih.rules.documents import check_documents
from jdih.rules.earlier import Earlier, earlier_of
from jdih.workflow.amendment import early
from jdih.workflow.sop_reader import parse_sop

HOLIDAYS_PATH = "site_config/hari_libur.yml"
DEFAULT_DAY = 450
"""Minutes of a working day while the unit's own settings cannot be read (7.5 hours, Perpres
21/2023: 37.5 hours in five days)."""


@dataclass(frozen=True)
class Checked:
    """Everything read from one tree, and what the rules find in it.

    `told` was found while reading, `by_path` are the SOPs by path of their document. `earlier` is
    where findings are kept, if anywhere.
    """

    context: Context
    schemas: Schemas
    holidays: Overrides
    told: frozenset[Finding]
    by_path: Mapping[str, Sop]
    earlier: Earlier | None = None

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Everything found, in order of place; looked for once somebody asks."""
        found = tuple(sorted({*self.told, *_rules(self)}))
        if self.earlier is not None:
            self.earlier.keep_all(found)
        return found

    @cached_property
    def _by_place(self) -> Mapping[str, list[Finding]]:
        found: dict[str, list[Finding]] = {}
        for finding in self.findings:
            found.setdefault(finding.location.path, []).append(finding)
        return found

    def at(self, path: str) -> tuple[Finding, ...]:
        """Return what was found in one file, in order of place."""
        return tuple(self._by_place.get(path, ()))

    @property
    def corpus(self) -> Corpus:
        """All documents that could be read."""
        return self.context.corpus


def check_tree(tree: Tree) -> Checked:
    """Read and check `tree` whole.

    Raises JdihError only when the schemas themselves cannot be used.
    """
    # Before all else: what changes while it is read is not kept.
    earlier = earlier_of(tree)
    schemas = read_schemas(tree)
    settings = read_unit(tree, schemas)
    corpus = read_corpus(tree, schemas)
    sops = _sops(corpus, settings.unit.day_minutes if settings.unit else DEFAULT_DAY)
    channels_file = read_channels(tree)
    context = Context(
        corpus=corpus,
        sops={sop.id: sop for sop in sops.values()},
        unit=settings.unit,
        unit_header=settings.header,
        paths=frozenset(tree.entries),
        platforms=schemas.choices("platform"),
        channels=channels_file.channels or {},
        base=frame.base_of(tree),
    )
    holidays, holiday_findings = read_holidays(tree)
    told = {
        *corpus.findings,
        *settings.findings,
        *holiday_findings,
        *read_imports(tree)[1],
        *channels_file.findings,
        *read_columns(tree).findings,
        *frame.check_frame(tree),
    }
    return Checked(context, schemas, holidays, frozenset(told), sops, earlier)


def found_before(tree: Tree) -> tuple[Finding, ...] | None:
    """Return what `check_tree` finds in `tree`, where an earlier run found it and nothing changed.

    None where that is not known.
    """
    earlier = earlier_of(tree)
    return None if earlier is None else earlier.all()


def check_change(before: Checked, after: Checked, now: datetime) -> tuple[Finding, ...]:
    """Return what may not follow what readers know at `now`, in order of place.

    Those are the documents of `before`, once the office has begun (``mulai``).
    """
    unit = before.context.unit
    if unit is None or not unit.start:
        return ()
    known = (item for item in before.corpus.documents if not early(item, now))
    return tuple(sorted(life.check_life(known, after.context)))


def read_sops(tree: Tree, schemas: Schemas, day_minutes: int) -> dict[str, Sop]:
    """Read only the SOPs of a tree, by id; those that are not sound are left out."""
    read = [
        read_document(tree, place, schemas)
        for place in layout(tree.entries).places
        if place.kind is Kind.SOP
    ]
    return {
        document.id: parse_sop(document, day_minutes)
        for document, findings in read
        if document is not None
        and not any(finding.severity is Severity.ERROR for finding in findings)
    }


def _sops(corpus: Corpus, day_minutes: int) -> dict[str, Sop]:
    """Return the SOPs whose documents are sound, by path of the document."""
    return {
        document.path: parse_sop(document, day_minutes)
        for document in corpus.of(Kind.SOP)
        if document.path not in corpus.unsound
    }


def _rules(checked: Checked) -> Iterator[Finding]:
    context, sops = checked.context, checked.by_path
    yield from check_documents(context, sops, checked.earlier)
    documents = {document.path: document for document in context.corpus.documents}
    yield from sop_flow.check_revisions([(documents[path], sop) for path, sop in sops.items()])
    yield from item.check_ids(context)
    yield from addresses.check_addresses(context)
    yield from addresses.check_former(context)
    yield from unit.check_unit(context)


def read_holidays(tree: Tree) -> tuple[Overrides, tuple[Finding, ...]]:
    """Return what the office says of holidays beyond the published ones, and every fault in it."""
    entry = tree.entries.get(HOLIDAYS_PATH)
    if entry is None:
        return Overrides(), ()
    if not entry.regular:
        return Overrides(), tuple(check_entry(entry))
    source = read_source(HOLIDAYS_PATH, tree.read(HOLIDAYS_PATH))
    if source.text is None:
        return Overrides(), source.findings
    parsed = strict_yaml.parse(HOLIDAYS_PATH, source.text)
    if parsed.root is None:
        return Overrides(), (*source.findings, *parsed.findings)
    overrides, findings = parse_holidays(parsed.root, HOLIDAYS_PATH)
    return overrides, (*source.findings, *parsed.findings, *findings)
