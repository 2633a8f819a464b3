"""Which lists a site has: of each kind, by year, by form, and all legal documents together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from jdih.model.document import LEGAL_KINDS, Document, Kind
from jdih.website.catalogue import LISTS, YEARLY, Catalogue
from jdih.website.pages.rows import form_of

DOCUMENTS = "dokumen/"
"""The list of all legal documents, whatever their type."""

FORMS = {
    "berita": ("berita", "artikel"),
    "infografis": ("infografis", "carousel"),
    "video": ("video",),
    "klarifikasi": ("klarifikasi",),
    "tanya-jawab": ("tanya-jawab",),
}
"""The lists of *konten* as the menu of a JDIH knows them, and the forms that each holds."""

PER_PAGE = 50
"""How many documents a page of a list shows."""


@dataclass(frozen=True, slots=True)
class Listing:
    """One list. `kind` is None for all legal documents; `year` and `form` narrow it down.

    `at` is the address of its first page, `whole` that of the list which it is a part of.
    `documents` are newest first.
    """

    at: str
    kind: Kind | None
    documents: tuple[Document, ...]
    year: str = ""
    form: str = ""
    whole: str = ""
    years: Mapping[str, int] = field(default_factory=dict)

    @property
    def legal(self) -> bool:
        """True for a list of legal documents."""
        return self.kind is None or self.kind.legal

    @property
    def pages(self) -> int:
        """How many pages it has; at least one."""
        return max(1, -(-len(self.documents) // PER_PAGE))

    def part(self, number: int) -> Part:
        """Return a page of it, counted from 1."""
        above = self.whole or self.at
        return Part(
            at=self.address(number),
            kind=self.kind,
            legal=self.legal,
            year=self.year,
            form=self.form,
            whole=self.whole,
            years=tuple((year, f"{above}{year}/", count) for year, count in self.years.items()),
            pages=tuple((count, self.address(count)) for count in range(1, self.pages + 1)),
            number=number,
            total=len(self.documents),
            documents=self.documents[(number - 1) * PER_PAGE : number * PER_PAGE],
            chosen_from=self.documents if self.legal and number == 1 and not self.year else (),
        )

    def address(self, number: int) -> str:
        """Return the address of a page, counted from 1."""
        return self.at if number == 1 else f"{self.at}halaman/{number}/"


@dataclass(frozen=True, slots=True)
class Part:
    """One page of a list, and all that it shows of the whole: a change elsewhere is none to it.

    `years` are (year, address, number of documents), `pages` (number, address). `documents` are
    its own; `chosen_from` those that its filters choose from, none on a page without filters.
    """

    at: str
    kind: Kind | None
    legal: bool
    year: str
    form: str
    whole: str
    years: tuple[tuple[str, str, int], ...]
    pages: tuple[tuple[int, str], ...]
    number: int
    total: int
    documents: tuple[Document, ...]
    chosen_from: tuple[Document, ...]


def listings(catalogue: Catalogue) -> Iterator[Listing]:
    """Yield every list that has something in it."""
    legal = tuple(document for kind in LEGAL_KINDS for document in catalogue.of(kind))
    if legal:
        newest = sorted(legal, key=catalogue.year_of, reverse=True)
        yield Listing(DOCUMENTS, None, tuple(newest))
    for kind, at in LISTS.items():
        everything = catalogue.of(kind)
        if not everything:
            continue
        years = catalogue.years[kind] if kind in YEARLY else {}
        counts = {year: len(own) for year, own in years.items()}
        yield Listing(at, kind, everything, years=counts)
        for year, own in years.items():
            yield Listing(f"{at}{year}/", kind, own, year=year, whole=at, years=counts)
        if kind is Kind.ITEM:
            yield from _by_form(at, everything)


def _by_form(at: str, items: tuple[Document, ...]) -> Iterator[Listing]:
    for name, forms in FORMS.items():
        own = tuple(item for item in items if form_of(item) in forms)
        if own:
            yield Listing(f"{at}{name}/", Kind.ITEM, own, form=name, whole=at)
