"""What was read of an entry, as plain values that can be kept, and back again.

Files of the register never change once written, so a reading holds for the blob's id alone. `Book`
takes such readings over where there are many; an audit reads every file itself (`survey`).
"""

from __future__ import annotations

from dataclasses import astuple, fields
from typing import Any

from jdih.model.entry import Activity, Approval, Entry, Event, Evidence
from jdih.register.chain import Link

TABLE = "catatan"

_NAMES = tuple(one.name for one in fields(Entry))
_OF_APPROVAL = tuple(one.name for one in fields(Approval))


def plain(link: Link) -> tuple[Any, ...]:
    """Return an entry and its hash as plain values."""
    entry = link.entry
    approval = entry.approval
    told = {name: getattr(entry, name) for name in _NAMES} | {
        "event": entry.event.value,
        "evidence": entry.evidence.value,
        "approval": approval and tuple(map(str, astuple(approval))),
        "activities": tuple(map(astuple, entry.activities)),
    }
    return link.hash, tuple(told.values())


def restored(values: tuple[Any, ...]) -> Link:
    """Return the entry and the hash that `plain` made values of."""
    file, told = values
    found = dict(zip(_NAMES, told, strict=True))
    if found["approval"] is not None:
        approval = dict(zip(_OF_APPROVAL, found["approval"], strict=True))
        found["approval"] = Approval(**approval | {"evidence": Evidence(approval["evidence"])})
    found["event"] = Event(found["event"])
    found["evidence"] = Evidence(found["evidence"])
    found["activities"] = tuple(Activity(*one) for one in found["activities"])
    return Link(Entry(**found), file)
