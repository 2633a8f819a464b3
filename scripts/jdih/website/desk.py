"""Where a page is made: templates, catalogue and addresses within reach."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from html import unescape

from jdih.model.document import Document
from jdih.model.node import Mapping as Header
from jdih.model.node import Scalar
from jdih.reading import markdown
from jdih.website import address
from jdih.website.catalogue import Catalogue
from jdih.website.page import Facets, Link, Page
from jdih.website.templates import Templates

NOT_FOUND = "404.html"
_TRANSCRIPT = "transkrip"
_EMPHASIS = re.compile(r"<em>([^<]+)</em>")
_HEADING = re.compile(
    r'<h([23]) id="([^"]+)">(.*?)(?:<a class="headerlink"[^>]*>¶</a>)?</h\1>', re.DOTALL
)


class Fields(dict[str, str]):
    """The texts of a header by key; what is not there is empty, as in `Mapping.text`."""

    def __missing__(self, key: str) -> str:
        return ""


def fields(header: Header) -> Fields:
    """Return the texts of `header` for a template that asks for many of them."""
    return Fields(
        (key.text, value.text.strip()) for key, value in header.entries if isinstance(value, Scalar)
    )


@dataclass(frozen=True, slots=True)
class Desk:
    """What every maker of a page is handed.

    `pages` are the addresses of all pages of this build, `files` the paths of all media, `intros`
    the documents of kind `halaman` that stand at the address of a computed page. `root` is the
    path of the site's base on its host: the page for what is not found may be shown anywhere.
    `full` is the site's full address, `forms` the one below which forms for editors are found
    (empty for none).
    """

    catalogue: Catalogue
    templates: Templates
    pages: Container[str]
    files: Container[str]
    intros: Mapping[str, Document] = field(default_factory=dict)
    root: str = "/"
    full: str = "/"
    forms: str = ""

    def render(self, template: str, at: str, **values: object) -> str:
        """Render a template for the page at address `at`.

        Besides `values`, a template sees `unit`, `office(code)`, `agenda_of(entry)`,
        `href(address)` and `url_of(address)`.
        """
        return self.templates.render(template, **self._common(at), **values)

    def titled(self, template: str, at: str, **values: object) -> tuple[str, str, str]:
        """Render a template that sets its own title; return title, description and body."""
        return self.templates.titled(template, **self._common(at), **values)

    def text(self, document: Document, at: str) -> markdown.Rendered:
        """Render a document's body for the page at address `at`."""
        rendered = markdown.render(document.body, self.rewriter(document, at))
        return replace(rendered, html=self._spoken(rendered.html))

    def transcript(self, document: Document, text: str, at: str) -> str:
        """Render a second text of a page, such as the transcript of its video."""
        rendered = markdown.render(text, self.rewriter(document, at), anchor=_TRANSCRIPT)
        return self._spoken(rendered.html)

    def intro(self, at: str) -> markdown.Rendered | None:
        """Render what people wrote for a computed page, None when nobody did."""
        document = self.intros.get(at)
        return None if document is None else self.text(document, at)

    def rewriter(self, document: Document, at: str) -> Callable[[str], str]:
        """Return what maps a target written in `document` to the one on the page at `at`."""
        base = self.base(at)

        def rewrite(target: str) -> str:
            if address.outside(target):
                return target
            found = self._resolve(target, document)
            return "" if found is None else base + found

        return rewrite

    def link(self, path: str) -> Link | None:
        """Return the page of the document at `path`, None when it is not on the site."""
        document = self.catalogue.by_path.get(path.lstrip("/").partition("#")[0])
        return None if document is None else self.page_of(document)

    def short_link(self, path: str) -> Link | None:
        """Return the page of the document at `path` under its short name, ``UU 7 Tahun 2017``."""
        document = self.catalogue.by_path.get(path.lstrip("/"))
        return None if document is None else Link(short(document), address.of_document(document))

    def page_of(self, document: Document) -> Link:
        """Return the link to a document's page."""
        return Link(document.title, address.of_document(document))

    def page(
        self,
        document: Document,
        body: str,
        *,
        title: str = "",
        wide: bool = False,
        extras: tuple[tuple[str, bytes], ...] = (),
    ) -> Page:
        """Return the page of a document: `body` with its head data, contents and neighbours."""
        before, after = self.catalogue.neighbours.get(document.path, (None, None))
        return Page(
            address=address.of_document(document),
            title=title or document.title,
            description=document.header.text("ringkasan") or document.title,
            body=body,
            toc=() if wide else tuple(_sections(body)),
            source=document.path,
            previous=None if before is None else self.page_of(before),
            next=None if after is None else self.page_of(after),
            wide=wide,
            extras=extras,
            listed=not document.draft,
            facets=Facets(document.kind.value, self.catalogue.year_of(document)),
        )

    def newness(self, document: Document) -> tuple[str, str]:
        """Return what sorts legal documents of all types by how new they are."""
        header = document.header
        days = (header.text(key) for key in ("tanggal_penetapan", "tanggal_dibacakan"))
        return self.catalogue.year_of(document), max(days)

    def status_word(self, document: Document) -> str:
        """Return how the status of a legal document reads; empty where it has none."""
        found = self.catalogue.status(document)
        return found.value if found else document.header.text("status")

    def source(self, text: str) -> tuple[str, Link | None]:
        """Return how a source typed in a header reads: its words, and its page when it has one."""
        link = self.link(text) if text.startswith("/") else None
        return (link.title if link else text), link

    def _common(self, at: str) -> dict[str, object]:
        site = self.catalogue.site
        return {
            "unit": site.unit,
            "office": self.catalogue.office,
            "agenda_of": self.catalogue.agenda_address,
            "href": partial(_href, self.base(at)),
            "url_of": self.url,
        }

    def url(self, at: str) -> str:
        """Return the full URL of what stands at `at`."""
        return self.full + address.quoted(at)

    def base(self, at: str) -> str:
        """Return what leads from the page at `at` to the base, in every link of that page."""
        return self.root if at == NOT_FOUND else address.prefix(at)

    def _spoken(self, html: str) -> str:
        """Mark foreign words that stand in emphasis with their language (WCAG 3.1.2)."""
        foreign: Mapping[str, list[str]] = self.templates.words("kata_asing")

        def mark(emphasis: re.Match[str]) -> str:
            words = emphasis[1].lower()
            spoken = next((name for name, known in foreign.items() if words in known), "")
            return f'<em lang="{spoken}">{emphasis[1]}</em>' if spoken else emphasis[0]

        return _EMPHASIS.sub(mark, html)

    def _resolve(self, target: str, document: Document) -> str | None:
        found = address.resolve(target, self.pages, self.files)
        if found is None and document.draft:
            ahead = address.at_draft(target, document)
            found = ahead and address.resolve(ahead, self.pages, self.files)
        return found


def short(document: Document) -> str:
    """Return how an act is called in passing; its title when a part of that is unknown."""
    parts = [document.header.text(key) for key in ("singkatan", "nomor", "tahun")]
    return "{} {} Tahun {}".format(*parts) if all(parts) else document.title


def _sections(body: str) -> Iterator[markdown.Section]:
    """Yield the headings of a page, whoever wrote them, for its table of contents."""
    for level, anchor, words in _HEADING.findall(body):
        if not anchor.startswith(_TRANSCRIPT):
            yield markdown.Section(int(level), markdown.plain(words), unescape(anchor))


def _href(base: str, link: Link | str) -> str:
    return base + address.quoted(link.address if isinstance(link, Link) else link)
