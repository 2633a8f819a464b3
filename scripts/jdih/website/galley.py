"""A galley: what a proposal changes, in one file, for those who are to approve it.

The pages are those of the site, made by its own press; below each stands what goes out with it.
The file runs no script and asks for nothing, wherever it is opened.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from jdih.model.document import Document
from jdih.model.finding import Finding, Severity
from jdih.website import address
from jdih.website.look import Look
from jdih.website.page import Page
from jdih.website.press import Press
from jdih.website.relocation import Relocation
from jdih.website.templates import safe
from jdih.workflow.progress import NOTICE_FILE

MOST = 100
"""How many documents are shown; beyond that they are only named."""

MARK = "<!-- alur-jdih: pratinjau usulan -->"
"""What every galley holds in its first lines, so that only a galley is written over."""

POLICY = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:; "
    "base-uri 'none'; form-action 'none'"
)


@dataclass(frozen=True, slots=True)
class Changes:
    """What a proposal changes.

    `paths` are the documents that it adds or changes, readable or not, `gone` those it takes
    away, both in order. `findings` are what the checker says, by document. `version` is the
    commit it was made from, `parents` what that commit brings together, `base` what it was
    compared with (empty for none); `dirty` is True when the work tree differs from the commit.
    """

    paths: tuple[str, ...]
    gone: tuple[str, ...]
    findings: Mapping[str, tuple[Finding, ...]]
    version: str = ""
    parents: tuple[str, ...] = ()
    base: str = ""
    dirty: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One document in the galley.

    `place` is its id there, `document` None when it is not on the site, `body` its page, moved.
    `missing` are pictures for which there was no room.
    """

    place: str
    path: str
    document: Document | None
    body: str
    missing: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> int:
        """How many findings must be mended."""
        return sum(finding.severity is Severity.ERROR for finding in self.findings)

    @property
    def notice(self) -> str:
        """The text for the office's group, as it was written."""
        return self.document.text_beside(NOTICE_FILE).strip() if self.document else ""

    @property
    def files(self) -> tuple[str, ...]:
        """The names of what is published beside the document and is no picture."""
        if self.document is None:
            return ()
        pictures = {picture.path for picture in self.document.pictures}
        beside = (path for path in address.media(self.document) if path not in pictures)
        return tuple(self.document.within(path) for path in beside)


def galley(press: Press, changes: Changes, look: Look, *, room: int) -> str:
    """Return the galley of a proposal. At most `room` bytes of pictures are taken along.

    Raises JdihError when the theme is at fault.
    """
    return press.desk.render(
        "pratinjau",
        "",
        mark=safe(MARK),
        policy=POLICY,
        css=safe(look.css),
        attributes=safe(look.body),
        sheets=tuple(_sheets(press, changes, room)),
        rest=changes.paths[MOST:],
        changes=changes,
    )


def _sheets(press: Press, changes: Changes, room: int) -> Iterator[Sheet]:
    on_site = {document.path: document for document in press.desk.catalogue.site.documents}
    shown = [(f"naskah-{n}", path) for n, path in enumerate(changes.paths[:MOST], 1)]
    documents = {place: on_site[path] for place, path in shown if path in on_site}
    pages = {
        place: press.page(address.of_document(document)) for place, document in documents.items()
    }
    relocation = Relocation(
        press,
        {page.address: place for place, page in pages.items()},
        frozenset(_beside(documents.values(), pages.values())),
        room,
    )
    for place, path in shown:
        page = pages.get(place)
        yield Sheet(
            place=place,
            path=path,
            document=documents.get(place),
            body=safe(relocation.move(page.address, press.column(page))) if page else "",
            missing=tuple(relocation.missing.get(page.address, ())) if page else (),
            findings=changes.findings.get(path, ()),
        )


def _beside(documents: Iterable[Document], pages: Iterable[Page]) -> Iterator[str]:
    """Yield the addresses of the files beside pages, the media and what is made from them."""
    for document in documents:
        yield from (address.of_medium(document, path) for path in address.media(document))
    for page in pages:
        yield from (page.address + name for name, _ in page.extras)
