"""An item's rounds against tables computed by hand, one a file in `tests/examples/rounds`."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path

import pytest

from jdih.model.calendar import DayOff, Overrides
from jdih.model.document import Document, Kind
from jdih.model.entry import Activity, Approval, Evidence
from jdih.model.node import Mapping
from jdih.model.sop import Decision, Exit, Proof, Role, Scope, Sop, Step
from jdih.model.unit import Hours, Office, Unit
from jdih.reading import strict_yaml
from jdih.workflow.dissemination import until
from jdih.workflow.rounds import Course, Move, activities, giver_of, under_way
from jdih.workflow.working_time import Calendar
from jdih.workflow.zone import ZONES, parse_moment
from tests.trees import EXAMPLES
from tests.workflow.test_working_time import RAMADAN, overrides_of

WIB = timezone(timedelta(hours=7))


def at(day: int, clock: str) -> datetime:
    """Return a moment of November 2026; the 20th is a Friday."""
    return datetime.combine(date(2026, 11, day), time.fromisoformat(clock), WIB)


def step(number: int, performers: str, minutes: int | None, *proofs: Proof) -> Step:
    decides = Proof.APPROVAL in proofs
    return Step(
        number=number, text="", scope=Scope.ITEM, opens=number == 1,
        performers=tuple(performers.split()), deciders=("kepala",) if decides else (),
        requirements=(), time="", minutes=minutes, outputs=(), remark="",
        decision=Decision(Exit("Setuju", 5), Exit("Tidak Setuju", 2)) if decides else None,
        proofs=proofs,
    )  # fmt: skip


SOP = Sop(
    id="uji", path="", number="", title="", institution="", in_force=date(2026, 1, 1),
    roles=tuple(Role(code, code) for code in ("kepala", "pengelola", "penyunting")),
    steps=(
        step(1, "kepala", 10, Proof.DISPOSITION),
        step(2, "pengelola", 450, Proof.SOURCES, Proof.TEXT),
        step(3, "penyunting", None, Proof.EDITOR),
        step(4, "kepala", 10, Proof.APPROVAL),
        step(5, "pengelola", 20, Proof.PUBLICATION),
    ),
    total="", total_minutes=None, interpreted=False,
)  # fmt: skip

WEEK = (
    *((day, ("07:30", "12:00"), ("13:00", "16:00")) for day in range(4)),
    (4, ("07:30", "11:30"), ("13:00", "16:30")),
)
UNIT = Unit(
    name="Unit", institution="", address="", zone=WIB, zone_name="WIB", day_minutes=450,
    hours=tuple(
        Hours(day, tuple((time.fromisoformat(a), time.fromisoformat(b)) for a, b in spans))
        for day, *spans in WEEK
    ),
    seasons=(),
    offices=tuple(Office(code, code, (f"uji/{code}",), ())
                  for code in ("kepala", "pengelola", "penyunting")),
    authorities=(), start="",
)  # fmt: skip
COURSE = Course(SOP, UNIT, Calendar.of(UNIT, Overrides()), {1: "kepala"})

PENGELOLA, PENYUNTING = frozenset({"pengelola"}), frozenset({"penyunting"})
MOVES = (
    Move(at(20, "15:00"), PENGELOLA, frozenset({1})),
    Move(at(23, "09:00"), PENGELOLA, frozenset({1, 2})),
    Move(at(23, "13:30"), PENYUNTING, frozenset({1, 2, 3})),
    Move(at(23, "15:00"), frozenset(), refused_by="kepala"),
    Move(at(24, "08:30"), PENGELOLA, frozenset({1, 2, 3})),
    Move(at(24, "10:00"), PENYUNTING, frozenset({1, 2, 3})),
)
APPROVAL = Approval("kepala", "Kepala", "c" * 40, at(24, "11:00").isoformat(), Evidence.SIGNATURE)
LIVE = at(24, "13:10")

TABLE = """\
1 1 kepala     –                –                  –  10 –
2 1 pengelola  2026-11-20T15:00 2026-11-23T09:00 180 450 –
3 1 penyunting 2026-11-23T09:00 2026-11-23T13:30 210   – –
4 1 kepala     2026-11-23T13:30 2026-11-23T15:00  90  10 tidak setuju
2 2 pengelola  2026-11-23T15:00 2026-11-24T08:30 120 450 –
3 2 penyunting 2026-11-24T08:30 2026-11-24T10:00  90   – –
4 2 kepala     2026-11-24T10:00 2026-11-24T11:00  60  10 setuju
5 2 –          2026-11-24T11:00 2026-11-24T13:10  70  20 –
"""


def table(told: tuple[Activity, ...]) -> str:
    return "".join(f"{_row(activity)}\n" for activity in told)


def _row(told: Activity) -> str:
    def shown(value: object) -> str:
        return "–" if value in ("", None) else str(value).removesuffix(":00+07:00")

    return (
        f"{told.step} {told.round} {shown(told.office):<10} {shown(told.begin):<16} "
        f"{shown(told.end):<16} {shown(told.minutes):>3} {shown(told.standard):>3} "
        f"{shown(told.decision)}"
    )


def test_two_rounds_over_a_weekend() -> None:
    assert table(activities(COURSE, MOVES, APPROVAL, LIVE)) == TABLE


def test_moments_of_another_zone_are_told_in_the_offices_own() -> None:
    moves = [replace(move, time=move.time.astimezone(UTC)) for move in MOVES]

    assert table(activities(COURSE, moves, APPROVAL, LIVE.astimezone(UTC))) == TABLE


def test_a_day_off_does_not_count() -> None:
    closed = Overrides(added=(DayOff(date(2026, 11, 23), "Libur", "SKB"),))
    course = replace(COURSE, calendar=Calendar.of(UNIT, closed))

    told = activities(course, MOVES, APPROVAL, LIVE)

    assert [entry.minutes for entry in told] == [None, 90, 0, 0, 60, 90, 60, 70]


def test_what_no_fact_shows_stays_blank() -> None:
    told = activities(COURSE, (), APPROVAL, LIVE)

    assert table(told) == (
        "1 1 kepala     –                –                  –  10 –\n"
        "2 1 –          –                –                  – 450 –\n"
        "3 1 –          –                –                  –   – –\n"
        "4 1 kepala     –                2026-11-24T11:00   –  10 setuju\n"
        "5 1 –          2026-11-24T11:00 2026-11-24T13:10  70  20 –\n"
    )


def test_a_step_that_was_never_shown_has_no_end() -> None:
    moves = (MOVES[0], replace(MOVES[1], proven=frozenset({1})))

    told = activities(COURSE, moves, APPROVAL, LIVE)

    assert [(entry.step, entry.end, entry.minutes) for entry in told[1:3]] == [
        (2, "", None),
        (3, "", None),
    ]


CASES = sorted((EXAMPLES / "rounds").glob("*.yml"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case_computed_by_hand(path: Path) -> None:
    parsed = strict_yaml.parse(path.name, path.read_text(encoding="utf-8"))
    case = parsed.root
    assert case is not None
    assert parsed.findings == ()

    told = _told(case)

    assert [_line(activity) for activity in told] == list(case.texts("hasil")), case.text(
        "hitungan"
    )


def test_there_are_cases() -> None:
    assert len(CASES) > 10


def _told(case: Mapping) -> tuple[Activity, ...]:
    calendar = Calendar(ZONES[case.text("zona", "WIB")], UNIT.hours, (RAMADAN,), overrides_of(case))
    course = replace(COURSE, calendar=calendar)
    moves = tuple(
        Move(
            parse_moment(row.text("waktu")),
            frozenset({row.text("oleh")} if row.text("oleh") else ()),
            frozenset(range(1, int(row.text("sampai", "0")) + 1)),
            row.text("ditolak"),
            row.text("draf") == "ya",
        )
        for row in case.mappings("gerak")
    )
    if not case.text("setuju"):
        return under_way(course, moves, None, parse_moment(case.text("sekarang")))
    approval = replace(APPROVAL, time=parse_moment(case.text("setuju")).isoformat())
    told = activities(course, moves, approval, parse_moment(case.text("tayang")))
    written = case.text("tercatat")
    if not written:
        return told
    return until(told, SOP, calendar, None if written == "belum" else parse_moment(written))


def _line(told: Activity) -> str:
    """Return an activity as the examples write it."""

    def moment(text: str) -> str:
        return text[:16].replace("T", " ")

    words = [f"{told.step}.{told.round}", told.office or "–", moment(told.begin)]
    if told.end:
        words += ["sampai", moment(told.end)]
    elif told.begin:
        words.append("berjalan")
    else:
        words.append("tidak tercatat")
    words += [f"= {told.minutes}"] if told.minutes is not None else []
    return " ".join(word for word in (*words, told.decision) if word)


NOW = at(24, "10:40")


@pytest.mark.parametrize(
    ("moves", "approval", "rows"),
    [
        (MOVES[:1], None, "2 1 –          2026-11-20T15:00 –                730 450 –"),
        (MOVES[:2], None, "3 1 –          2026-11-23T09:00 –                550   – –"),
        (MOVES[:3], None, "4 1 –          2026-11-23T13:30 –                340  10 –"),
        (MOVES[:4], None, "2 2 –          2026-11-23T15:00 –                250 450 –"),
        (MOVES[:5], None, "4 2 –          2026-11-24T08:30 –                130  10 –"),
        (MOVES, None, "4 2 –          2026-11-24T10:00 –                 40  10 –"),
        (MOVES, replace(APPROVAL, time=at(24, "10:30").isoformat()),
         "5 2 –          2026-11-24T10:30 –                 10  20 –"),
    ],
)  # fmt: skip
def test_the_step_at_work_counts_until_now(
    moves: tuple[Move, ...], approval: Approval | None, rows: str
) -> None:
    *_, last = table(under_way(COURSE, moves, approval, NOW)).splitlines()

    assert last == rows


def test_what_was_done_is_told_the_same_before_and_after_the_merge() -> None:
    before = table(under_way(COURSE, MOVES, None, NOW)).splitlines()

    assert before[:-1] == TABLE.splitlines()[:6]


def test_without_a_move_no_time_is_told() -> None:
    assert table(under_way(COURSE, (), None, NOW)).splitlines() == [
        "1 1 kepala     –                –                  –  10 –",
        "2 1 –          –                –                  – 450 –",
    ]


def test_only_who_performs_a_step_repeats_it() -> None:
    """A stranger's change in the second round is nobody's step; the refusal stands."""
    guest = Move(at(24, "08:30"), frozenset({"tamu"}), frozenset({1, 2, 3}))

    told = activities(COURSE, (*MOVES[:4], guest), APPROVAL, LIVE)

    assert [(entry.step, entry.round) for entry in told] == [
        (1, 1), (2, 1), (3, 1), (4, 1), (4, 2), (5, 2),
    ]  # fmt: skip
    assert told[4].begin == at(23, "15:00").isoformat(timespec="seconds")


def test_every_refusal_opens_a_round() -> None:
    again = Move(at(24, "10:30"), frozenset(), refused_by="kepala")

    told = activities(COURSE, (*MOVES, again), APPROVAL, LIVE)

    decisions = [(entry.round, entry.decision) for entry in told if entry.decision]
    assert decisions == [(1, "tidak setuju"), (2, "tidak setuju"), (3, "setuju")]


def test_a_clock_that_went_back_tells_no_duration() -> None:
    back = (MOVES[0], replace(MOVES[1], time=at(19, "09:00")))

    told = activities(COURSE, back, APPROVAL, LIVE)

    assert (told[1].begin, told[1].end, told[1].minutes) == (
        "2026-11-20T15:00:00+07:00",
        "2026-11-19T09:00:00+07:00",
        None,
    )


def test_seconds_are_kept_in_times_and_left_out_of_minutes() -> None:
    approval = replace(APPROVAL, time="2026-11-24T11:00:59+07:00")

    told = activities(COURSE, MOVES, approval, LIVE)

    assert (told[-2].end, told[-2].minutes) == ("2026-11-24T11:00:59+07:00", 60)


@pytest.mark.parametrize(
    ("header", "named"),
    [
        ("disposisi:\n  dari: kepala\npenyusun: pengelola\npenyunting: penyunting\n",
         {1: "kepala"}),
        ("penyusun: pengelola\n", {}),
        ("judul: x\n", {}),
    ],
)  # fmt: skip
def test_the_header_names_who_gave_the_disposisi(header: str, named: dict[int, str]) -> None:
    root = strict_yaml.parse("x", header).root
    assert isinstance(root, Mapping)
    item = Document("content/konten/2026/x/index.md", Kind.ITEM, root, "", 1, ())

    assert giver_of(item, SOP) == named
