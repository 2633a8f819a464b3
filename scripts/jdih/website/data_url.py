"""A file as an address that holds it: what a page loads without asking anyone."""

from __future__ import annotations

import base64
from pathlib import PurePosixPath

_TYPES = {
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
}


def data_url(name: str, data: bytes) -> str:
    """Return the ``data:`` address of a picture or font; empty for any other kind of file."""
    kind = _TYPES.get(PurePosixPath(name).suffix.lower())
    return f"data:{kind};base64,{base64.b64encode(data).decode()}" if kind else ""
