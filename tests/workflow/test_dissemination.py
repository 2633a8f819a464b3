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
