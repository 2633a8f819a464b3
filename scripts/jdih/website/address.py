"""Where things stand on the site: the one place that turns paths into addresses.

An address is a path below the site's base: empty for the home page, else it ends in a slash. It
is plain text; `quoted` makes it fit for a URL.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Container
from urllib.parse import quote, unquote

from jdih.model.document import CONTENT, DRAFTS, Document
from jdih.reading.markdown import ANCHOR, SCHEMES

PREVIEW = "pratinjau"
"""The folder of the site under which drafts appear. Only a preview holds it."""

MEDIA_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".gif", ".pdf", ".vtt"})
"""Files beside a document that are published. A page could run script from anything else."""

_PAGE = "index.md"
_PLAIN = re.compile(r"[A-Za-z0-9._/-]*")


def of_path(path: str) -> str:
    """Return the address of the Markdown file at `path` (from the repository's root)."""
    top, _, rest = path.partition("/")
    parent, _, name = rest.rpartition("/")
    stem = parent if name == _PAGE else rest.removesuffix(".md")
    folder = f"{stem}/" if stem else ""
    return folder if top == CONTENT else f"{PREVIEW}/{folder}"


def of_document(document: Document) -> str:
    """Return the address of a document's page."""
    return of_path(document.path)


def of_medium(document: Document, path: str) -> str:
    """Return the path on the site of a file that lies beside `document`."""
    return of_document(document) + document.within(path)


def media(document: Document) -> tuple[str, ...]:
    """Return the paths of the files beside `document` that are published with it.

    Only plain files (mode 100644) with a suffix of `MEDIA_SUFFIXES`, and only beside a document
    that has a folder of its own and was not withdrawn for what it says.
    """
    if not document.path.endswith(f"/{_PAGE}") or not document.kept:
        return ()
    return tuple(
        entry.path
        for entry in document.beside
        if entry.regular and posixpath.splitext(entry.path)[1].lower() in MEDIA_SUFFIXES
    )


def pictures(document: Document) -> tuple[str, ...]:
    """Return the paths of the sound images beside `document` that are published with it."""
    published = frozenset(media(document))
    return tuple(
        picture.path
        for picture in document.pictures
        if picture.path in published and not picture.fault
    )


def file_of(address: str) -> str:
    """Return the path of the HTML file that answers at `address`."""
    return f"{address}index.html"


def depth(address: str) -> int:
    """Return how many folders below the base a page stands."""
    return address.count("/")


def prefix(address: str) -> str:
    """Return what leads from the page at `address` back to the base."""
    return "../" * depth(address) or "./"


def quoted(address: str) -> str:
    """Return `address` as it stands in a URL."""
    return address if _PLAIN.fullmatch(address) else quote(address, safe="/")


def outside(target: str) -> bool:
    """Return True when `target` names one of the schemes that lead away from the site."""
    scheme, colon, _ = target.partition(":")
    return bool(colon) and scheme.lower() in SCHEMES


def resolve(target: str, pages: Container[str], files: Container[str]) -> str | None:
    """Return the address below the base that a target written in a document leads to.

    `target` is ``/content/…`` or ``/drafts/…`` as seen from the repository's root; `pages` holds
    the addresses of the site's pages, `files` the paths of its media. None when it leads nowhere.
    """
    path, mark, fragment = unquote(target).partition("#")
    top, _, rest = path.removeprefix("/").partition("/")
    if not path.startswith("/") or top not in {CONTENT, DRAFTS}:
        return None
    if rest.endswith(".md"):
        found = of_path(f"{top}/{rest}")
        known = found in pages
    else:
        found = rest if top == CONTENT else f"{PREVIEW}/{rest}"
        known = found in pages or found in files
    if not known:
        return None
    return quoted(found) + (f"#{ANCHOR}-{quote(fragment)}" if mark and fragment else "")


def at_draft(target: str, document: Document) -> str | None:
    """Return where a target lies now that a draft names by its future place in ``content/``.

    A draft's text names its own files by the place they get when it is submitted; until then
    they lie in ``drafts/<slug>/``. None when the target is not one of the draft's own.
    """
    folder, found, rest = target.partition(f"/{document.slug}/")
    if not found or not folder.startswith(f"/{CONTENT}/"):
        return None
    return f"/{document.folder}/{rest}"
