"""What of a commit is published: every document that is approved, sound and due.

One bad item never halts the office: it is held back at its last approved version, or left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath

from jdih.errors import JdihError
from jdih.model.document import CONTENT, Document, Kind
from jdih.model.finding import Finding
from jdih.model.tree import Tree
from jdih.model.verdict import State as Judgement
from jdih.publication.precedent import Precedents
from jdih.publication.stand_in import stand_in
from jdih.publication.state import State
from jdih.reading.places import folder_of, owner
from jdih.repository.git import Repository
from jdih.repository.overlay import Overlay
from jdih.rules.addresses import TWO_FILES
from jdih.rules.channels import off_the_site
from jdih.rules.engine import Checked, check_tree
from jdih.rules.item import DUPLICATE_ID
from jdih.rules.unit import UNFILLED_ROLE, UNKNOWN_ROLE
from jdih.website import address
from jdih.workflow.amendment import FORMER, early
from jdih.workflow.refusal import Refusal, say

_TWINS = frozenset({DUPLICATE_ID.code, TWO_FILES.code})
_BY_CONTENT = frozenset({UNKNOWN_ROLE.code, UNFILLED_ROLE.code})
"""Faults of the settings that a missing SOP causes: they close the gate for its items, no more."""


@dataclass(frozen=True, slots=True)
class Held:
    """A document whose present version is not published, and why.

    `shown` is the commit whose version stands in for it, empty when it is left out, `place` where
    that lies when not at `path`. `due` is True when it only waits for its ``tayang``.
    """

    id: str
    path: str
    reason: str
    shown: str = ""
    due: bool = False
    place: str = ""

    @property
    def lies(self) -> str:
        """Where the version that stands in lies."""
        return self.place or self.path


@dataclass(frozen=True, slots=True)
class Selection:
    """What is published: `tree` holds it, `checked` is the same read.

    `fresh` are the documents whose present version it shows.
    """

    tree: Tree
    checked: Checked
    fresh: tuple[Document, ...]
    held: tuple[Held, ...]


def select(state: State, precedents: Precedents, now: datetime) -> Selection:
    """Choose what of `state` is published at `now`, after what `precedents` show.

    Raises JdihError when the fault lies in the site itself: settings, schemas, or a document's
    place, so that nothing can be trusted.
    """
    faults = _by_document(_without_false_twins(state))
    _refuse_site_faults(faults.pop("", []))
    gone = tuple(_vanished(state, precedents))
    held = (*_held(state, faults, now, precedents, gone), *gone)
    held = (*held, *_driven_out(state, held))
    repository = precedents.repository
    tree = _published(repository, state, held)
    drafts = any(document.draft for document in state.checked.corpus.documents)
    # Where no document is left out, the commit was read and checked as it is published.
    checked = check_tree(tree) if held or drafts else state.checked
    places = {entry.lies for entry in held}
    broken = {path for path in _by_document(checked.findings) if path in places}
    if broken:
        # A version that was sound under older rules and is not under today's is left out too.
        held = tuple(
            Held(entry.id, entry.path, entry.reason) if entry.lies in broken else entry
            for entry in held
        )
        tree = _published(repository, state, held)
        checked = check_tree(tree)
    names = {entry.path for entry in held}
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
    state: State,
    faults: dict[str, list[Finding]],
    now: datetime,
    precedents: Precedents,
    gone: tuple[Held, ...],
) -> Iterator[Held]:
    documents = {document.path: document for document in state.documents}
    taken = {address.of_path(entry.path): entry.id for entry in gone if entry.shown}
    for path in sorted({*documents, *faults}):
        document, verdict = documents.get(path), state.verdicts.get(path)
        due = False
        if errors := faults.get(path):
            first = errors[0]
            reason = f"{first.code} {first.message} ({len(errors)} harus diperbaiki)"
        elif verdict is not None and verdict.state is Judgement.HELD:
            reason = verdict.reason
        elif document is None or verdict is None:
            continue
        elif owner_of := _claimed(document, taken):
            reason = say(Refusal.TAKEN, name=owner_of)
        elif refusal := precedents.refusal(document, verdict.digest):
            reason = refusal
        elif early(document, now):
            reason, due = f"Tayang {document.header.text('tayang')}.", True
        else:
            continue
        known = document or verdict
        identity = known.id if known else PurePosixPath(path).parent.name
        shown = stand_in(path, verdict, state, now, precedents)
        recorded = precedents.vouched(identity) if known and not shown else None
        if recorded is not None:
            yield Held(identity, path, reason, recorded.entry.commit, due, recorded.path)
        else:
            yield Held(identity, path, reason, shown, due)
    settings = state.settings
    if settings is not None and settings.state is Judgement.HELD:
        yield Held(settings.id, settings.path, settings.reason, settings.fallback)


def _claimed(document: Document, taken: Mapping[str, str]) -> str:
    """Return the id of the document whose address this one calls its former one."""
    former = document.header.texts(FORMER)
    return next((identity for at, identity in taken.items() if at in former), "")


def _vanished(state: State, precedents: Precedents) -> Iterator[Held]:
    """Yield what the register shows and ``content/`` no longer holds: it goes on standing."""
    there = {document.id for document in state.documents}
    there |= {verdict.id for verdict in state.verdicts.values()}
    homes = {document.path: document for document in state.documents}
    followed = {former for document in state.documents for former in document.header.texts(FORMER)}
    for identity in sorted(precedents.register.by_id.keys() - there):
        known = precedents.of(identity)
        if known is None:
            continue
        entry = known.entry
        item = known.path.startswith(f"{folder_of(Kind.ITEM)}/")
        if entry.address in followed and not item:
            # The id of anything but an item follows its place, and this one was moved.
            continue
        heir = precedents.of(homes[known.path].id) if known.path in homes else None
        settled = heir is not None and heir.path == known.path
        stands = precedents.vouched(identity) is not None and precedents.begun and not settled
        reason = say(Refusal.VANISHED, name=f"nomor {entry.label}")
        yield (
            Held(identity, known.path, reason, entry.commit)
            if stands
            else Held(identity, entry.address, reason)
        )


def _driven_out(state: State, held: tuple[Held, ...]) -> Iterator[Held]:
    """Yield the documents that lie where another one, which readers know there, goes on."""
    places = {entry.lies: entry.id for entry in held if entry.shown}
    known = {(entry.id, entry.path) for entry in held}
    for document in state.documents:
        other = places.get(document.path, document.id)
        if other != document.id and (document.id, document.path) not in known:
            yield Held(document.id, document.path, say(Refusal.TAKEN, name=other))


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
    held_paths = {path for entry in held for path in (entry.path, entry.lies)}
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
        if owner(path) == held.lies and entry.regular:
            yield path, tree.read(path)
