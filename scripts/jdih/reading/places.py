"""Where each type of document lies, and which files belong to it (place is state)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from jdih.model.document import CONTENT, DRAFTS, LEGAL_KINDS, Kind
from jdih.model.period import Month
from jdih.model.tree import FileEntry

GUIDE = f"{DRAFTS}/README.md"
"""How to write a draft."""
INSIGHT = f"{DRAFTS}/insight"
"""Where the numbers of each month lie, a folder a month (`jdih.reading.insight_file`)."""
REASONS = f"{DRAFTS}/waktu"
"""Where reasons for late steps lie, a file a month (`jdih.reading.reasons_file`)."""

_OF_MONTH = re.compile(rf"(?:{INSIGHT}/([^/]+)/[^/]+|{REASONS}/([^/]+))\.yml")

_SINGLE = {
    "sop": Kind.SOP,
    "strategi": Kind.STRATEGY,
    "rencana": Kind.PLAN,
    "laporan": Kind.REPORT,
}
_LEGAL = {kind.value: kind for kind in LEGAL_KINDS}
_ITEM_PARTS = 5
_LEGAL_PARTS = 5
_DRAFT_PARTS = 3


@dataclass(frozen=True, slots=True)
class Place:
    """A document's Markdown file, the type its place says (None in drafts), and all its files."""

    path: str
    kind: Kind | None
    files: tuple[FileEntry, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """All documents of a tree, and the files that belong to none."""

    places: tuple[Place, ...]
    orphans: tuple[FileEntry, ...]


def beside(path: str) -> bool:
    """Tell whether a file of ``drafts/`` helps with the work and is a part of no draft."""
    found = _OF_MONTH.fullmatch(path)
    month = (found[1] or found[2]) if found else ""
    return path == GUIDE or Month.parse(month) is not None


def owner(path: str) -> str | None:
    """Return the path of the document that a file belongs to.

    None outside content and drafts, and for what only lies `beside` drafts.
    """
    parts = path.split("/")
    if parts[0] == DRAFTS and not beside(path) and len(parts) >= _DRAFT_PARTS:
        return "/".join((*parts[:2], "index.md"))
    if parts[0] != CONTENT or len(parts) == 1:
        return None
    if parts[1] == Kind.ITEM and len(parts) >= _ITEM_PARTS:
        return "/".join((*parts[:4], "index.md"))
    if parts[1] == "dokumen" and len(parts) >= _LEGAL_PARTS and parts[2] in _LEGAL:
        return "/".join((*parts[:4], "index.md"))
    if path.endswith(".md"):
        return path
    return "/".join((*parts[:-1], "index.md"))


def kind_of(path: str) -> Kind | None:
    """Return the type that the place of a document says, None for drafts (the header says it)."""
    parts = path.split("/")
    if parts[0] == DRAFTS:
        return None
    if parts[1] == Kind.ITEM and len(parts) == _ITEM_PARTS:
        return Kind.ITEM
    if parts[1] == "dokumen" and len(parts) == _LEGAL_PARTS:
        return _LEGAL.get(parts[2], Kind.PAGE)
    if len(parts) == len(("content", "sop", "x.md")) and parts[-1] != "index.md":
        return _SINGLE.get(parts[1], Kind.PAGE)
    return Kind.PAGE


def folder_of(kind: Kind) -> str:
    """Return the folder in which documents of a type lie; pages lie all over ``content/``."""
    if kind is Kind.PAGE:
        return CONTENT
    return f"{CONTENT}/dokumen/{kind.value}" if kind in LEGAL_KINDS else f"{CONTENT}/{kind.value}"


def home_of(kind: Kind, slug: str, year: str, name: str = "") -> str:
    """Return the path a document gets in ``content/`` when it is submitted.

    `year` is the year of an item; `name` the file name of a plan, report or strategy.
    """
    if kind is Kind.ITEM:
        return f"{CONTENT}/{kind.value}/{year}/{slug}/index.md"
    if kind.legal:
        return f"{CONTENT}/dokumen/{kind.value}/{slug}/index.md"
    if kind is Kind.PAGE:
        return f"{CONTENT}/{slug}/index.md"
    return f"{CONTENT}/{kind.value}/{name or slug}.md"


def layout(entries: Mapping[str, FileEntry]) -> Layout:
    """Sort the files of ``content/`` and ``drafts/`` by the document that each belongs to."""
    owned: dict[str, list[FileEntry]] = {}
    orphans: list[FileEntry] = []
    for entry in _relevant(entries.values()):
        document = owner(entry.path)
        if document is None or document not in entries:
            orphans.append(entry)
        else:
            owned.setdefault(document, []).append(entry)
    places = (
        Place(path, kind_of(path), tuple(sorted(files, key=lambda entry: entry.path)))
        for path, files in owned.items()
    )
    return Layout(tuple(sorted(places, key=lambda place: place.path)), tuple(orphans))


def _relevant(entries: Iterable[FileEntry]) -> Iterable[FileEntry]:
    for entry in entries:
        top = entry.path.partition("/")[0]
        # A link in the place of what lies beside drafts is refused like any other.
        if top == CONTENT or (top == DRAFTS and not (entry.regular and beside(entry.path))):
            yield entry
