"""How the entries of the agenda book are called: looked up, since it holds ids and hashes alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from jdih.model.entry import Entry, Event
from jdih.website.site import Site

WITHOUT_ITEM = {
    Event.INCIDENT: "Unggahan tanpa persetujuan",
    Event.ERASED: "Penghapusan data pribadi",
}
"""What entries are called that are about no document."""


def titles_of(site: Site) -> Mapping[str, str]:
    """Return the titles of all documents as the site shows them now, by id."""
    return {document.id: document.title for document in site.documents}


def titles(known: Mapping[str, str]) -> Callable[[Entry], str]:
    """Return what gives an entry its title: that of the document, as the site shows it now.

    What is not among the `known` titles goes by its id.
    """

    def title(entry: Entry) -> str:
        if entry.event in WITHOUT_ITEM:
            return WITHOUT_ITEM[entry.event]
        return known.get(entry.id) or entry.title or entry.id

    return title
