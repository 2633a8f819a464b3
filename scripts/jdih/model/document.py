"""Documents: a Markdown file with a header, and the files that belong to it."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from enum import StrEnum

from jdih.model.finding import Location
from jdih.model.node import Mapping
from jdih.model.tree import FileEntry

CONTENT = "content"
DRAFTS = "drafts"
SITE_CONFIG = "site_config"
FRAME = "mkdocs.yml"
"""The top level of a repository, as far as the program reads it."""


class Kind(StrEnum):
    """The types of document. The value is what an editor types as ``tipe``."""

    ITEM = "konten"
    SOP = "sop"
    STRATEGY = "strategi"
    PLAN = "rencana"
    REPORT = "laporan"
    REGULATION = "peraturan"
    MONOGRAPH = "monografi"
    ARTICLE = "artikel"
    RULING = "putusan"
    PAGE = "halaman"

    @property
    def legal(self) -> bool:
        """True for the four types of legal document (Permenkumham 8/2019)."""
        return self in LEGAL_KINDS


LEGAL_KINDS = (Kind.REGULATION, Kind.MONOGRAPH, Kind.ARTICLE, Kind.RULING)
DRAFTED = (Kind.ITEM, *LEGAL_KINDS, Kind.PAGE, Kind.PLAN)
"""The types that begin as a draft."""


_TEXT_KEPT = frozenset({"kedaluwarsa", "hukum-berubah"})
"""Why a text may be withdrawn and still be read: it was right in its day."""

_UNNAMED = frozenset({"index", Kind.STRATEGY.value, Kind.PLAN.value, Kind.REPORT.value})


@dataclass(frozen=True, slots=True)
class Picture:
    """What an image file really is: format (``PNG``, …), pixels, and what is wrong with it.

    `fault` is empty for a sound image, else it says in Indonesian why it cannot be used.
    `metadata` is True when the file carries EXIF or XMP (place, camera, author).
    """

    path: str
    format: str = ""
    width: int = 0
    height: int = 0
    metadata: bool = False
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One document as read: header, body and the files beside it.

    `path` is the path of its Markdown file from the repository's root. `files` are all files that
    belong to it, itself included: those of its folder when the file is ``index.md`` of an item or
    a legal document, else the file alone. `body_line` is the line on which the body begins.
    `digests` are (path within the folder, SHA-256) of all files, `texts` the (path, text) of the
    readable text files beside it, `pictures` its images.
    """

    path: str
    kind: Kind
    header: Mapping
    body: str
    body_line: int
    files: tuple[FileEntry, ...]
    digests: tuple[tuple[str, str], ...] = ()
    texts: tuple[tuple[str, str], ...] = ()
    pictures: tuple[Picture, ...] = ()

    @property
    def id(self) -> str:
        """The permanent id: ``id`` of the header, else one made from the document's place.

        A legal document is called by its folder (``uu-7-2017``), anything else by its type and
        place (``rencana-2026-11``, ``halaman-profil``), so that no two places share an id.
        """
        given = self.header.text("id")
        if given or self.kind.legal:
            return given or self.slug
        place = posixpath.splitext(self.path)[0].split("/")[1:]
        return "-".join((self.kind.value, *(part for part in place if part not in _UNNAMED)))

    @property
    def title(self) -> str:
        """The title (``judul``), empty when the header has none."""
        return self.header.text("judul")

    @property
    def draft(self) -> bool:
        """True while the document lies in ``drafts/`` (place is state)."""
        return self.path.startswith(f"{DRAFTS}/")

    @property
    def withdrawn(self) -> bool:
        """True once the document was withdrawn (``tarik``): a page that says so takes its place."""
        return self.header.get("tarik") is not None

    @property
    def kept(self) -> bool:
        """False when the document was withdrawn for what it says, and its text goes with it."""
        return not self.withdrawn or self.header.mapping("tarik").text("jenis") in _TEXT_KEPT

    @property
    def folder(self) -> str:
        """The folder that holds the document's file, from the repository's root."""
        return posixpath.dirname(self.path)

    @property
    def slug(self) -> str:
        """The last part of the document's address."""
        folder, _, name = self.path.rpartition("/")
        return posixpath.basename(folder) if name == "index.md" else posixpath.splitext(name)[0]

    @property
    def beside(self) -> tuple[FileEntry, ...]:
        """The files that belong to the document, without its own Markdown file."""
        return tuple(entry for entry in self.files if entry.path != self.path)

    def text_beside(self, name: str) -> str:
        """Return the text of the file `name` in the document's folder, empty when there is none."""
        return dict(self.texts).get(f"{self.folder}/{name}", "")

    @property
    def captions(self) -> tuple[tuple[str, str], ...]:
        """The (platform, text) of every file in ``takarir/``, in order of the platform's name."""
        prefix = f"{self.folder}/takarir/"
        return tuple(
            (posixpath.splitext(posixpath.basename(path))[0], text)
            for path, text in self.texts
            if path.startswith(prefix)
        )

    def within(self, path: str) -> str:
        """Return `path` relative to the document's folder, in which it must lie."""
        folder, name = path[: len(self.folder)], path[len(self.folder) + 1 :]
        if folder != self.folder or not name:
            raise ValueError(f"{path} does not lie in {self.folder}")
        return name

    def at(self, *path: str | int) -> Location:
        """Return the place of a header field, given as keys and list positions."""
        line, column = self.header.place(*path)
        return Location(self.path, line, column)
