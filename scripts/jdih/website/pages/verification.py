"""The page Verifikasi, and the same in one file that works without a network."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from jdih.model.entry import Entry
from jdih.website.desk import Desk
from jdih.website.page import Page
from jdih.website.pages.computed import computed_page
from jdih.website.qr import qr_svg
from jdih.website.shell import script_source
from jdih.website.templates import Markup, safe
from jdih.website.verification import AT, address_of

OFFLINE = "luring.html"
"""The name of that file, beside the page."""

_SCRIPTS = ("verifikasi-daftar.js", "verifikasi-arti.js", "verifikasi.js")
"""The page's modules, each after those that it imports."""

_LINKS = re.compile(r"^import .*;$\n|^export (?=\w)", re.MULTILINE)
_STYLE = "halaman/luring.css"
_START = '\nbegin(document.querySelector("[data-jdih=verifikasi]"));\n'


@dataclass(frozen=True, slots=True)
class Seal:
    """How a page or a sheet points to its verification: the entry, the full URL, its QR code."""

    entry: Entry
    url: str
    qr: Markup


def seal(desk: Desk, entry: Entry | None) -> Seal | None:
    """Return what leads from paper to the verification of an entry; None without an entry."""
    if entry is None:
        return None
    url = desk.full + address_of(entry.label)
    return Seal(entry, url, safe(qr_svg(url)))


def verification_page(desk: Desk) -> Page:
    """Return the page on which the reader's browser verifies."""
    site = desk.catalogue.site
    day, count = site.day.isoformat(), len(site.entries)
    return computed_page(desk, AT, "verifikasi", offline=AT + OFFLINE, count=count, day=day)


def offline_page(desk: Desk, data: Mapping[str, bytes]) -> bytes:
    """Return the page in one file that holds all it looks things up in.

    `data` are those files by their path below `AT`. It asks for nothing and runs its own script
    alone, named by its hash.
    """
    modules = (desk.templates.file(f"assets/{name}") for name in _SCRIPTS)
    script = "\n".join(_LINKS.sub("", module) for module in modules) + _START
    style = desk.templates.file(_STYLE)
    held = json.dumps({path: text.decode() for path, text in data.items()}, ensure_ascii=False)
    html = desk.render(
        "luring",
        AT,
        day=desk.catalogue.site.day.isoformat(),
        csp=safe(
            f"default-src 'none'; script-src {script_source(script)}; "
            f"style-src {script_source(style)}; "
            "base-uri 'none'; form-action 'none'"
        ),
        script=safe(script),
        style=safe(style),
        # Within a text of JSON this is the same sign: no data ends the element it stands in.
        data=safe(held.replace("<", "\\u003c")),
        count=len(desk.catalogue.site.entries),
    )
    return html.encode()
