"""The notice for the office's WhatsApp group (SOP KPU step 6b).

No programme can post to an existing group: the text is prepared, an officer picks the group and
sends it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from jdih.errors import JdihError
from jdih.model.document import Document
from jdih.model.entry import Entry
from jdih.publication.put import put
from jdih.workflow.progress import NOTICE_FILE

FOLDER = Path("build/pemberitahuan")
"""Where a run leaves its notices, below the repository's root."""


@dataclass(frozen=True, slots=True)
class Notice:
    """The finished text and the address that opens WhatsApp with it."""

    id: str
    label: str
    text: str

    @property
    def link(self) -> str:
        """``https://wa.me/?text=…``: spaces as %20, new lines as %0A."""
        return f"https://wa.me/?text={quote(self.text, safe='')}"


def leave(folder: Path, notice: Notice) -> Path:
    """Write a notice into `folder`, one file an item, and return it."""
    path = folder / f"{notice.id}.txt"
    put(path, f"{notice.text}\n\nBuka untuk mengirim: {notice.link}\n".encode())
    return path


def notice_of(document: Document, entry: Entry | None, base: str) -> Notice:
    """Fill in an item's approved notice with its link and register number.

    `base` is the site's full address. Raises JdihError when the item has no number yet, or no
    notice.
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
    text = template.replace("{tautan}", base + quote(entry.address)).replace("{nomor}", entry.label)
    return Notice(document.id, entry.label, text)
