"""The captions of a published version: as they were approved, and as they are posted."""

from __future__ import annotations

from urllib.parse import quote

from jdih.errors import JdihError
from jdih.model.document import CONTENT
from jdih.model.entry import Entry
from jdih.publication.versions import approved_file
from jdih.repository.git import Repository
from jdih.workflow.caption import posted


def posted_caption(repository: Repository, base: str, entry: Entry, platform: str) -> str:
    """Return what is to be pasted on a platform, empty for a version without a caption for it.

    `base` is the site's full address. Raises JdihError as `caption_of` does.
    """
    return posted(caption_of(repository, entry, platform), base + quote(entry.address))


def caption_of(repository: Repository, entry: Entry, platform: str) -> str:
    """Return the caption for a platform that the version of `entry` has, empty for none.

    Raises JdihError when the commit no longer holds it.
    """
    name = f"takarir/{platform}.md"
    if name not in dict(entry.files):
        return ""
    data = approved_file(repository.tree(entry.commit, CONTENT), entry, name)
    if data is None:
        raise JdihError(
            f"Takarir {platform} dari nomor {entry.label} tidak ada pada commit "
            f"{entry.commit[:12]}.",
            "Ambil riwayat Git yang lengkap (`git fetch`), lalu ulangi.",
        )
    return data.decode("utf-8", "replace")
