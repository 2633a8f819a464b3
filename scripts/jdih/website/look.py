"""The look of a built site in one piece: its style sheets as text that loads nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

from jdih.website.data_url import data_url

_SHEET = re.compile(r'<link\b[^>]*\brel="stylesheet"[^>]*\bhref="([^"]+)"')
_BODY = re.compile(r"<body\b([^>]*)>")
_URL = re.compile(r"""url\(\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^"')\s]*))\s*\)""")
_SCHEME = re.compile(r'(data-md-color-scheme=)("?)(default|slate)\2')
_DARK = {"default": "none", "slate": "default"}


@dataclass(frozen=True, slots=True)
class Look:
    """`css` is every style sheet in order, `body` the attributes of the page's body."""

    css: str
    body: str


def look_of(site: Path) -> Look:
    """Return the look of the site built into the folder `site`.

    It is light or dark as the reader's system is: the theme's own switch is a script.
    """
    html = (site / "index.html").read_text(encoding="utf-8")
    body = _BODY.search(html)
    sheets = (site / unquote(urlsplit(unescape(href)).path) for href in _SHEET.findall(html))
    css = "\n".join(_both(_inlined(sheet, site)) for sheet in sheets)
    # Within a string of CSS ``\/`` is ``/``: no sheet can end the element it stands in.
    return Look(css.replace("</", "<\\/"), body[1].strip() if body else "")


def _both(css: str) -> str:
    """Let what a sheet says of the dark scheme follow the reader's system; paper is light."""
    if not any(found[3] == "slate" for found in _SCHEME.finditer(css)):
        return css
    dark = _SCHEME.sub(lambda found: f"{found[1]}{found[2]}{_DARK[found[3]]}{found[2]}", css)
    return (
        f"@media print, (prefers-color-scheme: light) {{\n{css}\n}}\n"
        f"@media screen and (prefers-color-scheme: dark) {{\n{dark}\n}}"
    )


def _inlined(sheet: Path, site: Path) -> str:
    """Return a sheet's text, the files of the site that it names written into it."""

    def written(found: re.Match[str]) -> str:
        target = found[1] or found[2] or found[3] or ""
        if target.startswith(("data:", "#")):
            return found[0]
        file = (sheet.parent / unquote(urlsplit(target).path)).resolve()
        if not (file.is_relative_to(site.resolve()) and file.is_file()):
            return "url(data:,)"
        return f"url({data_url(file.name, file.read_bytes()) or 'data:,'})"

    return _URL.sub(written, sheet.read_text(encoding="utf-8"))
