"""What remains to be done for a published item: platforms, and the notice (SOP KPU step 6).

Everything follows from the item's own files and the agenda book.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jdih.model.channel import Channel
from jdih.model.document import Document
from jdih.model.entry import Detail, Event
from jdih.publication.record import SHOWN
from jdih.register.chain import Register
from jdih.workflow.progress import NOTICE_FILE


@dataclass(frozen=True, slots=True)
class Tasks:
    """The platforms, by code, that have neither link nor reason; whether the notice is due."""

    platforms: tuple[str, ...] = ()
    notice: bool = False

    @property
    def left(self) -> bool:
        """True when anything remains."""
        return bool(self.platforms or self.notice)

    def told(self, channels: Mapping[str, Channel]) -> tuple[str, ...]:
        """Return what remains as people read it."""
        names = (channels[code].name if code in channels else code for code in self.platforms)
        links = (f"tautan unggahan di {name}" for name in names)
        return (*links, *(("pemberitahuan terkirim",) if self.notice else ()))


NOTHING_LEFT = Tasks()


def open_tasks(item: Document, register: Register) -> Tasks:
    """Return what remains of a published item, nothing for one withdrawn or not published.

    A platform is due when the item has a caption for it. A link is good for as long as the caption
    stays what it was when the link was recorded: a corrected one has to be brought to the
    platform too, and its link recorded again.
    """
    latest = register.latest(item.id, *SHOWN)
    if latest is None or item.withdrawn:
        return NOTHING_LEFT
    entries = register.by_id[item.id]
    captions = {
        entry.digest: {path: digest for path, digest in entry.files if path.startswith("takarir/")}
        for entry in entries
        if entry.event in SHOWN
    }

    def closed(platform: str) -> bool:
        path = f"takarir/{platform}.md"
        wanted = captions[latest.digest].get(path)
        return any(
            entry.event is Event.LINKED
            and entry.platform == platform
            and (
                entry.detail(Detail.UNPOSTED) or captions.get(entry.digest, {}).get(path) == wanted
            )
            for entry in entries
        )

    due = (platform for platform, text in item.captions if text.strip())
    told = any(entry.event is Event.NOTIFIED for entry in entries)
    return Tasks(
        tuple(platform for platform in due if not closed(platform)),
        bool(item.text_beside(NOTICE_FILE).strip()) and not told,
    )
