"""The words a reader sees, normalised, so that a text which somebody passes on can be recognised.

Case, punctuation, line breaks, emphasis and typographic quotes do not count; every letter and
digit does. `sidik_teks` is the SHA-256 of those words.
"""

from __future__ import annotations

import re
import unicodedata

from jdih.reading.markdown import plain
from jdih.workflow.digest import sha256

_BLOCK_END = re.compile(r"</(?:p|li|h[1-6]|td|th|tr|pre|blockquote|div)>|<br\s*/?>")
_HEADER_LINK = re.compile(r'<a class="headerlink".*?</a>')
_PASSED_OVER = re.compile(r"<!--lewati-->.*?<!--/lewati-->", re.DOTALL)
_MARKS = re.compile(r"<!--/?lewati-->")
_SPACES = re.compile(r"\s+")
_BETWEEN_WORDS = re.compile(r"[\W_]+")


def words_of(html: str) -> str:
    """Return the words of rendered HTML, blocks set apart, links to headings left out."""
    return plain(_BLOCK_END.sub(" ", _HEADER_LINK.sub("", html)))


def own_words(html: str) -> str:
    """Return what a page says itself, without labels, provenance, and titles of other pages.

    Templates put such parts between ``<!--lewati-->`` and ``<!--/lewati-->``.
    """
    return _SPACES.sub(" ", words_of(_PASSED_OVER.sub(" ", html))).strip()


def unmarked(html: str) -> str:
    """Return `html` without the marks of what is passed over, as it is published."""
    return _MARKS.sub("", html)


def normalised(text: str) -> str:
    """Return the words of `text` in lower case, one space between two, nothing else."""
    return _BETWEEN_WORDS.sub(" ", unicodedata.normalize("NFKC", text).lower()).strip()


def sidik_teks(*parts: str) -> str:
    """Return the SHA-256 of the normalised words of `parts`, one after the other."""
    return sha256(normalised(" ".join(parts)).encode())
