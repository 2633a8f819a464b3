"""The notice for the office's WhatsApp group (SOP KPU step 6b).

No programme can post to an existing group: the text is prepared, an officer picks the group and
sends it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from jdih.errors import JdihError
from jdih.model.document import Document
from jdih.model.entry import Detail, Entry, Event
from jdih.publication.put import put
from jdih.workflow.amendment import CORRECTIONS, WITHDRAWAL
from jdih.workflow.progress import NOTICE_FILE

FOLDER = Path("build/pemberitahuan")
"""Where a run leaves its notices, below the repository's root."""


POSTS = "{unggahan}"
"""Where an approved notice wants the links of its posts on the platforms."""


@dataclass(frozen=True, slots=True)
class Notice:
    """The finished text and the address that opens WhatsApp with it.

    It is `ready` to be sent once every platform of the item has its link, or a reason for having
    none.
    """

    id: str
    label: str
    text: str
    ready: bool = True

    @property
    def link(self) -> str:
        """The address that opens WhatsApp with the text."""
        return whatsapp(self.text)


def whatsapp(text: str) -> str:
    """Return ``https://wa.me/?text=…``: spaces as %20, new lines as %0A."""
    return f"https://wa.me/?text={quote(text, safe='')}"


def leave(folder: Path, notice: Notice) -> Path:
    """Write a notice into `folder`, one file an item, and return it."""
    path = folder / f"{notice.id}.txt"
    when = "" if notice.ready else " (sesudah tautan unggahannya dicatat: jdih record)"
    put(path, f"{notice.text}\n\nBuka untuk mengirim{when}: {notice.link}\n".encode())
    return path


def notice_of(
    document: Document,
    entry: Entry | None,
    base: str,
    tip: str = "",
    posts: Sequence[tuple[str, str]] = (),
) -> Notice:
    """Fill in an item's approved notice with its link, its register number and its `posts`.

    Those are (platform, address); they stand where the notice says ``{unggahan}``, else below it.
    Of an item that was corrected or withdrawn, the notice says so and gives the approved
    explanation. `base` is the site's full address. `tip` is a line at the end, by which whoever
    received the notice is a witness of the register. Raises JdihError when the item has no number
    yet, or no notice.
    """
    if entry is None:
        raise JdihError(
            f"Konten {document.id} belum tercatat dalam Buku Agenda, jadi belum dapat diumumkan.",
            "Terbitkan dahulu dengan `jdih publish`.",
        )
    template = document.text_beside(NOTICE_FILE).strip()
    if not template:
        raise JdihError(
            f"Konten {document.id} tidak mempunyai {NOTICE_FILE}.",
            "Tulis naskah pemberitahuan di samping naskah, lalu ajukan perubahannya.",
        )
    link = base + quote(entry.address)
    words = _amended(document, entry, link) or _filled(template, link, entry.label, posts)
    return Notice(document.id, entry.label, f"{words}\n\n{tip}" if tip else words)


def news(entry: Entry) -> bool:
    """Say whether a version brings anything that the group has to be told."""
    return entry.event is not Event.PUBLISHED or not entry.detail(Detail.REPLACES)


def _filled(template: str, link: str, label: str, posts: Sequence[tuple[str, str]]) -> str:
    listed = "\n".join(f"{platform}: {address}" for platform, address in posts)
    if POSTS not in template and listed:
        template = f"{template}\n\n{POSTS}"
    text = template.replace("{tautan}", link).replace("{nomor}", label)
    return text.replace(POSTS, listed).strip()


def _amended(document: Document, entry: Entry, link: str) -> str:
    """Return the notice of a correction or a withdrawal, empty for any other version."""
    if entry.event is Event.WITHDRAWN:
        what, where, passing = "ditarik", "Keterangannya", "konten itu"
        reason = document.header.mapping(WITHDRAWAL).text("penjelasan")
    elif entry.event is Event.CORRECTED and document.header.items(CORRECTIONS):
        what, where, passing = "diralat", "Versi yang berlaku", "versi yang lama"
        reason = document.header.mappings(CORRECTIONS)[-1].text("penjelasan")
    else:
        return ""
    former = entry.detail(Detail.REPLACES)
    number = f"{entry.label}, menggantikan nomor {former}" if former else entry.label
    return (
        "Yth. Bapak dan Ibu,\n\n"
        f"konten “{document.title}” telah {what}: {' '.join(reason.split())}\n\n"
        f"{where}: {link}\n"
        f"Nomor Buku Agenda: {number}. Mohon {passing} tidak diteruskan lagi. Terima kasih."
    )
