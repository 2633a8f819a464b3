"""What waits beyond its standard: whose it is, and how it is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from urllib.parse import unquote

import pytest

from jdih.model.entry import Evidence
from jdih.model.unit import Office as UnitOffice
from jdih.model.verdict import Grant
from jdih.publication.afterwards import Pending
from jdih.publication.standing import Standing
from jdih.publication.tasks import Tasks
from jdih.publication.waiting import Waiting, by_office, issue, message, overdue, plain
from jdih.workflow.zone import ZONES
from tests.trees import EXAMPLES

PAGE = "https://github.example/unit/jdih"
SINCE = datetime(2026, 11, 20, 15, 0, tzinfo=ZONES["WIB"])
STEP = Standing(
    id="2026-aaaaa",
    title="Hak *Anda* [klik](https://x.example) @kepala",
    branch="naskah/2026-aaaaa",
    path="content/konten/2026/hak/index.md",
    sop="uji-1",
    reached=2,
    total=4,
    waiting="memberi persetujuan",
    offices=("Kepala Unit",),
    missing=("persetujuan",),
    since=SINCE,
    minutes=90,
    standard=10,
    pull=12,
)
LEFT = replace(
    STEP,
    id="2026-bbbbb",
    title="Cara Mencari",
    waiting="mengunggah konten",
    offices=("Pengelola JDIH", "Humas"),
    missing=("tautan unggahan di Instagram", "pemberitahuan terkirim"),
    standard=20,
    tasks=Tasks(("instagram",), (), True),
    pull=0,
)
KEPALA = UnitOffice("kepala", "Kepala Unit", (), ())
GRANT = Grant("pengelola", "Pengelola JDIH", SINCE.isoformat(), Evidence.SIGNATURE, None,
              SINCE.isoformat())  # fmt: skip
PENDING = replace(
    STEP,
    id="2026-ccccc",
    title="Ditarik",
    missing=("persetujuan", "tindakan atas unggahan di X: https://x.com/a/status/1"),
    tasks=Tasks((), (), True),
    pending=Pending(GRANT, (KEPALA,), date(2026, 11, 24), overdue=True),
    pull=0,
)


def publishers(_: str) -> tuple[str, ...]:
    return ("Pengelola JDIH",)


def waiting(*found: Standing) -> list[Waiting]:
    return list(overdue(found, publishers))


@pytest.mark.parametrize(
    ("changed", "count"),
    [
        ({}, 1),
        ({"minutes": 10}, 0),
        ({"minutes": 11}, 1),
        ({"minutes": None}, 0),
        ({"standard": None}, 0),
        ({"waiting": ""}, 0),
    ],
)
def test_a_step_waits_when_it_takes_longer_than_its_standard(
    changed: dict[str, object], count: int
) -> None:
    assert len(waiting(replace(STEP, **changed))) == count  # type: ignore[arg-type]


def test_what_a_published_item_still_needs_is_told_without_a_standard_too() -> None:
    (one,) = waiting(replace(LEFT, standard=None, minutes=1))
    assert one.what == "tautan unggahan di Instagram; pemberitahuan terkirim"
    assert waiting(replace(LEFT, minutes=20)) == []


def test_an_approval_afterwards_is_asked_for_once_it_is_late() -> None:
    late, posts = waiting(PENDING)
    assert (late.offices, late.what, late.when) == (
        ("Kepala Unit",), "persetujuan susulan", "paling lambat 24 November 2026",
    )  # fmt: skip
    assert (posts.offices, posts.what) == (
        ("Pengelola JDIH",), "tindakan atas unggahan di X: https://x.com/a/status/1",
    )  # fmt: skip
    assert PENDING.pending is not None
    early = replace(PENDING, pending=replace(PENDING.pending, overdue=False))
    assert [one.what for one in waiting(early)] == [posts.what]


def test_what_several_may_do_is_told_to_each() -> None:
    found = by_office(waiting(STEP, LEFT))
    assert {office: [one.item for one in listed] for office, listed in found.items()} == {
        "Humas": ["2026-bbbbb"], "Kepala Unit": ["2026-aaaaa"], "Pengelola JDIH": ["2026-bbbbb"],
    }  # fmt: skip


def test_the_issue_reads_as_expected_and_holds_no_markup_of_people() -> None:
    told = issue(waiting(STEP, LEFT, PENDING), PAGE)
    expected = (EXAMPLES / "reminders" / "isu.md").read_text(encoding="utf-8")
    assert told + "\n" == expected


def test_the_issue_does_not_change_while_the_same_things_wait() -> None:
    later = replace(STEP, minutes=900)
    assert issue(waiting(STEP), PAGE) == issue(waiting(later), PAGE)
    assert issue([], PAGE) == ""


def test_the_message_is_polite_names_the_office_and_leads_there() -> None:
    (one,) = waiting(STEP)
    expected = (EXAMPLES / "reminders" / "pesan.txt").read_text(encoding="utf-8")
    assert message("Kepala Unit", [one], PAGE) + "\n" == expected


def test_a_long_message_names_ten() -> None:
    told = message("Kepala Unit", waiting(*[STEP] * 12), PAGE).splitlines()
    assert told[11] == "… dan 2 lainnya."


def test_the_terminal_shows_the_same_with_the_address_of_the_message() -> None:
    told = plain(waiting(STEP))
    assert told.startswith("Kepala Unit\n    “Hak *Anda*")
    assert "Yth. Kepala Unit" in unquote(told.rpartition("\n")[2])
    assert plain([]) == "Tidak ada lagi yang menunggu melebihi waktu bakunya."
