"""What remains to be done for a published item: platforms, and the notice (SOP KPU step 6).

Everything follows from the item's own files and the agenda book.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jdih.model.channel import Channel, name_of
from jdih.model.document import Document
from jdih.model.entry import SHOWN
from jdih.register.chain import Register
from jdih.workflow.postings import Posted, postings
from jdih.workflow.progress import NOTICE_FILE


@dataclass(frozen=True, slots=True)
class Tasks:
    """What is left to do.

    `platforms`, by code, have neither link nor reason; `posts` show what the item was before it
    was corrected or withdrawn; `notice` says whether the notice is due.
    """

    platforms: tuple[str, ...] = ()
    posts: tuple[Posted, ...] = ()
    notice: bool = False

    @property
    def left(self) -> bool:
        """True when anything remains."""
        return bool(self.platforms or self.posts or self.notice)

    @property
    def count(self) -> int:
        """How many things remain: as many as `told` names."""
        return len(self.platforms) + len(self.posts) + self.notice

    def told(self, channels: Mapping[str, Channel]) -> tuple[str, ...]:
        """Return what remains as people read it."""
        posts = (
            f"tindakan atas unggahan di {name_of(post.platform, channels)}: {post.address}"
            for post in self.posts
        )
        links = (f"tautan unggahan di {name_of(code, channels)}" for code in self.platforms)
        return (*posts, *links, *(("pemberitahuan terkirim",) if self.notice else ()))


NOTHING_LEFT = Tasks()


def open_tasks(item: Document, register: Register) -> Tasks:
    """Return what remains of an item, nothing for one that is not published.

    A platform is due when the item has a caption for it, unless the item was withdrawn. Once an
    item is corrected or withdrawn, each of its posts is due until somebody says what was done to
    it, and so is another notice.
    """
    if register.latest(item.id, *SHOWN) is None:
        return NOTHING_LEFT
    known = postings(register.by_id[item.id])
    closed = {post.platform for post in known.posts} | known.left_out
    due = () if item.withdrawn else (code for code, text in item.captions if text.strip())
    return Tasks(
        platforms=tuple(code for code in due if code not in closed),
        posts=tuple(post for post in known.posts if post.stale),
        notice=bool(item.text_beside(NOTICE_FILE).strip()) and not known.notified,
    )
