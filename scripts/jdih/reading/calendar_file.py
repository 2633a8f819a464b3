"""Calendar files (iCalendar, RFC 5545): events read from one, and a feed of events written.

The one door to the library.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo

from icalendar import BrokenCalendarProperty, Calendar, Component, Event

from jdih.errors import JdihError

PRODUCT = "-//Alur JDIH//rencana//ID"
_END = b"END:VCALENDAR"
_REGIONS = {7: "Asia/Jakarta", 8: "Asia/Makassar", 9: "Asia/Jayapura"}
"""Names of the Indonesian zones by their distance from UTC in hours."""


@dataclass(frozen=True, slots=True)
class Found:
    """An event of a file: its place among the events, counted from 1, and what it says.

    `day` is None where the file holds no date that can be read. `key` stays the same when the
    event is renamed or moved. `repeats` is True for one of which only the first day is told.
    """

    number: int
    day: date | None
    title: str
    key: str
    repeats: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """A day in a feed. `key` names it for ever; `stamp` is when it was told so."""

    key: str
    day: date
    title: str
    about: str
    url: str
    stamp: datetime
    cancelled: bool = False


def read_events(name: str, data: bytes, zone: tzinfo) -> Iterator[Found]:
    """Yield the events in a file, cancelled ones left out; a time counts on its day in `zone`.

    `name` is the file's. Raises JdihError when it is no calendar.
    """
    try:
        events = _events(data)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise JdihError(
            f"{name} bukan berkas kalender (.ics) yang utuh.",
            "Ekspor lagi dari aplikasi kalendernya, atau kirim sebagai CSV.",
        ) from error
    for number, event in enumerate(events, start=1):
        if _text(event, "STATUS").upper() != "CANCELLED":
            day, title = _day(event, zone), _text(event, "SUMMARY")
            uid = _text(event, "UID") or f"{day} {title}"
            key = f"{uid} {_text(event, 'RECURRENCE-ID')}".strip()
            yield Found(number, day, title, key, "RRULE" in event or "RDATE" in event)


def _events(data: bytes) -> list[Component]:
    # The library leaves out what a file that was cut off has no end of.
    if not data.rstrip().upper().endswith(_END):
        raise ValueError(_END)
    calendars = Calendar.from_ical(data, multiple=True)
    return [event for calendar in calendars for event in calendar.walk("VEVENT")]


def _text(event: Component, name: str) -> str:
    value = event.get(name, "")
    if isinstance(value, list):
        value = value[0] if value else ""
    if not isinstance(value, str) and hasattr(value, "to_ical"):
        value = value.to_ical().decode("utf-8", "replace")
    return str(value).strip()


def _day(event: Component, zone: tzinfo) -> date | None:
    try:
        begins = getattr(event.get("DTSTART"), "dt", None)
    except BrokenCalendarProperty:
        return None
    if not isinstance(begins, datetime):
        return begins if isinstance(begins, date) else None
    if begins.tzinfo is None:
        return begins.date()
    try:
        return begins.astimezone(zone).date()
    except (OverflowError, ValueError):
        return None


def render(title: str, entries: Iterable[Entry], zone: tzinfo) -> bytes:
    """Return a feed of whole days, to be subscribed to."""
    feed = Calendar()
    feed.add("PRODID", PRODUCT)
    feed.add("VERSION", "2.0")
    feed.add("METHOD", "PUBLISH")
    feed.add("X-WR-CALNAME", title)
    offset = zone.utcoffset(None)
    hours = offset.total_seconds() / 3600 if offset else 0
    if hours in _REGIONS:
        feed.add("X-WR-TIMEZONE", _REGIONS[int(hours)])
    for entry in entries:
        event = Event()
        event.add("UID", entry.key)
        event.add("DTSTAMP", entry.stamp.astimezone(UTC))
        event.add("DTSTART", entry.day)
        event.add("SUMMARY", entry.title)
        event.add("DESCRIPTION", entry.about)
        event.add("URL", entry.url)
        event.add("TRANSP", "TRANSPARENT")
        event.add("STATUS", "CANCELLED" if entry.cancelled else "CONFIRMED")
        feed.add_component(event)
    written: bytes = feed.to_ical()
    return written
