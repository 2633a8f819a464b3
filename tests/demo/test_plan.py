"""The Court's month: drawn up by one office, approved by another."""

from __future__ import annotations

from jdih.demo.plan import LINE
from jdih.model.verdict import State as Judgement
from jdih.publication.state import read_state
from tests.publishing import Example

PLAN = "content/rencana/2026-12.md"


def test_the_month_is_approved_by_a_signed_merge(example: Example) -> None:
    state = read_state(example.repository)
    verdict = state.verdicts[PLAN]

    assert verdict.state is Judgement.APPROVED
    assert verdict.approval is not None
    assert verdict.approval.office == "kasubbag-humas"
    entry = example.register.latest("rencana-2026-12")
    assert entry is not None
    assert (entry.commit, entry.approval) == (verdict.commit, verdict.approval)


def test_the_items_line_stands_in_the_plan(example: Example) -> None:
    state = read_state(example.repository)
    (item,) = [entry for entry in state.documents if entry.header.text("rencana") == LINE]
    plan = next(entry for entry in state.documents if entry.path == PLAN)
    month, line = LINE.split("/")

    assert item.header.text("sop") == "mk-170-2022"
    assert plan.header.text("bulan") == month
    assert line in {row.text("id") for row in plan.header.mappings("baris")}
