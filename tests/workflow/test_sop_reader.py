"""An SOP document as the engine reads it, and the revision to which an item is held."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from jdih.model.document import Document, Kind
from jdih.model.sop import Decision, Exit, Proof, Role, Scope, Sop, Step
from jdih.reading import header
from jdih.workflow.sop_reader import parse_sop, sop_in_force

ROOT = Path(__file__).parents[2]
DAY = 450


def read(path: str, day_minutes: int = DAY) -> Sop:
    return parse(path, (ROOT / path).read_text(encoding="utf-8"), day_minutes)


def parse(path: str, text: str, day_minutes: int = DAY) -> Sop:
    parts = header.split(path, text)
    assert parts.header is not None
    document = Document(path, Kind.SOP, parts.header, parts.body, parts.body_line, ())
    return parse_sop(document, day_minutes)


def test_identity() -> None:
    sop = read("tests/examples/sop/selaras.md")
    assert replace(sop, steps=()) == Sop(
        id="unit-1-2026",
        path="tests/examples/sop/selaras.md",
        number="1 Tahun 2026",
        title="Pengelolaan Media Sosial Unit Contoh",
        institution="UNIT CONTOH",
        in_force=date(2026, 1, 19),
        roles=(Role("kepala", "KEPALA UNIT"), Role("staf", "STAF")),
        steps=(),
        total="1 hari 40 menit",
        total_minutes=490,
        interpreted=False,
        replaces="",
        notes=(),
    )


def test_a_decision_step() -> None:
    assert read("tests/examples/sop/selaras.md").steps[2] == Step(
        number=3,
        text="memutuskan naskah",
        scope=Scope.ITEM,
        opens=False,
        performers=("kepala",),
        deciders=("kepala",),
        requirements=("draft Naskah",),
        time="15 menit",
        minutes=15,
        outputs=("Naskah disetujui",),
        remark="",
        decision=Decision(Exit("Setuju", 4), Exit("Tidak", 2)),
        proofs=(Proof.APPROVAL,),
    )


def test_parts_of_a_step_are_read_as_one_cell() -> None:
    assert read("content/sop/kpu-2-2021.md").steps[1].text == (
        "a menghimpun bahan konten media sosial; dan, "
        "b dan mengarahkan pembuatan konsep konten media sosial"
    )


def test_an_exit_may_have_no_aim_and_a_decision_one_exit() -> None:
    text = (ROOT / "tests/examples/sop/selaras.md").read_text(encoding="utf-8")
    text = text.replace("      setuju:\n        teks: Setuju\n        ke: 4\n", "")
    text = text.replace("        ke: 2\n", "")
    assert parse("x.md", text).steps[2].decision == Decision(None, Exit("Tidak", None))


@pytest.mark.parametrize(
    ("name", "day_minutes", "minutes", "total"),
    [
        ("kpu-2-2021", 450, [10, 450, 10, 10, 10, 15], 505),
        ("kpu-2-2021", 390, [10, 390, 10, 10, 10, 15], 445),
        ("mk-170-2022", 450, [None, 30, None, 3600, 30, 90], 7380),
    ],
)
def test_times_in_working_minutes(
    name: str, day_minutes: int, minutes: list[int | None], total: int
) -> None:
    sop = read(f"content/sop/{name}.md", day_minutes)
    assert [step.minutes for step in sop.steps] == minutes
    assert sop.total_minutes == total


def test_a_bare_number_has_the_unit_of_its_column() -> None:
    text = (ROOT / "tests/examples/sop/selaras.md").read_text(encoding="utf-8")
    text = text.replace("waktu: 10 menit", "waktu: 2")
    text = text.replace("penafsiran: tidak", "satuan_waktu: jam\npenafsiran: tidak")
    first, second, *_ = parse("x.md", text).steps
    assert (first.time, first.minutes) == ("2", 120)
    assert (second.time, second.minutes) == ("1 hari", 450)


def test_the_line_of_kpu() -> None:
    sop = read("content/sop/kpu-2-2021.md")
    assert [step.performers for step in sop.steps] == [
        ("kepala-biro",),
        ("kasubag-tu", "ahli-madya"),
        ("pengelola",),
        ("ahli-muda", "ahli-madya"),
        ("kepala-biro",),
        ("pengelola",),
    ]
    assert [step.number for step in sop.item_steps] == [1, 2, 3, 4, 5, 6]
    assert [step.number for step in sop.steps if step.opens] == [1]
    assert sop.approval_step is not None
    assert sop.approval_step.deciders == ("kepala-biro",)
    assert sop.approval_step.decision == Decision(
        Exit("Setuju ---> Perintah Pengunggahan", 6), Exit("Tidak Setuju ---> Perbaiki", 3)
    )
    before = [proof for step in sop.steps[:4] for proof in step.proofs]
    assert {Proof.NOTICE, Proof.CAPTIONS} <= set(before)
    assert sop.interpreted


def test_the_line_of_the_court() -> None:
    sop = read("content/sop/mk-170-2022.md")
    assert [step.scope for step in sop.steps] == [Scope.MONTH] * 3 + [Scope.ITEM] * 3
    assert [step.number for step in sop.steps if step.opens] == [4]
    assert [step.deciders for step in sop.steps if step.deciders] == [
        ("kabag-humas", "kasubbag-humas")
    ] * 2
    assert sop.approval_step is sop.steps[4]
    assert [_aims(step) for step in sop.steps if step.decision] == [(4, 2), (6, 4)]
    assert {Proof.PLAN_LINE, Proof.DIRECTION} <= set(sop.steps[3].proofs)
    assert sop.steps[5].proofs == (Proof.PUBLICATION, Proof.REPORT)


def _aims(step: Step) -> tuple[int | None, int | None]:
    assert step.decision is not None
    assert step.decision.approve is not None
    assert step.decision.refuse is not None
    return step.decision.approve.to, step.decision.refuse.to


def family() -> list[Sop]:
    first = read("tests/examples/sop/selaras.md")
    second = replace(first, id="unit-2-2027", in_force=date(2027, 2, 1), replaces="unit-1-2026")
    third = replace(first, id="unit-3-2028", in_force=date(2028, 3, 1), replaces="unit-2-2027")
    other = replace(first, id="lain-1-2026", in_force=date(2026, 6, 1))
    return [third, other, first, second]


@pytest.mark.parametrize("name", ["unit-1-2026", "unit-2-2027", "unit-3-2028"])
@pytest.mark.parametrize(
    ("day", "held"),
    [
        (date(2026, 1, 18), None),
        (date(2026, 1, 19), "unit-1-2026"),
        (date(2027, 1, 31), "unit-1-2026"),
        (date(2027, 2, 1), "unit-2-2027"),
        (date(2029, 1, 1), "unit-3-2028"),
    ],
)
def test_an_item_is_held_to_the_revision_of_the_day_it_was_opened(
    name: str, day: date, held: str | None
) -> None:
    found = sop_in_force(family(), name, day)
    assert (found.id if found else None) == held


def test_another_family_is_not_touched() -> None:
    found = sop_in_force(family(), "lain-1-2026", date(2029, 1, 1))
    assert found is not None
    assert found.id == "lain-1-2026"


def test_an_unknown_sop_holds_nothing() -> None:
    assert sop_in_force(family(), "unit-9-2020", date(2029, 1, 1)) is None


def test_revisions_that_replace_each_other_end() -> None:
    first = read("tests/examples/sop/selaras.md")
    ring = [replace(first, replaces="b"), replace(first, id="b", replaces=first.id)]
    found = sop_in_force(ring, "b", date(2026, 1, 19))
    assert found is not None
    assert found.id == "unit-1-2026"
