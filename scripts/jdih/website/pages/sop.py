"""The page of an SOP: the official form (PermenPANRB 35/2012) from the document's own words."""

from __future__ import annotations

from dataclasses import dataclass

from jdih.model.document import Document
from jdih.model.node import Mapping
from jdih.website import address
from jdih.website.desk import Desk
from jdih.website.flowchart.drawing import flowchart
from jdih.website.page import Link, Page
from jdih.website.templates import Markup, safe
from jdih.website.wording import masked_nip

DATES = ("pembuatan", "revisi", "efektif", "pengesahan")
"""The dates of the identity block, in the order of the form."""


@dataclass(frozen=True, slots=True)
class Basis:
    """A point of the legal basis: its words, the acts it names, and our note on them."""

    text: str
    acts: tuple[Link, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the matrix. `marks` has one word per performer column: empty when it has no part."""

    step: Mapping
    marks: tuple[str, ...]
    exits: tuple[Mapping, ...]


def sop_page(desk: Desk, document: Document) -> Page:
    """Return the page of one revision of an SOP. What is blank in the SOP stays blank."""
    at = address.of_document(document)
    header = document.header
    text = desk.text(document, at)
    steps = header.mappings("kegiatan")
    items = desk.catalogue.made_under.get(document.id, ())
    body = desk.render(
        "sop",
        at,
        document=document,
        text=safe(text.html),
        dates=tuple(
            (
                name,
                header.text(f"tanggal_{name}"),
                header.mapping("tertulis").text(f"tanggal_{name}"),
            )
            for name in DATES
        ),
        signed=header.mapping("disahkan_oleh"),
        nip=_nip(header, show=desk.catalogue.site.unit.show_nip),
        bases=tuple(_basis(desk, point) for point in header.mappings("dasar_hukum")),
        roles=header.mappings("pelaksana"),
        rows=tuple(_row(step, header.mappings("pelaksana")) for step in steps),
        sheets=_sheets(desk, document),
        remarks=any(step.text("keterangan") for step in steps),
        replaced=_replaced(desk, header.text("menggantikan")),
        items=tuple(desk.page_of(item) for item in items[:10]),
        item_count=len(items),
    )
    return desk.page(document, body, title=f"SOP {document.title}", wide=True)


def _sheets(desk: Desk, document: Document) -> tuple[Markup, ...]:
    """Return the flowchart, page by page; nothing when the SOP cannot be used."""
    sop = desk.catalogue.site.sops.get(document.id)
    return tuple(map(safe, flowchart(sop))) if sop else ()


def _nip(header: Mapping, *, show: bool) -> str:
    nip = header.mapping("disahkan_oleh").text("nip")
    return nip if show else masked_nip(nip)


def _basis(desk: Desk, point: Mapping) -> Basis:
    acts = (desk.short_link(path) for path in point.texts("dokumen"))
    return Basis(point.text("teks"), tuple(act for act in acts if act), point.text("catatan"))


def _row(step: Mapping, roles: tuple[Mapping, ...]) -> Row:
    performers, deciders = step.texts("pelaksana"), step.texts("pemutus")
    codes = [role.text("kode") for role in roles]
    marks = (
        "memutus" if code in deciders else "melaksanakan" if code in performers else ""
        for code in codes
    )
    decision = step.mapping("keputusan")
    exits = (decision.mapping(way) for way in ("setuju", "tidak") if decision.get(way))
    return Row(step, tuple(marks), tuple(exits))


def _replaced(desk: Desk, name: str) -> Link | None:
    sop = desk.catalogue.site.sops.get(name)
    return desk.link(sop.path) if sop else None
