"""Working time against cases computed by hand, and against counting minute by minute.

The office works by Perpres 21/2023: 450 minutes a day, 390 in Ramadan. A case is a file in
`tests/examples/working_time`; adding one needs no code.
"""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jdih.errors import JdihError
from jdih.model.calendar import Cancellation, DayOff, Overrides
from jdih.model.node import Mapping
from jdih.model.unit import Hours, Season, Unit
from jdih.reading import strict_yaml
from jdih.workflow.working_time import Calendar, official_holidays
from jdih.workflow.zone import ZONES, parse_date, parse_moment

EXAMPLES = Path(__file__).parents[1] / "examples" / "working_time"
CASES = sorted(EXAMPLES.glob("*.yml"))


def span(begin: str, end: str) -> tuple[time, time]:
    return time.fromisoformat(begin), time.fromisoformat(end)


HOURS = (
    *(Hours(day, (span("07:30", "12:00"), span("13:00", "16:00"))) for day in range(4)),
    Hours(4, (span("07:30", "11:30"), span("13:00", "16:30"))),
)
RAMADAN = Season(
    "Ramadan 1447 H",
    date(2026, 2, 19),
    date(2026, 3, 20),
    (
        *(Hours(day, (span("08:00", "12:00"), span("12:30", "15:00"))) for day in range(4)),
        Hours(4, (span("08:00", "11:30"), span("12:30", "15:30"))),
    ),
)


def office(zone: str = "WIB", overrides: Overrides | None = None) -> Calendar:
    return Calendar(ZONES[zone], HOURS, (RAMADAN,), overrides or Overrides())


def overrides_of(case: Mapping) -> Overrides:
    added = tuple(DayOff(parse_date(day), "Libur", "SKB") for day in case.texts("tetapkan"))
    cancelled = tuple(Cancellation(parse_date(day), "SKB") for day in case.texts("batalkan"))
    return Overrides(added, cancelled)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case_computed_by_hand(path: Path) -> None:
    parsed = strict_yaml.parse(path.name, path.read_text(encoding="utf-8"))
    case = parsed.root
    assert case is not None
    assert parsed.findings == ()
    calendar = office(case.text("zona", "WIB"), overrides_of(case))
    begin, end = parse_moment(case.text("mulai")), parse_moment(case.text("selesai"))
    assert calendar.working_minutes(begin, end) == int(case.text("menit")), case.text("hitungan")


def test_there_are_cases() -> None:
    assert len(CASES) > 20


# The joint decree for 2026 (1497, 2 and 5 of 2025): 17 holidays and 8 days of cuti bersama.
DECREE_2026 = """
01-01 01-16 02-16 02-17 03-18 03-19 03-20 03-21 03-22 03-23 03-24 04-03 04-05 05-01 05-14 05-15
05-27 05-28 05-31 06-01 06-16 08-17 08-25 12-24 12-25
"""


def test_published_holidays_agree_with_the_decree() -> None:
    assert [f"{day:%m-%d}" for day in official_holidays(2026)] == DECREE_2026.split()


def test_holidays_are_named_in_indonesian_wherever_we_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "en_US")
    names = official_holidays.__wrapped__(2026)
    assert names[date(2026, 12, 25)] == "Hari Raya Natal"
    assert names[date(2026, 12, 24)] == "Cuti Bersama Hari Raya Natal"


def test_no_holidays_outside_the_years_the_library_knows() -> None:
    assert official_holidays(1900) == {}


def test_holiday_library_is_loaded_only_when_asked() -> None:
    code = "import sys, jdih.workflow.working_time; sys.exit('holidays' in sys.modules)"
    environment = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    assert (
        subprocess.run([sys.executable, "-c", code], env=environment, check=False).returncode == 0
    )


def test_holiday_name() -> None:
    added = DayOff(date(2026, 11, 3), "Hari pemungutan suara", "SKB")
    renamed = DayOff(date(2026, 12, 25), "Kelahiran Yesus Kristus", "SKB")
    calendar = office(
        overrides=Overrides((added, renamed), (Cancellation(date(2026, 12, 24), "SKB"),))
    )
    assert calendar.holiday_name(date(2026, 11, 3)) == "Hari pemungutan suara"
    assert calendar.holiday_name(date(2026, 12, 25)) == "Kelahiran Yesus Kristus"
    assert calendar.holiday_name(date(2026, 12, 24)) is None
    assert calendar.holiday_name(date(2026, 12, 26)) is None
    assert calendar.holiday_name(date(2026, 1, 1)) == "Tahun Baru Masehi"


def test_workdays() -> None:
    calendar = office(overrides=Overrides((), (Cancellation(date(2026, 12, 24), "SKB"),)))
    week = [date(2026, 12, 21) + timedelta(days=offset) for offset in range(7)]
    assert [calendar.is_workday(day) for day in week] == [True] * 4 + [False] * 3


def test_cancelled_holiday_on_a_weekend_is_no_workday() -> None:
    sunday = date(2026, 4, 5)
    assert sunday in official_holidays(2026)
    assert not office(overrides=Overrides((), (Cancellation(sunday, "SKB"),))).is_workday(sunday)


def test_spans_are_in_the_zone_of_the_office_and_in_order() -> None:
    shuffled = Hours(1, (span("13:00", "16:00"), span("07:30", "12:00"), span("17:00", "17:00")))
    calendar = Calendar(ZONES["WITA"], (shuffled,))
    assert [
        (opens.isoformat(), closes.isoformat())
        for opens, closes in calendar.spans(date(2026, 11, 3))
    ] == [
        ("2026-11-03T07:30:00+08:00", "2026-11-03T12:00:00+08:00"),
        ("2026-11-03T13:00:00+08:00", "2026-11-03T16:00:00+08:00"),
    ]


def test_season_replaces_the_whole_week_and_the_first_counts() -> None:
    only_monday = (Hours(0, (span("08:00", "09:00"),)),)
    first = Season("A", date(2026, 11, 2), date(2026, 11, 3), only_monday)
    second = Season("B", date(2026, 11, 3), date(2026, 11, 4), HOURS)
    calendar = Calendar(ZONES["WIB"], HOURS, (first, second))
    days = [date(2026, 11, day) for day in (2, 3, 4)]
    assert [len(calendar.spans(day)) for day in days] == [1, 0, 2]


def test_calendar_of_a_unit() -> None:
    unit = Unit(
        "Unit Percontohan", "", "", ZONES["WIT"], "WIT", 450, HOURS, (RAMADAN,), (), (), ""
    )  # fmt: skip
    overrides = Overrides((DayOff(date(2026, 11, 3), "Libur", "SKB"),))
    assert Calendar.of(unit, overrides) == office("WIT", overrides)


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        ("2026-11-06", 1, "2026-11-09"),
        ("2026-11-07", 1, "2026-11-09"),
        ("2026-11-07", 0, "2026-11-07"),
        ("2026-11-02", 5, "2026-11-09"),
        ("2026-12-23", 1, "2026-12-28"),
        ("2026-12-31", 1, "2027-01-04"),
    ],
)
def test_add_working_days(day: str, count: int, expected: str) -> None:
    assert office().add_working_days(parse_date(day), count) == parse_date(expected)


def test_add_working_days_never_goes_back() -> None:
    with pytest.raises(ValueError, match="-1"):
        office().add_working_days(date(2026, 11, 2), -1)


def test_an_office_that_never_works_is_named() -> None:
    with pytest.raises(JdihError) as caught:
        Calendar(ZONES["WIB"], ()).add_working_days(date(2026, 11, 2), 1)
    assert "site_config/unit.yml" in caught.value.remedy


def test_moment_without_zone_is_refused() -> None:
    moment = datetime(2026, 11, 3, 8, 0, tzinfo=UTC)
    with pytest.raises(ValueError, match="without zone"):
        office().working_minutes(moment.replace(tzinfo=None), moment)


# Properties. The deadline is off because the first example loads the holiday library.

OFFICE = office()
ZONE = st.sampled_from([*ZONES.values(), UTC, timezone(timedelta(hours=-4, minutes=-30))])
MOMENT = st.builds(
    lambda minutes, zone: (
        datetime(2025, 12, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    ).astimezone(zone),
    st.integers(0, 500 * 24 * 60),
    ZONE,
)
relaxed = settings(deadline=None, derandomize=True)


@relaxed
@given(st.tuples(MOMENT, MOMENT, MOMENT))
def test_time_is_additive_over_a_split(moments: tuple[datetime, datetime, datetime]) -> None:
    begin, split, end = sorted(moments)
    parts = OFFICE.working_minutes(begin, split) + OFFICE.working_minutes(split, end)
    assert parts == OFFICE.working_minutes(begin, end)


@relaxed
@given(MOMENT, st.integers(0, 10**7), st.integers(0, 10**7))
def test_time_grows_with_its_end_and_stays_within_wall_time(
    begin: datetime, first: int, second: int
) -> None:
    near, far = (timedelta(seconds=seconds) for seconds in sorted((first, second)))
    short = OFFICE.working_minutes(begin, begin + near)
    assert 0 <= short <= OFFICE.working_minutes(begin, begin + far)
    assert short <= near // timedelta(minutes=1)


@relaxed
@given(MOMENT, MOMENT)
def test_time_never_runs_backwards(one: datetime, other: datetime) -> None:
    begin, end = sorted((one, other))
    assert OFFICE.working_minutes(end, begin) == 0


@settings(relaxed, max_examples=30)
@given(MOMENT, st.integers(0, 3 * 24 * 60))
def test_time_is_what_counting_minute_by_minute_gives(begin: datetime, length: int) -> None:
    end = begin + timedelta(minutes=length)
    counted = sum(at_work(begin + timedelta(minutes=minute)) for minute in range(length))
    assert OFFICE.working_minutes(begin, end) == counted


@relaxed
@given(MOMENT, MOMENT)
def test_time_of_years_is_what_counting_day_by_day_gives(one: datetime, other: datetime) -> None:
    begin, end = sorted((one - timedelta(days=400), other))
    days = [begin + timedelta(days=count) for count in range((end - begin).days + 1)]
    parts = zip(days, (*days[1:], end), strict=True)
    # Begun anew each time: what is added up once is not to be what it is compared with.
    counted = sum(office().working_minutes(*part) for part in parts)
    assert OFFICE.working_minutes(begin, end) == counted


def at_work(moment: datetime) -> bool:
    """Say whether the office works in the minute that begins at `moment`."""
    local = moment.astimezone(ZONES["WIB"])
    day, clock = local.date(), local.time()
    if day in official_holidays(day.year):
        return False
    hours = RAMADAN.hours if RAMADAN.since <= day <= RAMADAN.until else HOURS
    spans = next((entry.spans for entry in hours if entry.weekday == day.weekday()), ())
    return any(opens <= clock < closes for opens, closes in spans)
