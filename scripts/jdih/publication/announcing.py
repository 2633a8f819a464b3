"""What an officer sends to the office's group: the notice, and what has to be recorded before.

The notice can be sent once every platform that the item was made for has its link, or a reason for
having none (SOP KPU step 6).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from jdih.forge.witness import Witness
from jdih.model.channel import Channel, name_of
from jdih.model.document import FRAME, Document
from jdih.model.entry import Entry, Event
from jdih.publication.markup import block
from jdih.publication.notice import Notice, notice_of
from jdih.publication.published import find_published
from jdih.publication.state import read_state
from jdih.publication.tasks import open_tasks
from jdih.register.book import Book
from jdih.register.chain import Register
from jdih.register.erasure import seen
from jdih.repository.git import Repository
from jdih.website.qr import qr_file
from jdih.website.source import base_of
from jdih.workflow.postings import postings


@dataclass(frozen=True, slots=True)
class Announcement:
    """The notice with all links that are known; `waiting` are the platforms without any (names).

    `due` is True until somebody records that it was sent.
    """

    notice: Notice
    waiting: tuple[str, ...]
    due: bool

    def answer(self) -> str:
        """Return what is said under the form that recorded the last link, empty before."""
        if self.waiting or not self.due:
            return ""
        how = (
            f"**Pemberitahuan sudah lengkap.** [Buka di WhatsApp]({self.notice.link}), pilih grup "
            "yang dituju, lalu kirim; sesudah itu isi formulir *Pemberitahuan terkirim*. Naskahnya:"
        )
        return "\n".join(("", "", how, "", *block(self.notice.text)))

    def code(self) -> bytes:
        """Return the QR code that opens WhatsApp with the notice, as an SVG file."""
        return qr_file(self.notice.link)


def announcement(repository: Repository, book: Book, witness: Witness, name: str) -> Announcement:
    """Return the notice of the published item called `name` (id or folder).

    Raises JdihError when there is none, it has no number yet, or no notice.
    """
    register = book.read()
    state = read_state(repository, witness=witness)
    known = seen(register, witness.erasures)
    document, entry = find_published(state, known, name)
    channels = state.checked.context.channels
    notice = finished(document, entry, known, channels, base_of(repository.root / FRAME))
    tasks = open_tasks(document, known)
    waiting = tuple(name_of(code, channels) for code in tasks.platforms)
    return Announcement(notice, waiting, tasks.notice)


def finished(
    document: Document,
    entry: Entry | None,
    register: Register,
    channels: Mapping[str, Channel],
    base: str,
) -> Notice:
    """Return the notice of a version with every link that `register` knows.

    Raises JdihError as `notice_of` does.
    """
    known = postings(register.by_id.get(document.id, ()))
    posts = [(name_of(one.platform, channels), one.address) for one in known.posts]
    notice = notice_of(document, entry, base, register.tip.line(), posts)
    # What was corrected or withdrawn is told at once, whatever was not posted yet.
    amended = entry is not None and entry.event in {Event.CORRECTED, Event.WITHDRAWN}
    return replace(notice, ready=amended or not open_tasks(document, register).platforms)
