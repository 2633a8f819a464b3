"""The lives of the example's items as the register tells them."""

from __future__ import annotations

import pytest

from jdih.demo.life import KPU, MK, Life
from jdih.model.entry import Entry, Evidence
from jdih.publication.state import read_state
from tests.publishing import Example

LIVES = pytest.mark.parametrize("life", [KPU, MK], ids=["kpu", "mk"])


def entry_of(example: Example, life: Life) -> Entry:
    (document,) = [entry for entry in read_state(example.repository).documents
                   if entry.slug == life.name]  # fmt: skip
    entry = example.register.latest(document.id)
    assert entry is not None
    return entry


@LIVES
def test_the_item_is_approved_by_who_may_and_did_not_write_it(example: Example, life: Life) -> None:
    entry = entry_of(example, life)

    assert entry.approval is not None
    assert (entry.approval.office, entry.approval.evidence) == (
        life.approver,
        Evidence.SIGNATURE,
    )
    writers = {part.office for part in (*life.parts, *life.repair)}
    assert life.approver not in writers
    assert len(writers) > 1


@LIVES
def test_two_rounds_are_told_with_their_offices(example: Example, life: Life) -> None:
    told = entry_of(example, life).activities

    decisions = [(entry.step, entry.round, entry.office, entry.decision)
                 for entry in told if entry.decision]  # fmt: skip
    assert decisions == [
        (life.decision, 1, life.refuser, "tidak setuju"),
        (life.decision, 2, life.approver, "setuju"),
    ]
    assert {entry.step for entry in told if entry.round == 2} >= {part.step for part in life.repair}
    assert max(entry.step for entry in told) == life.publication
    assert all(entry.begin <= entry.end for entry in told if entry.begin and entry.end)


@LIVES
def test_what_was_refused_is_gone_from_the_page(example: Example, life: Life) -> None:
    entry = entry_of(example, life)
    site = example.folder / "kantor" / "build" / "situs"
    page = (site / entry.address / "index.html").read_text(encoding="utf-8")

    assert "Catatan penyusun" not in page
    assert entry.label in page
    assert (site.parent / "pemberitahuan" / f"{entry.id}.txt").is_file()
