"""When the step that publishes an item is done: every link and the notice stand in the book.

SOP KPU step 6 uploads (a) and sends the links (b), SOP MK step 6 disseminates. The site itself is
live earlier, so an entry is written before its last step has ended; the later entries of the item
tell the rest. They rest on statements.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import PurePosixPath

from jdih.model.entry import SHOWN, Activity, Detail, Entry, Event
from jdih.model.sop import Proof, Sop
from jdih.workflow.postings import postings, taken_back
from jdih.workflow.progress import NOTICE_FILE
from jdih.workflow.working_time import Calendar

CAPTIONS = "takarir"
"""The folder of an item that holds what is posted, a file a platform."""


def disseminated(shown: Entry, own: Sequence[Entry]) -> datetime | None:
    """Return when nothing was left to do for the version that `shown` put up, None until then.

    `own` are all entries of the item, oldest first; those after the next version are not looked
    at, but for what they take back: that never was, so it ended nothing. What has to be done
    follows from the version's own files.
    """
    own = _standing(own)
    files = {PurePosixPath(path) for path, _ in shown.files}
    due = {path.stem for path in files if path.parent.name == CAPTIONS}
    if shown.event is Event.WITHDRAWN:
        due = set()
    notice = PurePosixPath(NOTICE_FILE) in files
    latest = datetime.fromisoformat(shown.time)
    at = next(place for place, entry in enumerate(own) if entry.label == shown.label)
    for count in range(at + 1, len(own) + 1):
        last = own[count - 1]
        if count > at + 1:
            if last.event in SHOWN:
                return None
            latest = max(latest, datetime.fromisoformat(last.time))
        known = postings(own[:count])
        open_ = due - {post.platform for post in known.posts} - known.left_out
        stale = any(post.stale for post in known.posts)
        if not (open_ or stale or (notice and not known.notified)):
            return latest
    return None


def _standing(own: Sequence[Entry]) -> Sequence[Entry]:
    """Return the entries that still hold, without those that only take another one back."""
    void = taken_back(own)
    return [
        entry for entry in own if entry.label not in void and not entry.detail(Detail.TAKES_BACK)
    ]


def until(
    activities: Sequence[Activity], sop: Sop, calendar: Calendar, done: datetime | None
) -> tuple[Activity, ...]:
    """Return a way through `sop` whose publishing step ends when it is `done`, or not yet."""
    publishing = {step.number for step in sop.item_steps if Proof.PUBLICATION in step.proofs}
    return tuple(
        ended(activity, calendar, done) if activity.step in publishing else activity
        for activity in activities
    )


def ended(activity: Activity, calendar: Calendar, done: datetime | None) -> Activity:
    """Return a round that ended when it was `done`, or has not ended."""
    if done is None:
        return replace(activity, end="", minutes=None)
    end = done.astimezone(calendar.zone)
    begin = datetime.fromisoformat(activity.begin) if activity.begin else None
    known = begin is not None and begin <= end
    minutes = calendar.working_minutes(begin, end) if begin and known else None
    return replace(activity, end=end.isoformat(timespec="seconds"), minutes=minutes)
