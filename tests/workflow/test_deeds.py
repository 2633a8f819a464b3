"""What an office did in a month, entry by entry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from jdih.model.entry import Activity, Detail, Entry, Event
from jdih.model.period import Month
from jdih.workflow.deeds import Deed, Work, counted, deeds
from jdih.workflow.zone import ZONES
from tests.paper import sheets
from tests.workflow.test_rounds import SOP

NOVEMBER = Month(2026, 11)
SHOWN = sheets.entry()
SOPS = {SHOWN.label: SOP}


def stated(number: int, event: Event, office: str = "pengelola", **details: str) -> Entry:
    told = (*details.items(), (Detail.OFFICE.value, office))
    return replace(SHOWN, number=number, event=event, activities=(), approval=None, details=told)


def done(office: str, *entries: Entry, month: Month = NOVEMBER) -> tuple[Deed, ...]:
    return deeds(office, {SHOWN.id: entries}, SOPS, lambda day: day in month, ZONES["WIB"])


def told(found: Iterable[Deed]) -> list[tuple[str, str, str]]:
    return [(deed.work.value, deed.entry.label, deed.time[:16]) for deed in found]


def test_who_wrote_edited_and_decided_is_told_round_by_round() -> None:
    edited = Activity(3, 1, "penyunting", "", "2026-11-10T09:31:00+07:00", 1, None)
    shown = replace(SHOWN, activities=(
        Activity(1, 1, "kepala", "", "", None, 10),
        Activity(2, 1, "pengelola", "", "2026-11-10T09:30:00+07:00", 90, 450),
        edited,
        Activity(4, 1, "kepala", "", "2026-11-11T10:00:00+07:00", 5, 10, "tidak setuju"),
        Activity(2, 2, "pengelola", "", "2026-11-12T09:30:00+07:00", 90, 450),
        Activity(4, 2, "kepala", "", "2026-11-13T10:00:00+07:00", 5, 10, "setuju"),
        Activity(5, 2, "", "", "2026-11-23T09:00:00+07:00", 5, 20),
    ))  # fmt: skip

    assert told(done("pengelola", shown)) == [
        ("Menyusun naskah", "7/2026", "2026-11-10T09:30"),
        ("Menyusun naskah", "7/2026", "2026-11-12T09:30"),
    ]
    assert told(done("penyunting", shown)) == [("Menyunting naskah", "7/2026", "2026-11-10T09:31")]
    # The disposisi has no time: it counts on the day of the entry, and is told without one.
    assert told(done("kepala", shown)) == [
        ("Mengembalikan untuk diperbaiki", "7/2026", "2026-11-11T10:00"),
        ("Menyetujui", "7/2026", "2026-11-13T10:00"),
        ("Memberi disposisi", "7/2026", ""),
    ]
    assert counted(done("pengelola", shown)) == ((Work.DRAFTED, 2),)


def test_nobody_is_credited_with_a_step_whose_doer_is_not_known() -> None:
    assert done("", replace(SHOWN, approval=None)) == ()


@pytest.mark.parametrize(
    ("event", "details", "word"),
    [
        (Event.LINKED, {"tautan": "https://a/1"}, "Mengunggah di platform"),
        (Event.LINKED, {"tidak_diunggah": "Tak perlu."}, "Menyatakan tidak diunggah"),
        (Event.LINKED, {"tautan": "https://a/1", "tindakan": "dihapus"},
         "Menindaklanjuti unggahan"),
        (Event.NOTIFIED, {}, "Mengirim pemberitahuan"),
        (Event.FILED, {"tempat": "Lemari 3"}, "Mengarsipkan naskah asli"),
        (Event.INCIDENT, {}, "Mencatat insiden"),
        (Event.URGENT, {}, "Menerbitkan mendesak"),
        (Event.WITHDRAWN, {}, "Menarik seketika"),
    ],
)  # fmt: skip
def test_what_was_stated_is_told_of_who_stated_it(
    event: Event, details: dict[str, Any], word: str
) -> None:
    entry = stated(8, event, **details)

    assert [deed.work.value for deed in done("pengelola", entry)] == [word]
    assert done("kepala", entry) == ()


def test_what_was_taken_back_is_no_work() -> None:
    wrong = stated(8, Event.LINKED, tautan="https://a/1")
    back = stated(9, Event.LINKED, membatalkan="8/2026")

    assert done("pengelola", wrong, back) == ()


def test_the_approval_of_what_goes_through_no_sop_is_told() -> None:
    plan = replace(SHOWN, activities=())

    assert told(done("kepala", plan)) == [("Menyetujui", "7/2026", "2026-11-23T08:50")]


def test_only_the_days_of_the_month_in_the_offices_zone_count() -> None:
    late = replace(stated(8, Event.NOTIFIED), time="2026-11-30T17:30:00+00:00")

    assert done("pengelola", late) == ()
    assert len(done("pengelola", late, month=Month(2026, 12))) == 1


def test_a_holder_is_told_of_the_days_of_their_own() -> None:
    entry = stated(8, Event.NOTIFIED)
    by_id = {SHOWN.id: (entry,)}

    def until(day: date) -> bool:
        return day < date(2026, 11, 23)

    assert deeds("pengelola", by_id, SOPS, until, ZONES["WIB"]) == ()
