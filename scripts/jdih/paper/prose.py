"""What people wrote in Markdown, as blocks that a form prints: headings, paragraphs, lists, tables.

It goes through the renderer of the site, so that page and paper hold the same words. Paper has no
links and no emphasis within a line; the address of a link outside stands behind its words.
"""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from jdih.reading import markdown

_HEADINGS = {"h2": 2, "h3": 3, "h4": 3, "h5": 3, "h6": 3}
_OUTSIDE = ("https://", "http://", "mailto:")


def blocks(text: str) -> list[dict[str, Any]]:
    """Return the blocks of a Markdown text, each with its kind (``jenis``) and its words."""
    reader = _Reader()
    reader.feed(markdown.render(text, lambda target: target).html)
    reader.close()
    return reader.found


class _Reader(HTMLParser):
    """Reads HTML that the renderer has written, and nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[dict[str, Any]] = []
        self._words: list[str] = []
        self._lists: list[int | None] = []
        self._rows: list[list[str]] = []
        self._address = ""
        self._anchor = False
        self._fresh = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag in {"ul", "ol"}:
            self._end_item()
            self._lists.append(int(told.get("start") or 1) if tag == "ol" else None)
        elif tag == "table":
            self._rows = []
        elif tag == "tr":
            self._rows.append([])
        elif tag == "li":
            self._fresh = True
        elif tag == "a":
            self._anchor = told.get("class") == "headerlink"
            address = told.get("href") or ""
            self._address = address if address.startswith(_OUTSIDE) else ""
        elif tag == "br":
            self._words.append("\n")
        elif tag == "img":
            self._words.append(told.get("alt") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in _HEADINGS:
            self._put({"jenis": "judul", "tingkat": _HEADINGS[tag], "teks": self._taken()})
        elif tag in {"td", "th"} and self._rows:
            self._rows[-1].append(self._taken())
        elif tag == "table" and self._rows:
            width = max(len(row) for row in self._rows)
            filled = [row + [""] * (width - len(row)) for row in self._rows]
            self.found.append({"jenis": "tabel", "kolom": width, "baris": filled})
        elif tag == "a":
            if self._address and self._address not in "".join(self._words[-1:]):
                self._words.append(f" ({self._address})")
            self._address, self._anchor = "", False
        elif tag == "li" or (tag == "p" and self._lists):
            self._end_item()
        elif tag in {"p", "pre"}:
            self._put({"jenis": "paragraf", "teks": self._taken()})
        elif tag in {"ul", "ol"} and self._lists:
            self._lists.pop()

    def handle_data(self, data: str) -> None:
        if not self._anchor:
            self._words.append(data.replace("\n", " "))

    def _end_item(self) -> None:
        """Put what was read of a list's item, with its mark and how deep it stands."""
        text = self._taken()
        if not (text and self._lists):
            return
        number, mark = self._lists[-1], ""
        if self._fresh:
            mark = "–" if number is None else f"{number}."
            self._lists[-1] = None if number is None else number + 1
        self._fresh = False
        self._put({"jenis": "butir", "tanda": mark, "dalam": len(self._lists) - 1, "teks": text})

    def _put(self, block: dict[str, Any]) -> None:
        if block["teks"]:
            self.found.append(block)

    def _taken(self) -> str:
        text = "".join(self._words)
        self._words = []
        return "\n".join(" ".join(line.split()) for line in text.split("\n")).strip()
