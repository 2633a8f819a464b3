"""The site of a commit: what was selected, with the numbers and the history of the register.

The same values give the same site, whoever builds it: a run that publishes, or an audit that
compares.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from jdih.model.entry import Event
from jdih.model.verdict import Verdict
from jdih.publication.former import former_versions
from jdih.publication.precedent import Precedents
from jdih.publication.selection import Selection
from jdih.publication.state import State
from jdih.publication.times import Rules, year_until
from jdih.register.chain import Register
from jdih.register.erasure import seen
from jdih.website.site import Erased, Site
from jdih.website.source import export_frame, site_of
from jdih.workflow.erasure import Erasures


def site_shown(
    state: State,
    selection: Selection,
    precedents: Precedents,
    register: Register,
    day: date,
    frame: Path,
) -> Site:
    """Return the site of `selection` with the numbers of `register`, as pages show it on `day`.

    `frame` is a new folder for its theme, needed as long as the site is built.
    """
    site = site_of(
        export_frame(state.tree, frame),
        selection.tree,
        selection.checked,
        day=day,
        register=register,
        commit=state.commit,
        verdicts=dict(_verdicts(state, selection, precedents)),
    )
    erasures = state.witness.erasures
    known, repository = seen(register, erasures), precedents.repository
    rules = Rules(site.unit, site.sops, selection.checked.holidays)
    return replace(
        site,
        former=former_versions(repository, known, site.base),
        times=year_until(repository, known, rules, day) if site.unit.show_times else (),
        erased=dict(_erased(register, known, erasures)),
    )


def _erased(
    register: Register, known: Register, erasures: Erasures
) -> Iterator[tuple[str, Erased]]:
    """Yield the number of each entry whose version was changed by erasures, and what it is now."""
    recorded = [entry for entry in register.entries if entry.event is Event.ERASED]
    for was, now in zip(register.entries, known.entries, strict=True):
        if was.files != now.files:
            by = tuple(recorded[at] for at in erasures.touching(was))
            yield was.label, Erased(now.digest, now.files, by)


def _verdicts(
    state: State, selection: Selection, precedents: Precedents
) -> Iterator[tuple[str, Verdict]]:
    """Yield the verdicts on what the site shows: another document may lie in its place."""
    told = precedents.judged(state.documents, state.verdicts)
    for document in selection.checked.corpus.documents:
        verdict = told.get(document.path)
        if verdict is not None and verdict.id == document.id:
            yield document.path, verdict
