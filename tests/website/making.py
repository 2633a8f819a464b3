"""Pages made without MkDocs: the real templates, no shell."""

from __future__ import annotations

from dataclasses import replace

from jdih.website import address
from jdih.website.catalogue import catalogue
from jdih.website.desk import Desk
from jdih.website.page import Page
from jdih.website.plan import plan
from jdih.website.site import Site
from jdih.website.templates import Templates
from jdih.website.visible_text import unmarked
from tests.website.sites import THEME


def page(site: Site, at: str, *, forms: str = "") -> Page:
    """Make one page of a site; `forms` is where its editors find theirs."""
    own = replace(desk(site), forms=forms)
    made = plan(own.catalogue).makers[at](own)
    return replace(made, body=unmarked(made.body))


def desk(site: Site) -> Desk:
    """Return where the pages of a site are made."""
    known = catalogue(site)
    pages = plan(known)
    media = {
        address.of_medium(document, path)
        for document in site.documents
        for path in address.media(document)
    }
    return Desk(
        known, Templates(THEME), pages.makers, media, pages.intros, full="https://jdih.example/"
    )
