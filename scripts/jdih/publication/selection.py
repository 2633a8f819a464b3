"""What of a commit is published: every document that is approved, sound and due.

One bad item never halts the office: it is held back at its last approved version, or left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath

from jdih.errors import JdihError
from jdih.model.document import CONTENT, Document
from jdih.model.finding import Finding
from jdih.model.tree import Tree
from jdih.model.verdict import State as Judgement
from jdih.publication.stand_in import early, stand_in
from jdih.publication.state import State
from jdih.reading.places import owner
from jdih.repository.git import Repository
from jdih.repository.overlay import Overlay
from jdih.rules.addresses import TWO_FILES
from jdih.rules.channels import off_the_site
from jdih.rules.engine import Checked, check_tree
from jdih.rules.item import DUPLICATE_ID
from jdih.rules.unit import UNFILLED_ROLE, UNKNOWN_ROLE

_TWINS = frozenset({DUPLICATE_ID.code, TWO_FILES.code})
_BY_CONTENT = frozenset({UNKNOWN_ROLE.code, UNFILLED_ROLE.code})
"""Faults of the settings that a missing SOP causes: they close the gate for its items, no more."""


@dataclass(frozen=True, slots=True)
class Held:
    """A document whose present version is not published, and why.

    `shown` is the commit whose version stands in for it, empty when it is left out. `due` is True
    when it only waits for its ``tayang``.
    """

    id: str
    path: str
    reason: str
    shown: str = ""
    due: bool = False


@dataclass(frozen=True, slots=True)
class Selection:
    """What is published: `tree` holds it, `checked` is the same read.

    `fresh` are the documents whose present version it shows.
    """

    tree: Tree
    checked: Checked
    fresh: tuple[Document, ...]
    held: tuple[Held, ...]


def select(repository: Repository, state: State, now: datetime) -> Selection:
    """Choose what of `state` is published at `now`.

    Raises JdihError when the fault lies in the site itself: settings, schemas, or a document's
    place, so that nothing can be trusted.
    """
    faults = _by_document(_without_false_twins(state))
    _refuse_site_faults(faults.pop("", []))
    held = tuple(_held(repository, state, faults, now))
    names = {entry.path for entry in held}
    tree = _published(repository, state, held)
    checked = check_tree(tree)
    broken = {path for path in _by_document(checked.findings) if path in names}
    if broken:
        # A version that was sound under older rules and is not under today's is left out too.
        held = tuple(
            Held(entry.id, entry.path, entry.reason) if entry.path in broken else entry
            for entry in held
        )
        tree = _published(repository, state, held)
        checked = check_tree(tree)
    fresh = tuple(document for document in state.documents if document.path not in names)
    return Selection(tree, checked, fresh, held)


def _without_false_twins(state: State) -> tuple[Finding, ...]:
    """Return the findings but those that an unapproved document causes to an approved one.

    Whoever copies an id or an address into a file that nobody approved takes nothing away.
    """
    found = state.checked.findings
    if not any(finding.code in _TWINS for finding in found):
        return found
    unapproved = {
        document.path
        for document in state.documents
        if state.verdicts[document.path].state is Judgement.HELD
    }
    left_out = {path for path in state.tree.entries if owner(path) in unapproved}
    real = set(check_tree(Overlay(state.tree, left_out)).findings)
    return tuple(finding for finding in found if finding.code not in _TWINS or finding in real)


def _held(
    repository: Repository, state: State, faults: dict[str, list[Finding]], now: datetime
) -> Iterator[Held]:
    documents = {document.path: document for document in state.documents}
    for path in sorted({*documents, *faults}):
        document, verdict = documents.get(path), state.verdicts.get(path)
        due = False
        if errors := faults.get(path):
            first = errors[0]
            reason = f"{first.code} {first.message} ({len(errors)} harus diperbaiki)"
        elif verdict is not None and verdict.state is Judgement.HELD:
            reason = verdict.reason
        elif document is not None and early(document, now):
            reason, due = f"Tayang {document.header.text('tayang')}.", True
        else:
            continue
        known = document or verdict
        identity = known.id if known else PurePosixPath(path).parent.name
        shown = stand_in(repository, path, verdict, state, now)
        yield Held(identity, path, reason, shown, due)
    settings = state.settings
    if settings is not None and settings.state is Judgement.HELD:
        yield Held(settings.id, settings.path, settings.reason, settings.fallback)


def _by_document(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """Sort the errors by the document they are about; those of the site itself under no path."""
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        path = finding.location.path
        if off_the_site(finding) and not path.startswith("drafts/"):
            found.setdefault(owner(path) or "", []).append(finding)
    return found


def _refuse_site_faults(findings: list[Finding]) -> None:
    fatal = [finding for finding in findings if finding.code not in _BY_CONTENT]
    if fatal:
        raise JdihError(
            f"Situs tidak dapat dibangun: {fatal[0].as_text()}",
            f"Perbaiki {len(fatal)} temuan pada pengaturan; lihat `jdih check`.",
        )


def _published(repository: Repository, state: State, held: tuple[Held, ...]) -> Tree:
    """Return the commit's tree without drafts, each held document replaced by its stand-in."""
    owners = {path: owner(path) for path in state.tree.entries}
    held_paths = {entry.path for entry in held}
    left_out = {
        path
        for path, document in owners.items()
        if path.startswith("drafts/") or document in held_paths
    }
    put_in: dict[str, bytes] = {}
    for entry in held:
        if entry.shown:
            put_in.update(_version(repository, entry))
    return Overlay(state.tree, left_out, put_in)


def _version(repository: Repository, held: Held) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the version that stands in for a held document."""
    tree = repository.tree(held.shown, CONTENT)
    for path, entry in tree.entries.items():
        if owner(path) == held.path and entry.regular:
            yield path, tree.read(path)
