"""The posts of one item on platforms, as its entries in the agenda book tell them.

A post is recorded by its link. Once the item is corrected or withdrawn, somebody has to say what
was done to it. Nothing is edited: an entry that was wrong is taken back by a later one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from jdih.model.entry import Detail, Entry, Event

AMENDING = frozenset({Event.CORRECTED, Event.WITHDRAWN, Event.URGENT})
"""The events after which what was said of an item elsewhere may no longer be so."""


class Action(StrEnum):
    """What was done to a post of an item that was corrected or withdrawn (``tindakan``)."""

    EDITED = "disunting"
    DELETED = "dihapus"
    CLARIFIED = "diklarifikasi"


@dataclass(frozen=True, slots=True)
class Posted:
    """A post that stands: its platform and address, and the entry that tells of it last.

    It is `stale` when it shows what the item was before it was amended. `clarification` is the
    address of what sets it right, empty for none.
    """

    platform: str
    address: str
    entry: Entry
    stale: bool = False
    clarification: str = ""


@dataclass(frozen=True, slots=True)
class Postings:
    """The posts that stand, in the order in which they were recorded.

    `deleted` are the entries that tell of a deletion, by platform and address; `left_out` the
    platforms on which nothing is posted, for a reason; `void` the entries that were taken back, by
    label, each with the one that did so. `notified` says whether the group was told of the present
    version.
    """

    posts: tuple[Posted, ...]
    deleted: Mapping[tuple[str, str], Entry]
    left_out: frozenset[str]
    void: Mapping[str, Entry]
    notified: bool

    def at(self, platform: str, address: str) -> Posted | None:
        """Return the post that stands at an address, None for none."""
        here = (post for post in self.posts if (post.platform, post.address) == (platform, address))
        return next(here, None)


def postings(entries: Sequence[Entry]) -> Postings:
    """Return what the entries of one item, oldest first, tell of its posts."""
    void = taken_back(entries)
    posts: dict[tuple[str, str], Posted] = {}
    deleted: dict[tuple[str, str], Entry] = {}
    left_out: set[str] = set()
    notified = False
    for entry in entries:
        if entry.event in AMENDING:
            notified = False
            posts = {at: replace(post, stale=True) for at, post in posts.items()}
        elif entry.event is Event.NOTIFIED:
            notified = True
        elif entry.event is Event.LINKED and entry.label not in void:
            at = (entry.platform, entry.detail(Detail.LINK))
            action = entry.detail(Detail.ACTION)
            if entry.detail(Detail.UNPOSTED):
                left_out.add(entry.platform)
            elif action == Action.DELETED:
                posts.pop(at, None)
                deleted[at] = entry
            elif at[1] and (at in posts or not action):
                posts[at] = Posted(*at, entry, False, entry.detail(Detail.CLARIFICATION))
    return Postings(tuple(posts.values()), deleted, frozenset(left_out), void, notified)


def taken_back(entries: Sequence[Entry]) -> Mapping[str, Entry]:
    """Return the entries that were taken back, by label, each with the entry that did so."""
    void: dict[str, Entry] = {}
    # From the last to the first: what was itself taken back takes nothing back.
    for entry in reversed(entries):
        if entry.label not in void and (target := entry.detail(Detail.TAKES_BACK)):
            void.setdefault(target, entry)
    return void
