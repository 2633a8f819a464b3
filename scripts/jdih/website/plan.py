"""Which pages a site has, and who makes each: known before the first one is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from jdih.errors import JdihError
from jdih.model.document import Document, Kind
from jdih.website import address, agenda
from jdih.website.catalogue import Catalogue
from jdih.website.desk import NOT_FOUND, Desk
from jdih.website.listings import Part, listings
from jdih.website.page import Page
from jdih.website.pages.agenda import agenda_front, agenda_page
from jdih.website.pages.home import HOME, home_page
from jdih.website.pages.item import item_page
from jdih.website.pages.legal import legal_page
from jdih.website.pages.lists import list_page, not_found_page
from jdih.website.pages.monthly import plan_page, strategy_page
from jdih.website.pages.plain import plain_page
from jdih.website.pages.report import report_page
from jdih.website.pages.search import SEARCH, search_page
from jdih.website.pages.sop import sop_page
from jdih.website.pages.statistics import STATISTICS, statistics_page
from jdih.website.pages.structure import STRUCTURE, structure_page
from jdih.website.pages.verification import verification_page
from jdih.website.verification import AT as VERIFICATION

Maker = Callable[[Desk], Page]

WIDE = frozenset({Kind.SOP, Kind.PLAN, Kind.REPORT})
"""Kinds of document whose pages have no table of contents at their side."""

_MAKERS: Mapping[Kind, Callable[[Desk, Document], Page]] = {
    Kind.ITEM: item_page,
    Kind.SOP: sop_page,
    Kind.STRATEGY: strategy_page,
    Kind.PLAN: plan_page,
    Kind.REPORT: report_page,
    Kind.REGULATION: legal_page,
    Kind.MONOGRAPH: legal_page,
    Kind.ARTICLE: legal_page,
    Kind.RULING: legal_page,
    Kind.PAGE: plain_page,
}


@dataclass(frozen=True, slots=True)
class Plan:
    """Every page of a build: address → maker, in order of the address.

    `wide` are the addresses of the pages without a table of contents, `intros` as in `Desk`.
    `given` is what a page is made from besides its desk: its document, its part of a list, or its
    part of the register. A page that is made from more has none.
    """

    makers: Mapping[str, Maker]
    wide: frozenset[str]
    intros: Mapping[str, Document]
    given: Mapping[str, object]


def plan(catalogue: Catalogue) -> Plan:
    """Return the pages of a site.

    A *halaman* at the address of a computed page becomes its introduction; any other document at
    such an address takes its place. Raises JdihError when two documents share an address.
    """
    lists = {part.at: part for part in _parts(catalogue)}
    register = {part.block.at: part for part in agenda.parts(catalogue.site.entries)}
    computed = (
        dict(_computed())
        | {at: partial(agenda_page, part=part) for at, part in register.items()}
        | {at: partial(list_page, part=part) for at, part in lists.items()}
    )
    written: dict[str, Document] = {}
    intros: dict[str, Document] = {}
    for document in catalogue.site.documents:
        at = address.of_document(document)
        if at in computed and document.kind is Kind.PAGE:
            intros[at] = document
        elif at in written:
            raise _taken(at, written[at], document)
        else:
            written[at] = document
    makers = computed | {at: partial(_made, document) for at, document in written.items()}
    narrow = {at for at, document in written.items() if document.kind not in WIDE}
    told = {at: part for at, part in lists.items() if not part.chosen_from}
    given = register | told | written
    return Plan(dict(sorted(makers.items())), frozenset(makers.keys() - narrow), intros, given)


def _parts(catalogue: Catalogue) -> Iterator[Part]:
    for listing in listings(catalogue):
        yield from (listing.part(number) for number in range(1, listing.pages + 1))


def _made(document: Document, desk: Desk) -> Page:
    return _MAKERS[document.kind](desk, document)


def _computed() -> Iterator[tuple[str, Maker]]:
    yield HOME, home_page
    yield NOT_FOUND, not_found_page
    yield SEARCH, search_page
    yield STATISTICS, statistics_page
    yield STRUCTURE, structure_page
    yield VERIFICATION, verification_page
    yield agenda.AGENDA, agenda_front


def _taken(at: str, first: Document, second: Document) -> JdihError:
    return JdihError(
        f"Dua dokumen menuju satu alamat, {at or '/'}: {first.path} dan {second.path}.",
        "Ganti nama salah satu folder atau berkas, lalu ulangi.",
    )
