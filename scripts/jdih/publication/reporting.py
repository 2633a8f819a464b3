"""The report of a period: its figures gathered, and written on a branch of their own.

SOP MK step 6. Run again it gathers the figures anew; what people wrote stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from jdih.errors import JdihError
from jdih.model.document import Kind
from jdih.model.entry import SHOWN
from jdih.model.insight import MonthInsight
from jdih.model.period import Period, Span
from jdih.model.report import Report
from jdih.model.sop import Proof
from jdih.model.tree import Tree
from jdih.publication.monthly import asking, sop_asking
from jdih.publication.own_branch import Piece, read_text, require_plain, write_on_branch
from jdih.publication.state import sops_of
from jdih.publication.titles import titles_of
from jdih.reading.header import split
from jdih.reading.insight_file import read_month
from jdih.reading.places import home_of
from jdih.reading.report_header import new_text, read_report, with_figures
from jdih.register.chain import Register
from jdih.repository.git import Repository
from jdih.rules.engine import Checked, check_tree
from jdih.website import wording
from jdih.workflow.report import TOLD, Known, report_of


@dataclass(frozen=True, slots=True)
class Written:
    """What became of it: the report's file, its branch (empty without one), and its figures.

    `begun` is True where there was no report before, `changed` where the file is another now.
    """

    path: str
    branch: str
    report: Report
    begun: bool
    changed: bool


def branch_of(period: Period) -> str:
    """Return the branch on which the report of a period is written."""
    return f"naskah/laporan-{period}"


def asks_for_reports(tree: Tree) -> bool:
    """Say whether an SOP of the office asks for a report."""
    return bool(asking(sops_of(tree), Proof.REPORT))


def path_of(period: Period) -> str:
    """Return where the report of a period lies."""
    return home_of(Kind.REPORT, "", "", str(period))


def write_report(
    repository: Repository, register: Register, period: Period, sop: str = "", *, branch: bool
) -> Written:
    """Begin the report of `period`, or renew its figures; nothing changes when none differs.

    With `branch` the work goes to a branch of its own, unless that is checked out already. Raises
    JdihError when the branch is there and is not checked out, or the SOP cannot be told.
    """
    path = path_of(period)

    def make(tree: Tree, _: str) -> tuple[Piece | None, Written]:
        require_plain(tree, path)
        before = read_text(tree, path)
        text, report = compose(repository, tree, register, period, before, sop)
        written = Written(path, "", report, not before, text != before)
        piece = Piece(path, text, message_of(period, before))
        return piece if written.changed else None, written

    written, name = write_on_branch(
        repository, branch_of(period), f"Laporan {period}", make, branch=branch
    )
    return replace(written, branch=name)


def compose(
    repository: Repository, tree: Tree, register: Register, period: Period, before: str, sop: str
) -> tuple[str, Report]:
    """Return the text of a report and its figures, as `tree` and `register` tell of them.

    `before` is its text until now, empty for none; it stays where only the agenda book grew, and
    no figure changed by that. Raises JdihError when the SOP cannot be told.
    """
    checked = check_tree(tree)
    report = _report(repository, tree, checked, register, period)
    if not before:
        return _new(checked, report, sop), report
    header = split(path_of(period), before).header
    known = read_report(header) if header else report
    same = with_figures(before, replace(report, count=known.count, head=known.head))
    return (before, known) if same == before else (with_figures(before, report), report)


def message_of(period: Period, before: str) -> str:
    """Return the message of the commit that begins a report, or renews it."""
    return f"Naskah laporan-{period}: {'perbarui angka' if before else 'buka'}\n"


def title_of(period: Period) -> str:
    """Return what a report is called."""
    word = "Bulan " if period.span is Span.MONTH else ""
    return f"Laporan Media Sosial {word}{wording.period(str(period))}"


def _report(
    repository: Repository, tree: Tree, checked: Checked, register: Register, period: Period
) -> Report:
    unit = checked.context.unit
    if unit is None:
        raise JdihError(
            "Pengaturan unit tidak dapat dipakai.", "Perbaiki dahulu temuan `jdih check`."
        )
    channels = checked.context.channels
    told = [entry for entry in register.entries if entry.event in TOLD]
    known = Known(
        entries=register.entries,
        by_id=register.by_id,
        titles=titles_of(repository, told),
        items={one.id: one for one in checked.corpus.of(Kind.ITEM) if not one.draft},
        plans={
            one.slug: one
            for one in checked.corpus.of(Kind.PLAN)
            if register.latest(one.id, *SHOWN) and not one.draft
        },
        insight=_insight(tree, period, checked),
        channels=channels,
        zone=unit.zone,
    )
    return report_of(period, known, register.head_hash)


def _insight(tree: Tree, period: Period, checked: Checked) -> Mapping[str, MonthInsight]:
    months = (str(month) for month in (period.before, *period.months))
    return {month: read_month(tree, month, checked.context.channels) for month in months}


def _new(checked: Checked, report: Report, sop: str) -> str:
    asked = sop or asking(checked.context.sops, Proof.REPORT)
    named = sop_asking(checked, Proof.REPORT, sop) if asked else ""
    period = Period.parse(report.period)
    return new_text(report, title_of(period) if period else report.period, named)
