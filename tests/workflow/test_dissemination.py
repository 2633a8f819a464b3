"""When the step that publishes is done: links and notice, as the book's later entries tell."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from jdih.model.entry import Entry, Event
from jdih.workflow.dissemination import disseminated
from tests.paper import sheets

FILES = (("index.md", "a" * 64), ("pemberitahuan.md", "b" * 64), ("takarir/instagram.md", "c" * 64),
         ("takarir/x.md", "d" * 64))  # fmt: skip
SHOWN = sheets.entry(files=FILES)
START = datetime.fromisoformat(SHOWN.time)

LINK: dict[str, Any] = {
    "event": Event.LINKED,
    "platform": "instagram",
    "details": (("tautan", "https://a/1"),),
}
NO_X = {"event": Event.LINKED, "platform": "x", "details": (("tidak_diunggah", "Tak perlu."),)}
NOTICE = {"event": Event.NOTIFIED}
CORRECTION = {"event": Event.CORRECTED, "files": FILES}
DELETED = {"event": Event.LINKED, "platform": "instagram",
           "details": (("tautan", "https://a/1"), ("tindakan", "dihapus"))}  # fmt: skip
PAPER = {"event": Event.FILED}


def book(*told: dict[str, Any], shown: Entry = SHOWN) -> tuple[Entry, ...]:
    """Return the published version and what was stated of it, an hour each after the other."""
    later = (
        replace(shown, **{
            "number": shown.number + at, "time": (START + timedelta(hours=at)).isoformat(),
            "files": (), "activities": (), **one,
        })
        for at, one in enumerate(told, start=1)
    )  # fmt: skip
    return (shown, *later)


@pytest.mark.parametrize(
    ("told", "hours"),
    [
        ((), None),
        ((LINK, NOTICE), None),
        ((LINK, NO_X, NOTICE), 3),
        ((NOTICE, NO_X, LINK, PAPER), 3),
        # A correction of the item begins another step; this one never came to its end.
        ((LINK, CORRECTION, NO_X, NOTICE, DELETED), None),
    ],
)
def test_everything_that_the_version_asks_for_must_be_there(
    told: tuple[dict[str, Any], ...], hours: int | None
) -> None:
    found = disseminated(SHOWN, book(*told))

    assert found == (None if hours is None else START + timedelta(hours=hours))


def test_an_entry_that_was_taken_back_leaves_the_step_open() -> None:
    wrong, *rest = book(LINK, NO_X)[1:]
    back = {"event": Event.LINKED, "platform": "instagram",
            "details": (("membatalkan", wrong.label),)}  # fmt: skip
    entries = book(LINK, back, NO_X, NOTICE)
    assert disseminated(SHOWN, entries) is None
    assert rest


def test_what_is_taken_back_after_the_end_opens_the_step_again() -> None:
    entries = book(LINK, NO_X, NOTICE)
    assert disseminated(SHOWN, entries) == START + timedelta(hours=3)

    back = {**LINK, "details": (("membatalkan", entries[1].label),)}
    assert disseminated(SHOWN, book(LINK, NO_X, NOTICE, back)) is None
    # Nor did it ever end when the link is taken back only after the item's correction.
    assert disseminated(SHOWN, book(LINK, NO_X, NOTICE, CORRECTION, back)) is None

    again = {**LINK, "details": (("tautan", "https://a/2"),)}
    entries = book(LINK, NO_X, NOTICE, back, again)
    assert disseminated(SHOWN, entries) == START + timedelta(hours=5)


def test_a_mere_slip_of_the_pen_costs_no_time() -> None:
    """The right link is stated with the time at which it was posted; nothing else was to do."""
    wrong = book(LINK)[1]
    back = {**LINK, "details": (("membatalkan", wrong.label),)}
    right = {**LINK, "details": (("tautan", "https://a/2"),), "time": wrong.time}

    entries = book(LINK, NO_X, NOTICE, back, right)
    assert disseminated(SHOWN, entries) == START + timedelta(hours=3)


def test_a_taking_back_that_is_taken_back_changes_nothing() -> None:
    entries = book(LINK, NO_X, NOTICE)
    back = {**LINK, "details": (("membatalkan", entries[1].label),)}
    mistaken = book(LINK, NO_X, NOTICE, back)[-1]
    undone = {**LINK, "details": (("membatalkan", mistaken.label),)}

    told = disseminated(SHOWN, book(LINK, NO_X, NOTICE, back, undone))
    assert told == START + timedelta(hours=3)


def test_a_correction_waits_for_what_was_done_to_the_posts() -> None:
    entries = book(LINK, NO_X, NOTICE, CORRECTION, NOTICE, DELETED, LINK)
    corrected = entries[4]

    assert disseminated(corrected, entries[:6]) is None
    assert disseminated(corrected, entries[:7]) is None, "the post was deleted: one more is due"
    assert disseminated(corrected, entries) == START + timedelta(hours=7)


def test_what_was_stated_late_of_an_earlier_time_never_ends_before_the_page_was_live() -> None:
    early = {**NOTICE, "time": (START - timedelta(days=1)).isoformat()}
    shown = replace(SHOWN, files=FILES[:2])

    assert disseminated(shown, book(early, shown=shown)) == START


def test_a_version_that_asks_for_nothing_is_done_when_it_is_live() -> None:
    shown = replace(SHOWN, files=FILES[:1])

    assert disseminated(shown, book(shown=shown)) == START
