"""The texts of versions that were corrected or withdrawn since, known again by their digests.

Whoever still has one of them learns that it was approved once, and what became of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from urllib.parse import quote

from jdih.model.document import CONTENT, Kind
from jdih.model.entry import Entry
from jdih.reading import header, markdown
from jdih.register.chain import Register
from jdih.repository.git import Repository
from jdih.repository.objects import ids_of, read_objects
from jdih.website.recognition import Recognition, texts_of
from jdih.website.verification import VERSIONS
from jdih.workflow.caption import posted
from jdih.workflow.digest import sha256

_PAGE = "index.md"
_CAPTIONS = "takarir/"


def former_versions(
    repository: Repository, register: Register, base: str
) -> tuple[Recognition, ...]:
    """Return the digests of every version of an item that is not its last, in order.

    `base` is the site's full address: captions are known as they were posted.
    The bytes are those of the commit that the entry names, and count only when they have the
    hashes of the entry. What Git no longer holds, or holds otherwise, is left out.
    """
    entries = tuple(_former(register))
    names = {entry: dict(_names(entry)) for entry in entries}
    ids = ids_of(repository, (name for own in names.values() for name in own.values()))
    blobs = dict(read_objects(repository, ids.values()))
    found = []
    for entry in entries:
        files = {
            path: blobs[ids[name]]
            for path, name in names[entry].items()
            if name in ids and sha256(blobs[ids[name]]) == dict(entry.files)[path]
        }
        if _PAGE in files and (known := _recognised(entry, files, base)):
            found.append(known)
    return tuple(found)


def _former(register: Register) -> Iterator[Entry]:
    """Yield the entries of versions that another one with other bytes came after."""
    for own in register.by_id.values():
        versions = [entry for entry in own if entry.event in VERSIONS]
        yield from (entry for entry in versions if entry.digest != versions[-1].digest)


def _names(entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield (path within the item, Git's name of it) of the texts that a version shows."""
    for path, _ in entry.files:
        caption = path.startswith(_CAPTIONS) and path.endswith(".md")
        if entry.commit and (path == _PAGE or caption):
            yield path, f"{entry.commit}:{CONTENT}/{entry.address}{path}"


def _recognised(entry: Entry, files: Mapping[str, bytes], base: str) -> Recognition | None:
    texts = {path: data.decode("utf-8", "replace") for path, data in files.items()}
    page = header.split(f"{CONTENT}/{entry.address}{_PAGE}", texts.pop(_PAGE))
    if page.header is None or page.header.text("tipe") != Kind.ITEM.value:
        return None
    title, summary = page.header.text("judul"), page.header.text("ringkasan")
    words = markdown.render(page.body, lambda target: target).html
    own_url = base + quote(entry.address)
    captions = (
        (PurePosixPath(path).stem, posted(text, own_url)) for path, text in sorted(texts.items())
    )
    known = dict(texts_of(title, summary, words, captions))
    return Recognition(entry.id, entry.digest, "", known)
