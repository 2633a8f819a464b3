"""Where an item stands, derived from the SOP's own steps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jdih.model.document import Document, Kind, Picture
from jdih.model.sop import OUTSIDE_ITEM, Proof, Scope, Sop, Step
from jdih.reading.strict_yaml import parse
from jdih.workflow.progress import LABELS, demanded, holds, month_steps, progress

FOLDER = "drafts/a"
FULL = """\
disposisi: {isi: Buat.}
bahan: [UU 14/2008]
arahan: Singkat saja.
rencana: 2026-11/b7k2
ringkasan: Ringkasan.
penyunting: kasubag
unit_lain: {unit: Biro Umum}
"""


def item(header: str = "", body: str = "", **beside: str) -> Document:
    root = parse("a.md", header or "x:\n").root
    assert root is not None
    texts = tuple((f"{FOLDER}/{name.replace('__', '/')}.md", text) for name, text in beside.items())
    return Document(f"{FOLDER}/index.md", Kind.ITEM, root, body, 9, (), texts=texts)


def step(number: int, *proofs: Proof, scope: Scope = Scope.ITEM) -> Step:
    return Step(number, "", scope, number == 1, (), (), (), "", None, (), "", None, proofs)


def sop(*steps: Step) -> Sop:
    return Sop("uji", "", "", "", "", date(2026, 1, 1), (), steps, "", None, interpreted=False)


LINE = sop(
    step(1, Proof.STRATEGY, scope=Scope.MONTH),
    step(2, Proof.DISPOSITION),
    step(3, Proof.SOURCES, Proof.TEXT),
    step(4, Proof.APPROVAL),
    step(5, Proof.PUBLICATION),
)

WHOLE = replace(
    item(FULL, "Naskah.\n", pemberitahuan="{tautan}", takarir__x="Takarir"),
    pictures=(Picture(f"{FOLDER}/01.png"),),
)


@pytest.mark.parametrize("proof", [proof for proof in Proof if proof not in OUTSIDE_ITEM])
def test_each_proof_is_seen_when_there_and_missed_when_not(proof: Proof) -> None:
    assert holds(WHOLE, proof)
    assert not holds(item(), proof)


@pytest.mark.parametrize("proof", sorted(OUTSIDE_ITEM))
def test_no_file_of_an_item_shows_a_fact_outside_it(proof: Proof) -> None:
    assert not holds(replace(WHOLE, body=f"{proof.value}: ya"), proof)


def test_a_reason_stands_in_for_a_plan_line() -> None:
    assert holds(item("di_luar_rencana: Perintah mendadak.\n"), Proof.PLAN_LINE)


@pytest.mark.parametrize(
    "header",
    ["disposisi:\n", "disposisi:\n  bentuk:\n  isi:\n", "disposisi: {}\n", "disposisi: ''\n"],
)
def test_a_form_nobody_filled_in_proves_nothing(header: str) -> None:
    assert not holds(item(header), Proof.DISPOSITION)


def test_it_waits_for_the_first_step_that_is_not_proven() -> None:
    stands = progress(item(), LINE)
    assert (stands.reached, stands.waiting) == (None, LINE.steps[1])
    assert stands.missing == (Proof.DISPOSITION,)

    stands = progress(item("disposisi: {isi: a}\n", "Naskah."), LINE)
    assert (stands.reached, stands.waiting) == (LINE.steps[1], LINE.steps[2])
    assert stands.missing == (Proof.SOURCES,)


def test_a_later_proof_does_not_carry_an_item_over_a_gap() -> None:
    stands = progress(item(body="Naskah."), LINE, frozenset({Proof.APPROVAL, Proof.PUBLICATION}))
    assert stands.waiting == LINE.steps[1]


def test_facts_from_outside_finish_the_line() -> None:
    assert progress(WHOLE, LINE).waiting == LINE.steps[3]
    assert progress(WHOLE, LINE, frozenset({Proof.APPROVAL})).waiting == LINE.steps[4]
    done = progress(WHOLE, LINE, frozenset({Proof.APPROVAL, Proof.PUBLICATION}))
    assert (done.reached, done.waiting, done.missing) == (LINE.steps[4], None, ())


def test_steps_of_the_month_hold_no_item_up() -> None:
    assert month_steps(LINE) == (LINE.steps[0],)
    mixed = sop(step(1, Proof.PLAN, Proof.DISPOSITION))
    assert progress(WHOLE, mixed).waiting is None


def test_a_step_without_proofs_is_passed() -> None:
    assert progress(item(), sop(step(1), step(2))).reached == step(2)


def test_what_is_demanded_ends_with_the_decision() -> None:
    later = sop(*LINE.steps[:4], step(5, Proof.NOTICE))
    assert demanded(later) == (
        (LINE.steps[1], Proof.DISPOSITION),
        (LINE.steps[2], Proof.SOURCES),
        (LINE.steps[2], Proof.TEXT),
    )
    undecided = sop(step(1, Proof.SOURCES), step(2, Proof.NOTICE))
    assert [proof for _, proof in demanded(undecided)] == [Proof.SOURCES, Proof.NOTICE]


def test_people_can_read_every_proof() -> None:
    assert set(LABELS) == set(Proof)
