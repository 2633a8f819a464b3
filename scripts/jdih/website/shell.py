"""The theme's shell: rendered once, split at its slots, filled for every page.

The shell is all of a page that is not its own: head, menu, footer. It alone may hold script, and
only script that is known here; the policy (CSP) that the browser holds it to names each by hash.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from jdih.errors import JdihError

POLICY = "csp"
SLOTS = (
    POLICY,
    "title",
    "description",
    "canonical",
    "head",
    "trail",
    "body",
    "edit",
    "toc",
    "around",
    "imprint",
)
"""What a page puts into the shell. Each must stand in it exactly once."""

KNOWN_SCRIPTS = frozenset(
    {
        "7eb3684fdacd2881f67b9428983273a29d8774d8bc82622af9b65a8ec1032a90",  # base address
        "0eb10c249dbdb0beef225a10ce5cbe55418cc4a7014cc208f8e7d6ed8f00906e",  # light or dark
        "ffcc0f7735fdab434d257c80e65cec2e88d716991e69757185b7e450e41a5b2f",  # linked tab
    }
)
"""SHA-256 of the inline scripts of mkdocs-material 9.8, the page's depth taken out.

A new version of the theme may bring others: read them, then add what `unknown inline script` says.
"""

_TOKEN = re.compile(r"@@jdih:([a-z]+)@@")
_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script\s*>", re.DOTALL | re.IGNORECASE)
_SCRIPT_TAG = re.compile(r"<script\b", re.IGNORECASE)
_SOURCE = re.compile(r"\bsrc\s*=\s*[\"']?([^\"'\s>]*)", re.IGNORECASE)
_DATA = re.compile(r"\btype\s*=\s*[\"']?application/(?:ld\+)?json\b", re.IGNORECASE)
_LOADED = re.compile(
    r"<(?:link|img|script|iframe|source|video|audio|embed|object)\b[^>]*?"
    r"\b(?:href|src|data)\s*=\s*[\"']?\s*(?:[a-z][a-z0-9+.-]*:)?//[^>]*>",
    re.IGNORECASE,
)
_ACTIVE = re.compile(
    r"<[a-z][^<>]*\son[a-z]+\s*=|<meta\b[^<>]*http-equiv\s*=\s*[\"']?refresh"
    r"|\b(?:href|src|action)\s*=\s*[\"']?\s*(?:javascript|vbscript|data):",
    re.IGNORECASE,
)
_BASE_URL = re.compile(r'new URL\("[\w./%~-]*",location\)')
_DIRECTIVES = (
    "default-src 'none'",
    "script-src 'self' {scripts}",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "media-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
)


@dataclass(frozen=True, slots=True)
class Shell:
    """A shell cut at its slots: `parts` are one more than `names`."""

    parts: tuple[str, ...]
    names: tuple[str, ...]

    def fill(self, values: Mapping[str, str]) -> str:
        """Return the page. `values` are HTML, one for each slot.

        Raises JdihError when one of them brings a script that is not plain data.
        """
        pieces = [self.parts[0]]
        for name, part in zip(self.names, self.parts[1:], strict=True):
            value = values[name]
            if "<script" in value.lower():
                _refuse_script(value)
            pieces += (value, part)
        return "".join(pieces)


def tokens() -> dict[str, str]:
    """Return what a template writes for each slot."""
    return {name: f"@@jdih:{name}@@" for name in SLOTS}


def cut(html: str, *, preview: bool = False, search: bool = False) -> Shell:
    """Return the shell in a rendered theme page, its policy filled in.

    A `preview` may run the server's own reload script, the `search` page WebAssembly. Raises
    JdihError when a slot is missing or doubled, a script is unknown, or something is loaded from
    another host.
    """
    outside = _LOADED.search(html)
    if outside is not None:
        raise JdihError(
            f"Kerangka situs memuat sesuatu dari luar situs: {outside[0][:120]}",
            "Hapus dari mkdocs.yml atau site_config/theme, atau simpan berkasnya di tema.",
        )
    if html.count(tokens()[POLICY]) != 1:
        raise JdihError(
            "Kerangka situs tidak memuat kebijakan keamanannya (CSP) tepat satu kali.",
            "Kembalikan baris `slot.csp` pada site_config/theme/main.html.",
        )
    unsafe = _ACTIVE.search(html)
    if unsafe is not None:
        raise JdihError(
            f"Kerangka situs memuat kode aktif: {unsafe[0][:120]}",
            "Hapus dari site_config/theme atau mkdocs.yml.",
        )
    html = html.replace(tokens()[POLICY], _policy(html, preview=preview, search=search), 1)
    pieces = _TOKEN.split(html)
    names = tuple(pieces[1::2])
    expected = sorted(name for name in SLOTS if name != POLICY)
    if sorted(names) != expected:
        wrong = sorted({*names} ^ {*expected}) or sorted(n for n in {*names} if names.count(n) > 1)
        raise JdihError(
            f"Tempat isian kerangka situs harus ada tepat satu kali; periksa: {', '.join(wrong)}.",
            "Bandingkan site_config/theme/main.html dengan versi sebelumnya.",
        )
    return Shell(tuple(pieces[::2]), names)


def _policy(html: str, *, preview: bool, search: bool) -> str:
    """Return the content security policy that allows the shell's own scripts and no others."""
    if preview:
        scripts = "'unsafe-inline'"
    else:
        found = {script_source(text) for head, text in _SCRIPT.findall(html) if _inline(head, text)}
        scripts = " ".join(sorted(found))
    engine = "'wasm-unsafe-eval' " if search else ""
    return "; ".join(_DIRECTIVES).format(scripts=engine + scripts)


def _inline(head: str, text: str) -> bool:
    """Return True for a known inline script, False for a file of the site or plain data."""
    if _SOURCE.search(head) or _DATA.search(head):
        return False
    digest = hashlib.sha256(_BASE_URL.sub('new URL("",location)', text).encode()).hexdigest()
    if digest not in KNOWN_SCRIPTS:
        raise JdihError(
            f"Skrip sebaris yang tidak dikenal pada kerangka situs (sidik {digest}): {text[:80]}",
            "Hapus skrip itu dari tema; bila berasal dari versi baru Material, periksa lalu"
            " daftarkan sidiknya di scripts/jdih/website/shell.py.",
        )
    return True


def script_source(text: str) -> str:
    """Return what a policy calls an inline script or style that holds `text`."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _refuse_script(value: str) -> None:
    """Raise unless every script in `value` is closed and plain data (JSON-LD)."""
    data = [head for head, _ in _SCRIPT.findall(value) if _DATA.search(head)]
    if len(data) != len(_SCRIPT_TAG.findall(value)):
        raise JdihError(
            "Halaman memuat skrip; hanya data (application/ld+json) yang boleh.",
            "Hapus <script> dari templat di site_config/theme/halaman.",
        )
