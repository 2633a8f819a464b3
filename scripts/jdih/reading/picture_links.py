"""Pictures that somebody dropped into a text on GitHub: where they are, and the text without them.

GitHub writes each as Markdown (``![image](address)``) or as HTML (``<img … src="address" />``).
"""

from __future__ import annotations

import re
from html import unescape

_PICTURE = re.compile(
    r"""!\[(?:(?!!\[)[^\n]){0,300}?\]\(\s{0,9}<?(?P<markdown>[^\s()<>]{1,4000})>?[^()\n]{0,300}\)"""
    r"""|<img\b[^<>]{0,9000}?\bsrc\s{0,9}=\s{0,9}["'](?P<html>[^"'<>\s]{1,4000})["'][^<>]{0,9000}>""",
    re.IGNORECASE,
)


def pictures_in(text: str) -> tuple[str, ...]:
    """Return the addresses of the pictures in a text as they stand there, each once."""
    found = (match["markdown"] or unescape(match["html"]) for match in _PICTURE.finditer(text))
    return tuple(dict.fromkeys(found))


def without_pictures(text: str) -> str:
    """Return a text without its pictures."""
    return _PICTURE.sub("", text)
