"""What pages know of each other: order, neighbours, register entries, who explains what."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from jdih.model.document import LEGAL_KINDS, Document, Kind
from jdih.model.entry import Detail, Entry, Event
from jdih.reading.report_header import PERIOD
from jdih.website.agenda import anchor, blocks
from jdih.website.relations import Relation, Status, relations, status
from jdih.website.site import Site
from jdih.website.titles import titles_of

LISTS = {
    Kind.ITEM: "konten/",
    Kind.SOP: "sop/",
    Kind.STRATEGY: "strategi/",
    Kind.PLAN: "rencana/",
    Kind.REPORT: "laporan/",
    **{kind: f"dokumen/{kind.value}/" for kind in LEGAL_KINDS},
}
"""Where each kind is listed. Pages of kind `halaman` are reached through the menu."""

YEARLY = frozenset({Kind.ITEM, *LEGAL_KINDS})
"""Kinds that have a list of their own for each year."""

_PUBLISHED = frozenset(
    {Event.PUBLISHED, Event.CORRECTED, Event.IMPORTED, Event.URGENT, Event.WITHDRAWN}
)
REFERENCES = (Detail.REPLACES, Detail.TAKES_BACK)
"""The details that name another entry."""
_FIRST_NUMBER = re.compile(r"[0-9]{1,9}")
_YEAR = re.compile(r"[12][0-9]{3}")


@dataclass(frozen=True, slots=True)
class Number:
    """An entry, the page of the Buku Agenda that shows it, and the id of its line there."""

    entry: Entry
    at: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The site's documents in their order, and what links them.

    `by_kind` is newest first, drafts apart; what was withdrawn is in no list. `entries` are keyed
    by document id, oldest first. `explained_by` gives, for the path of a document, the items that
    rest on it (`bahan`); `planned` gives the item that was made from a plan line, keyed
    ``2026-11/b7k2``; `made_under` the items made under an SOP, keyed by its id. `beside` are the
    legal documents that one names as `terkait`, or is named by, keyed by its id. `years` are the
    documents of a kind by year, newest first; what has no year is left out. `agenda` is the address
    of the page that shows an entry, keyed by its year and number; `labels` are the entries by
    label, `referring` those that replace or take back the entry with a label. `titles` are those of
    all documents, by id. `first_on` are the items by the day (ISO 8601) of their first publication;
    of imports nobody knows it.
    """

    site: Site
    by_kind: Mapping[Kind, tuple[Document, ...]]
    drafts: tuple[Document, ...]
    by_path: Mapping[str, Document]
    entries: Mapping[str, tuple[Entry, ...]]
    relations: Mapping[str, tuple[Relation, ...]]
    explained_by: Mapping[str, tuple[Document, ...]]
    planned: Mapping[str, Document]
    made_under: Mapping[str, tuple[Document, ...]]
    beside: Mapping[str, tuple[Document, ...]]
    neighbours: Mapping[str, tuple[Document | None, Document | None]]
    years: Mapping[Kind, Mapping[str, tuple[Document, ...]]]
    agenda: Mapping[tuple[int, int], str]
    labels: Mapping[str, Entry]
    referring: Mapping[str, tuple[Entry, ...]]
    titles: Mapping[str, str]
    first_on: Mapping[str, tuple[Document, ...]]

    def of(self, kind: Kind) -> tuple[Document, ...]:
        """Return the published documents of a kind, newest first."""
        return self.by_kind.get(kind, ())

    def items(self) -> tuple[Document, ...]:
        """Return every item that is or was published, those withdrawn included."""
        every = self.site.documents
        return tuple(d for d in every if d.kind is Kind.ITEM and not d.draft)

    def published(self, document: Document) -> Entry | None:
        """Return the last entry that records the document's publication, or None."""
        own = self.entries.get(document.id, ())
        return next((entry for entry in reversed(own) if entry.event in _PUBLISHED), None)

    def first_published(self, document: Document) -> Entry | None:
        """Return the entry that records the document's first publication, or None."""
        return _first(self.entries.get(document.id, ()))

    def numbers(self, document: Document) -> Iterator[Number]:
        """Yield the numbers of the versions of a document that readers saw, newest first."""
        for entry in reversed(self.entries.get(document.id, ())):
            if entry.event in _PUBLISHED:
                yield self.number(entry)

    def number(self, entry: Entry) -> Number:
        """Return an entry with its place in the Buku Agenda."""
        return Number(entry, self.agenda_address(entry), anchor(entry))

    def changed(self, *documents: Document) -> str:
        """Return the day (ISO 8601) of the newest publication among `documents`, empty for none."""
        found = (self.published(document) for document in documents)
        return max((entry.time[:10] for entry in found if entry), default="")

    def status(self, document: Document) -> Status | None:
        """Return the computed status of a peraturan; None for any other document."""
        if document.kind is not Kind.REGULATION:
            return None
        return status(document, self.relations.get(document.id, ()))

    def year_of(self, document: Document) -> str:
        """Return the year a document belongs to, four digits, empty when it says none."""
        return year_of(document)

    def agenda_address(self, entry: Entry) -> str:
        """Return the address of the page of the Buku Agenda that shows an entry."""
        return self.agenda[entry.year, entry.number]

    def lists(self) -> tuple[tuple[str, str], ...]:
        """Return (kind, address) of the lists that have something in them."""
        return tuple((kind.value, at) for kind, at in LISTS.items() if self.of(kind))

    def office(self, code: str) -> str:
        """Return the name of an office, its code when the unit does not know it."""
        office = self.site.unit.office(code)
        return office.name if office else code


def catalogue(site: Site) -> Catalogue:
    """Sort out `site` once, so that no page has to search."""
    entries: dict[str, list[Entry]] = defaultdict(list)
    for entry in sorted(site.entries, key=lambda entry: (entry.year, entry.number)):
        entries[entry.id].append(entry)
    published = tuple(
        document for document in site.documents if not (document.draft or document.withdrawn)
    )
    by_kind = {kind: _ordered(kind, published, entries) for kind in Kind}
    explained: dict[str, list[Document]] = defaultdict(list)
    planned: dict[str, Document] = {}
    made_under: dict[str, list[Document]] = defaultdict(list)
    for item in by_kind[Kind.ITEM]:
        for source in item.header.texts("bahan"):
            if source.startswith("/"):
                explained[source.lstrip("/")].append(item)
        made_under[item.header.text("sop")].append(item)
        if line := item.header.text("rencana"):
            planned.setdefault(line, item)
    return Catalogue(
        site=site,
        by_kind=by_kind,
        drafts=tuple(document for document in site.documents if document.draft),
        by_path={document.path: document for document in site.documents},
        entries={name: tuple(own) for name, own in entries.items()},
        relations=relations(published),
        explained_by={path: tuple(items) for path, items in explained.items()},
        planned=planned,
        made_under={name: tuple(items) for name, items in made_under.items()},
        beside=_beside(by_kind),
        neighbours=dict(_neighbours(by_kind)),
        agenda={
            (entry.year, entry.number): block.at
            for block in blocks(site.entries)
            for entry in block.entries
        },
        years={kind: _by_year(by_kind[kind]) for kind in Kind},
        labels={entry.label: entry for entry in site.entries},
        referring=_referring(site.entries),
        titles=titles_of(site),
        first_on=_first_on(by_kind[Kind.ITEM], entries),
    )


def year_of(document: Document) -> str:
    """Return the year a document belongs to, four digits, empty when it says none."""
    header = document.header
    if document.kind is Kind.ITEM:
        written = document.id[:4]
    else:
        month = header.text("bulan") or header.text(PERIOD)
        written = header.text("tahun") or header.text("tahun_terbit") or month[:4]
    return written if _YEAR.fullmatch(written) else ""


def _ordered(
    kind: Kind, documents: tuple[Document, ...], entries: Mapping[str, list[Entry]]
) -> tuple[Document, ...]:
    def key(document: Document) -> tuple[str, str, int, str]:
        header = document.header
        first = next((e.time for e in entries.get(document.id, ()) if e.event in _PUBLISHED), "")
        number = _FIRST_NUMBER.search(header.text("nomor"))
        when = (
            header.text("bulan")
            or header.text(PERIOD)
            or header.text("berlaku_sejak")
            or header.text("tanggal_penetapan")
            or header.text("tayang")
        )
        recorded = first if kind is Kind.ITEM else when
        return year_of(document), recorded or when, int(number[0]) if number else 0, document.slug

    own = [document for document in documents if document.kind is kind]
    if kind is Kind.PAGE:
        return tuple(sorted(own, key=lambda document: document.path))
    return tuple(sorted(own, key=key, reverse=True))


def _beside(by_kind: Mapping[Kind, tuple[Document, ...]]) -> Mapping[str, tuple[Document, ...]]:
    """Return the legal documents that belong together, whichever of the two says so."""
    legal = {document.id: document for kind in LEGAL_KINDS for document in by_kind[kind]}
    found: dict[str, set[str]] = defaultdict(set)
    for document in legal.values():
        for other in document.header.texts("terkait"):
            if other in legal and other != document.id:
                found[document.id].add(other)
                found[other].add(document.id)
    return {name: tuple(legal[other] for other in sorted(own)) for name, own in found.items()}


def _first(entries: Iterable[Entry]) -> Entry | None:
    return next((entry for entry in entries if entry.event in _PUBLISHED), None)


def _first_on(
    items: Iterable[Document], entries: Mapping[str, list[Entry]]
) -> Mapping[str, tuple[Document, ...]]:
    found: dict[str, list[Document]] = defaultdict(list)
    for item in items:
        first = _first(entries.get(item.id, ()))
        if first is not None and first.event is not Event.IMPORTED:
            found[first.time[:10]].append(item)
    return {day: tuple(own) for day, own in found.items()}


def _referring(entries: Iterable[Entry]) -> Mapping[str, tuple[Entry, ...]]:
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        for name in REFERENCES:
            if label := entry.detail(name):
                found[label].append(entry)
    return {label: tuple(own) for label, own in found.items()}


def _by_year(documents: tuple[Document, ...]) -> Mapping[str, tuple[Document, ...]]:
    found: dict[str, list[Document]] = defaultdict(list)
    for document in documents:
        if year := year_of(document):
            found[year].append(document)
    return {year: tuple(found[year]) for year in sorted(found, reverse=True)}


def _neighbours(
    by_kind: Mapping[Kind, tuple[Document, ...]],
) -> Iterator[tuple[str, tuple[Document | None, Document | None]]]:
    """Yield for each document the one before and the one after it in the list of its kind."""
    for kind in LISTS:
        bookended = (None, *by_kind[kind], None)
        for before, own, after in zip(bookended, bookended[1:], bookended[2:], strict=False):
            if own is not None:
                yield own.path, (before, after)
