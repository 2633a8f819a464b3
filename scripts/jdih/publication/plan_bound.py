"""An item is made from a line of an approved plan (SOP MK steps 3 and 4); a line stays for ever."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import replace

from jdih.model.document import CONTENT, Document, Kind
from jdih.model.node import Mapping as Header
from jdih.model.verdict import State, Verdict
from jdih.reading import header
from jdih.reading.places import folder_of
from jdih.repository.git import Repository
from jdih.workflow.refusal import Refusal, say

_PLANS = folder_of(Kind.PLAN)


def hold_unplanned(
    repository: Repository, documents: Iterable[Document], verdicts: Mapping[str, Verdict]
) -> Mapping[str, Verdict]:
    """Return the verdicts, with every approved item held whose line no approved plan has.

    Of a plan that is held, the version that was approved last counts.
    """
    every = tuple(documents)
    citing = {one.path: one for one in every if cited(one) and _is_approved(verdicts[one.path])}
    if not citing:
        return verdicts
    lines: set[str] = set()
    for plan in (one for one in every if one.kind is Kind.PLAN):
        verdict = verdicts[plan.path]
        if verdict.state is not State.HELD:
            lines |= lines_of(plan.header)
        elif verdict.fallback:
            lines |= lines_at(repository, verdict.fallback).get(plan.path, set())
    held = {path: planned(verdicts[path], item, lines) for path, item in citing.items()}
    return {**verdicts, **held}


def planned(verdict: Verdict, item: Document, lines: Container[str]) -> Verdict:
    """Hold an item that cites none of `lines`, each written ``2026-11/b7k2``."""
    line = cited(item)
    if not line or line in lines or not _is_approved(verdict):
        return verdict
    return _held(verdict, say(Refusal.UNPLANNED, name=line))


def kept(verdict: Verdict, plan: Document, before: Iterable[str]) -> Verdict:
    """Hold a plan that lacks a line which it had `before`."""
    gone = sorted(set(before) - lines_of(plan.header))
    if not gone or verdict.state is State.HELD:
        return verdict
    return _held(verdict, say(Refusal.LINE_GONE, name=", ".join(gone)))


def lines_at(repository: Repository, commit: str) -> Mapping[str, set[str]]:
    """Return the lines of every plan in ``content/`` at a commit, by the plan's path."""
    tree = repository.tree(commit, _PLANS)
    found: dict[str, set[str]] = {}
    for path, entry in tree.entries.items():
        if entry.regular and path.endswith(".md") and path.startswith(f"{CONTENT}/"):
            head = header.split(path, tree.read(path).decode("utf-8", "replace")).header
            found[path] = lines_of(head) if head else set()
    return found


def lines_of(head: Header) -> set[str]:
    """Return the lines of a plan by its header, each written ``2026-11/b7k2``."""
    month = head.text("bulan")
    return {f"{month}/{line.text('id')}" for line in head.mappings("baris")}


def cited(document: Document) -> str:
    """Return the line that an item says it was made from, ``2026-11/b7k2``, empty for none."""
    return document.header.text("rencana") if document.kind is Kind.ITEM else ""


def _is_approved(verdict: Verdict) -> bool:
    return verdict.state is State.APPROVED


def _held(verdict: Verdict, reason: str) -> Verdict:
    return replace(verdict, state=State.HELD, reason=reason, approval=None)
