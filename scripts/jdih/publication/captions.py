"""The captions of a published version: as they were approved, and as they are posted."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from jdih.errors import JdihError
from jdih.model.document import CONTENT
from jdih.model.entry import Entry
from jdih.model.tree import Tree
from jdih.repository.git import Repository
from jdih.workflow.caption import posted
from jdih.workflow.digest import sha256


def posted_caption(repository: Repository, base: str, entry: Entry, platform: str) -> str:
    """Return what is to be pasted on a platform, empty for a version without a caption for it.

    `base` is the site's full address. Raises JdihError as `caption_of` does.
    """
    return posted(caption_of(repository, entry, platform), base + quote(entry.address))


def caption_of(repository: Repository, entry: Entry, platform: str) -> str:
    """Return the caption for a platform that the version of `entry` has, empty for none.

    It is known by the SHA-256 in the entry, wherever the item lay at that commit. Raises JdihError
    when the commit no longer holds it.
    """
    name = f"takarir/{platform}.md"
    wanted = dict(entry.files).get(name)
    if not wanted:
        return ""
    tree = repository.tree(entry.commit, CONTENT)
    for path in _places(tree, entry, name):
        data = tree.read(path)
        if sha256(data) == wanted:
            return data.decode("utf-8", "replace")
    raise JdihError(
        f"Takarir {platform} dari nomor {entry.label} tidak ada pada commit {entry.commit[:12]}.",
        "Ambil riwayat Git yang lengkap (`git fetch`), lalu ulangi.",
    )


def _places(tree: Tree, entry: Entry, name: str) -> Iterator[str]:
    likely = f"{CONTENT}/{entry.address}{name}"
    others = (path for path in tree.entries if path.endswith(f"/{name}") and path != likely)
    regular = (path for path in (likely, *others) if path in tree.entries)
    return (path for path in regular if tree.entries[path].regular)
