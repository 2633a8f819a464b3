"""The words a reader sees, normalised, so that a text which somebody passes on can be recognised.

Case, punctuation, line breaks, emphasis and typographic quotes do not count; every letter and
digit does. `sidik_teks` is the SHA-256 of those words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from jdih.reading.markdown import plain
from jdih.workflow.digest import sha256

_BLOCK_END = re.compile(r"</(?:p|li|h[1-6]|td|th|tr|pre|blockquote|div)>|<br\s*/?>")
_HEADER_LINK = re.compile(r'<a class="headerlink".*?</a>')
_BEGIN, _END = "<!--lewati-->", "<!--/lewati-->"
"""Between these a template writes what a page does not say itself."""
_BETWEEN_WORDS = re.compile(r"[\W_]+")


def words_of(html: str) -> str:
    """Return the words of rendered HTML, blocks set apart, links to headings left out."""
    return plain(_BLOCK_END.sub(" ", _HEADER_LINK.sub("", html)))


def own_words(html: str) -> str:
    """Return what a page says itself, without labels, provenance, and titles of other pages.

    Templates put such parts between ``<!--lewati-->`` and ``<!--/lewati-->``.
    """
    return " ".join(words_of(" ".join(_own(html))).split())


def _own(html: str) -> Iterator[str]:
    """Yield the pieces of a page that are not to be passed over."""
    at = 0
    while (begin := html.find(_BEGIN, at)) >= 0 and (end := html.find(_END, begin)) >= 0:
        yield html[at:begin]
        at = end + len(_END)
    yield html[at:]


def unmarked(html: str) -> str:
    """Return `html` without the marks of what is passed over, as it is published."""
    return html.replace(_BEGIN, "").replace(_END, "")


def normalised(text: str) -> str:
    """Return the words of `text` in lower case, one space between two, nothing else."""
    return _BETWEEN_WORDS.sub(" ", unicodedata.normalize("NFKC", text).lower()).strip()


def sidik_teks(*parts: str) -> str:
    """Return the SHA-256 of the normalised words of `parts`, one after the other."""
    return sha256(normalised(" ".join(parts)).encode())
