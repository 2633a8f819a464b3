"""Schedules of other programs: what can be read is kept, the rest is told by its place.

A case is a folder in ``tests/examples/agenda``: a file, and what is read from it.
"""

from __future__ import annotations

import time
from datetime import timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jdih.errors import JdihError
from jdih.reading.agenda import FILE_LIMIT, read_agenda
from tests.trees import EXAMPLES

CASES = EXAMPLES / "agenda"
WIB = timezone(timedelta(hours=7))


def calendar(inside: bytes) -> bytes:
    """Return a whole calendar file."""
    return b"BEGIN:VCALENDAR\r\n" + inside + b"END:VCALENDAR\r\n"


def told(name: str, data: bytes) -> str:
    """Return what is read, line by line, or why nothing is."""
    try:
        agenda = read_agenda(name, data, WIB)
    except JdihError as error:
        return f"{error.message} {error.remedy}\n"
    events = (f"{event.day} {event.title} [{event.key}]" for event in agenda.events)
    return "".join(f"{line}\n" for line in (*events, *agenda.faults))


@pytest.mark.parametrize("case", sorted(path.name for path in CASES.iterdir()))
def test_a_schedule_is_read_as_expected(case: str) -> None:
    (file,) = (path for path in (CASES / case).iterdir() if path.name != "expected.txt")
    expected = (CASES / case / "expected.txt").read_text(encoding="utf-8")
    assert told(file.name, file.read_bytes()) == expected


def test_a_file_has_its_limit() -> None:
    with pytest.raises(JdihError, match="1 MB"):
        read_agenda("a.csv", b"x" * (FILE_LIMIT + 1), WIB)


@pytest.mark.parametrize(
    "data",
    [
        calendar(b"BEGIN:VEVENT\r\n" * 30_000),
        calendar(b"BEGIN:VEVENT\r\n" * 30_000 + b"END:VEVENT\r\n" * 30_000),
        calendar(b"X" * (FILE_LIMIT - 50) + b"\r\n"),
        calendar(b"BEGIN:VEVENT\r\nSUMMARY;" + b'A="' * 100_000 + b"\r\nEND:VEVENT\r\n"),
        b"tanggal,judul\n" + b'"' * 500_000,
        b"tanggal,judul\n" + b"a,b\n" * 200_000,
    ],
    ids=["tanpa-akhir", "bersarang", "satu-baris", "parameter", "kutip", "banyak"],
)
def test_no_file_takes_long(data: bytes) -> None:
    begun = time.monotonic()
    told("a", data)
    assert time.monotonic() - begun < 20


@given(st.binary(max_size=300))
@settings(deadline=None)
def test_no_bytes_are_a_fault_of_the_program(data: bytes) -> None:
    told("a", data)
    told("a", calendar(b"BEGIN:VEVENT\r\nDTSTART:" + data + b"\r\nEND:VEVENT\r\n"))
    told("a", b"tanggal,judul\n" + data)


PROPERTY = st.sampled_from(["DTSTART", "SUMMARY", "UID", "RRULE", "RECURRENCE-ID", "STATUS"])
VALUE = st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=30)


@given(st.lists(st.tuples(PROPERTY, VALUE), max_size=6))
@settings(deadline=None)
def test_no_event_is_a_fault_of_the_program(said: list[tuple[str, str]]) -> None:
    lines = "".join(f"{name}:{value}\r\n" for name, value in said)
    told("a.ics", calendar(f"BEGIN:VEVENT\r\n{lines}END:VEVENT\r\n".encode()))
