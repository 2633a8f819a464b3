"""The published version of an item: what is ready to be announced and posted."""

from __future__ import annotations

from jdih.errors import JdihError
from jdih.model.document import Document
from jdih.model.entry import SHOWN, Entry
from jdih.publication.state import State
from jdih.register.chain import Register


def find_published(state: State, register: Register, name: str) -> tuple[Document, Entry | None]:
    """Return the document called `name` (id or folder) and its entry, None for one without.

    Raises JdihError when there is no such document, or its present version is not the one that
    was published.
    """
    document = next((found for found in state.documents if name in {found.id, found.slug}), None)
    if document is None:
        raise JdihError(
            f"Konten “{name}” tidak ada di content/.",
            "Lihat daftar konten dengan `jdih status`.",
        )
    entry = register.latest(document.id, *SHOWN)
    if entry is not None and entry.digest != state.verdicts[document.path].digest:
        raise JdihError(
            f"Versi {document.id} yang sekarang belum terbit; yang tercatat ({entry.label}) lain.",
            "Terbitkan dahulu dengan `jdih publish`.",
        )
    return document, entry
