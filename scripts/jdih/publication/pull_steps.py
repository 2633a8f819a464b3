"""The table of an item's steps under its pull request: done, needed, by whom, in what time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from jdih.model.entry import Activity
from jdih.model.sop import Sop, Step
from jdih.publication.markup import code
from jdih.workflow.duration import render_minutes
from jdih.workflow.progress import LABELS, Progress


def steps_table(
    sop: Sop,
    where: Progress,
    offices: Mapping[int, str],
    rounds: Sequence[Activity],
    day_minutes: int,
) -> Iterator[str]:
    """Yield the lines of the table in Markdown.

    `offices` tells whose a step is, by its number; `rounds` are what was done so far, and
    `day_minutes` the working minutes of a day.
    """
    yield "| Kegiatan | Jabatan | Yang masih diperlukan | Waktu kerja (baku) |"
    yield "| --- | --- | --- | --- |"
    for step in sop.item_steps:
        cells = (
            _cell(step, where),
            offices[step.number],
            _needs(step, where),
            _time(step, rounds, day_minutes),
        )
        yield f"| {' | '.join(cells)} |"


def _cell(step: Step, where: Progress) -> str:
    mark = "⏳" if step is where.waiting else ("✅" if _done(step, where) else "▫️")
    return f"{mark} {step.number}. {code(step.text)}"


def _done(step: Step, where: Progress) -> bool:
    return where.reached is not None and step.number <= where.reached.number


def _needs(step: Step, where: Progress) -> str:
    if _done(step, where):
        return ""
    proofs = where.missing if step is where.waiting else step.proofs
    return "; ".join(LABELS[proof] for proof in proofs)


def _time(step: Step, rounds: Sequence[Activity], day_minutes: int) -> str:
    """Return the working time of a step, its rounds together, against what the SOP allows."""
    done = [activity for activity in rounds if activity.step == step.number]
    spent = [activity.minutes for activity in done if activity.minutes is not None]
    used, allowed = sum(spent), step.minutes
    unknown = "tidak tercatat" if done else "–"
    parts = [render_minutes(used, day_minutes) if spent else unknown]
    if done and done[-1].begin and not done[-1].end:
        parts.append("berjalan")
    if len(done) > 1:
        parts.append(f"{len(done)} putaran")
    if allowed is not None and any(minutes > allowed for minutes in spent):
        parts.append("**melampaui**")
    standard = "–" if allowed is None else render_minutes(allowed, day_minutes)
    return f"{', '.join(parts)} ({standard})"
