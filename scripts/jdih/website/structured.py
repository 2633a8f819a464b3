"""What a page is about, as schema.org values for search engines (JSON-LD).

Only what the documents say: an unknown date is left out, and whether an act is in force is said
only once somebody has checked it. `url` maps an address of this site to its full URL.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping

from jdih.model.document import Document, Kind
from jdih.model.entry import Entry
from jdih.model.unit import Unit
from jdih.website import address
from jdih.website.page import Cover, Link
from jdih.website.relations import Relation, Status

Url = Callable[[str], str]
Value = Mapping[str, object]

_TYPES = {
    Kind.REGULATION: "Legislation",
    Kind.MONOGRAPH: "Book",
    Kind.ARTICLE: "ScholarlyArticle",
    Kind.RULING: "CreativeWork",
}
_FORCE = {
    Status.IN_FORCE: "https://schema.org/InForce",
    Status.REVOKED: "https://schema.org/NotInForce",
}
_CHANGES = ("mencabut", "mengubah")
_RATINGS = {"salah": 1, "menyesatkan": 2, "sebagian-benar": 3, "benar": 5}
"""How a klarifikasi judges a claim, on the scale of five that ClaimReview asks for."""


def script(values: Iterable[Value]) -> str:
    """Return the values as scripts of plain data, which no browser runs."""
    return "".join(
        f'<script type="application/ld+json">{_dumped({"@context": "https://schema.org", **value})}'
        "</script>"
        for value in values
    )


def organization(unit: Unit, url: Url) -> Value:
    """Return the office that publishes the site."""
    value = {
        "@type": "GovernmentOrganization",
        "@id": f"{url('')}#penerbit",
        "name": unit.name,
        "url": url(""),
        "parentOrganization": {"@type": "GovernmentOrganization", "name": unit.institution},
        "address": unit.address,
        "email": unit.email,
    }
    return _known(value)


def breadcrumbs(trail: tuple[Link, ...], own: Link, url: Url) -> Value:
    """Return the way that leads to a page, the page itself last."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": link.title, "item": url(link.address)}
            for place, link in enumerate((*trail, own), start=1)
        ],
    }


def legal(
    document: Document, status: Status | None, related: Iterable[Relation], url: Url
) -> Value:
    """Return a legal document; `status` is None for what has none."""
    header = document.header
    own = url(address.of_document(document))
    act = document.kind is Kind.REGULATION
    author = header.text("teu")
    value: dict[str, object] = {
        "@type": _TYPES[document.kind],
        "@id": own,
        "url": own,
        "name": document.title,
        "description": header.text("ringkasan"),
        "inLanguage": "id",
        "keywords": header.text("subjek"),
        "datePublished": _date_published(document),
    }
    if act:
        value |= {
            "legislationIdentifier": _identifier(document),
            "legislationType": header.text("bentuk") or header.text("jenis"),
            "legislationDate": header.text("tanggal_penetapan"),
            "legislationJurisdiction": "ID",
            "legislationPassedBy": author and {"@type": "Organization", "name": author},
            "legislationLegalForce": _FORCE.get(status) if status else "",
            "legislationChanges": _ids(related, _CHANGES, url),
            "legislationApplies": _ids(related, ("melaksanakan",), url),
        }
    else:
        value |= {
            "author": author and {"@type": "Organization", "name": author},
            "publisher": header.text("penerbit")
            and {"@type": "Organization", "name": header.text("penerbit")},
            "isbn": header.text("isbn"),
            "identifier": header.text("nomor"),
        }
    return _known(value)


def item(
    document: Document, first: Entry | None, last: Entry | None, cover: Cover | None, url: Url
) -> Value:
    """Return a *konten*; `first` and `last` are the entries of its first and latest version.

    A klarifikasi that says which claim it looks at, and what is to be held of it, is a
    ClaimReview.
    """
    header = document.header
    own = url(address.of_document(document))
    publisher = {"@id": f"{url('')}#penerbit"}
    value: dict[str, object] = {
        "@type": "NewsArticle",
        "@id": own,
        "url": own,
        "headline": document.title,
        "description": header.text("ringkasan"),
        "inLanguage": "id",
        "datePublished": first.time if first else "",
        "dateModified": last.time if last else "",
        "image": url(cover.address) if cover else "",
        "author": publisher,
        "publisher": publisher,
    }
    claim, rating = header.text("klaim"), header.text("penilaian")
    if header.text("bentuk") == "klarifikasi" and claim and rating in _RATINGS:
        value |= {
            "@type": ["NewsArticle", "ClaimReview"],
            "claimReviewed": claim,
            "reviewRating": {
                "@type": "Rating",
                "ratingValue": _RATINGS[rating],
                "bestRating": 5,
                "worstRating": 1,
                "alternateName": rating.replace("-", " ").capitalize(),
            },
        }
    return _known(value)


def _identifier(document: Document) -> str:
    header = document.header
    short, number, year = (header.text(key) for key in ("singkatan", "nomor", "tahun"))
    return f"{short} {number}/{year}" if short and number and year else ""


def _date_published(document: Document) -> str:
    header = document.header
    keys = ("tanggal_pengundangan", "tanggal_dibacakan", "tahun_terbit")
    return next((found for key in keys if (found := header.text(key))), "")


def _ids(related: Iterable[Relation], words: tuple[str, ...], url: Url) -> list[Value]:
    return [
        {"@type": "Legislation", "@id": url(address.of_document(relation.other))}
        for relation in related
        if relation.word in words
    ]


def _known(value: Value) -> Value:
    return {key: found for key, found in value.items() if found}


def _dumped(value: Value) -> str:
    """Return JSON that can end no script, whatever its texts hold."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
