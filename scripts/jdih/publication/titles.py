"""Titles and headers of recorded versions as they stood then, read from Git in one go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from jdih.model.document import CONTENT
from jdih.model.entry import Entry
from jdih.model.node import Mapping as Header
from jdih.model.node import empty
from jdih.reading.header import split
from jdih.repository.git import Repository
from jdih.repository.objects import ids_of, read_objects
from jdih.website.titles import WITHOUT_ITEM

_NONE = empty()


def titles_of(repository: Repository, entries: Iterable[Entry]) -> Mapping[str, str]:
    """Return the title of what each entry is about, by its number (``7/2026``).

    What Git no longer holds goes by its id.
    """
    every = tuple(entries)
    headers = headers_of(repository, every)
    return {entry.label: title_of(entry, headers[entry.label]) for entry in every}


def headers_of(repository: Repository, entries: Iterable[Entry]) -> Mapping[str, Header]:
    """Return the header of the version of each entry, by its number; an empty one for none."""
    every = tuple(entries)
    ids = ids_of(repository, (name for entry in every for name in _names(entry)))
    blobs = dict(read_objects(repository, ids.values()))
    return {entry.label: _header(entry, ids, blobs) for entry in every}


def _names(entry: Entry) -> Iterator[str]:
    """Yield where the Markdown file of a version may lie, in Git's words."""
    if entry.commit and entry.address:
        folder = f"{entry.commit}:{CONTENT}/{entry.address}"
        yield f"{folder}index.md"
        yield f"{folder.rstrip('/')}.md"


def _header(entry: Entry, ids: Mapping[str, str], blobs: Mapping[str, bytes]) -> Header:
    for name in _names(entry):
        if name in ids:
            path = name.partition(":")[2]
            header = split(path, blobs[ids[name]].decode("utf-8", "replace")).header
            if header is not None and header.text("judul"):
                return header
    return _NONE


def title_of(entry: Entry, header: Header) -> str:
    """Return the title of what an entry is about, told the header of its version."""
    if entry.event in WITHOUT_ITEM:
        return WITHOUT_ITEM[entry.event]
    return header.text("judul") or entry.title or entry.id
