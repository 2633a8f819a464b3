"""What the fields of a commit say, as the log gives them: times, and trailers of its message."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

_COAUTHOR = re.compile(rb"^[ \t]*co-authored-by[ \t]*:(.*)$", re.IGNORECASE | re.MULTILINE)
_DECISION = re.compile(rb"^Keputusan: ", re.MULTILINE)
_ASKED = re.compile(rb"^Diminta: ([0-9T:+-]{1,40})$", re.MULTILINE)
_ADDRESS = re.compile(r".*<([^<>]*)>")
_LATEST = 2**33
"""A time after the year 2242 is a broken clock; it would overflow elsewhere."""
_UNREADABLE_TIME = datetime.fromtimestamp(0, UTC)


def coauthors(message: bytes) -> tuple[str, ...]:
    """Return the addresses of co-authors; one that is malformed stands as it is written."""
    return tuple(_address(match.group(1)) for match in _COAUTHOR.finditer(message))


def decision(message: bytes) -> str:
    """Return the whole message where it has a trailer ``Keputusan``, else nothing."""
    return message.decode("utf-8", "replace") if _DECISION.search(message) else ""


def asked_for(message: bytes) -> datetime | None:
    """Return when it was asked for; a trailer without a moment and its zone tells nothing."""
    found = _ASKED.search(message)
    try:
        told = datetime.fromisoformat(found[1].decode("ascii")) if found else None
    except ValueError:
        return None
    return told if told is not None and told.tzinfo is not None else None


def moment(raw: str) -> datetime:
    """Read Git's raw time: seconds since 1970 and the zone, ``1700000000 +0700``.

    One that cannot be read is the beginning of 1970.
    """
    try:
        seconds, zone = raw.split(" ")
        sign = -1 if zone.startswith("-") else 1
        offset = timedelta(hours=int(zone[1:3]), minutes=int(zone[3:5]))
        if not 0 <= int(seconds) <= _LATEST:
            return _UNREADABLE_TIME
        return datetime.fromtimestamp(int(seconds), timezone(sign * offset))
    except ValueError:
        return _UNREADABLE_TIME


def _address(trailer: bytes) -> str:
    text = trailer.decode("utf-8", "surrogateescape").strip()
    match = _ADDRESS.fullmatch(text)
    return match.group(1) if match else text
