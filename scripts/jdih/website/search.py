"""The search index: what Pagefind takes in, and which files come of it.

Pagefind stems Indonesian. Each page is handed over with every word once, which keeps what a reader
downloads small, and in a fixed order, so that the same pages give the same bytes; facets are words
of a field that counts for nothing in the ranking, since Pagefind writes its filters in an order
that changes from run to run. Excerpts come from the page's words in a file beside it (`TEXT`).

The index of a larger site is in parts (`jdih.website.parts`), each in a folder of its own. What
asks all of them as if they were one is `assets/cari-bagian.js`; it stands where Pagefind's own
script stands in a site of one part, and loads that under another name.

Regulation numbers are looked up in small files by year (`numbers`): what is asked for by its
number comes first, whatever the ranking of words says.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import chain

from jdih.pace import Tick, unheard
from jdih.website import pagefind, parts
from jdih.website.page import Facets, Page
from jdih.website.visible_text import own_words
from jdih.workflow.digest import sha256

FOLDER = "pagefind"
"""Where the index lies, below the site's base."""

NUMBERS = "cari/nomor"
"""The folder of the files by which a regulation is found by its number."""

TEXT = "teks.txt"
"""The words of a page, in a file beside it."""

_SCRIPT = "pagefind.js"
_SHARED = (_SCRIPT, "wasm.id.pagefind")
"""What all parts share: Pagefind's script, and its program that runs in the browser."""
_ENGINE = "mesin.js"
_CLASS = "PagefindInstance"
"""Pagefind's own name for one index, which its script keeps to itself."""
_ALONE = ("pagefind-worker.js", *_SHARED)
"""What Pagefind brings with each index, and what parts have no use for."""
_BLANK = ("/", '<html lang="id"><body data-pagefind-body>x</body></html>')

_FACET = "zzq"
"""What facet words begin with: no word does, and a query may match by its beginning."""

_WORD = re.compile(r"\d+|\w{2,}")
"""A word of the index. Single letters are none: a query that fits nowhere falls back to them."""
_NOT_A_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """A page as the index takes it in: where it is, its words as HTML, its line of `numbers`.

    The line is empty for a page that has no number, `year` for one that belongs to none.
    """

    url: str
    html: str
    year: str
    line: tuple[str, ...]


def entry(page: Page, kind: str, common: Container[str] = ()) -> tuple[Entry, bytes] | None:
    """Return what the index takes in of a page that has facets, and its `TEXT`; None for others.

    `kind` is what its type is called; `common` words are not found.
    """
    facets = page.facets
    if facets is None or not page.listed:
        return None
    text = own_words(page.body)
    line = (facets.number, facets.short, page.title, page.address, facets.status)
    numbered = facets.number and facets.year
    html = _html(page, facets, kind, text, common)
    entered = Entry(f"/{page.address}", html, facets.year, line if numbered else ())
    return entered, text.encode()


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A part of the index: its name, the digest of all it is made from, and the pages in it.

    What all parts share is one too, with no pages; `beside` are the names of the parts it serves.
    """

    name: str
    digest: str
    pages: Sequence[parts.Page] = ()
    beside: tuple[str, ...] = ()

    @property
    def work(self) -> int:
        """How many pieces of work `files` tells of: each page is taken in, and written."""
        return 2 * len(self.pages)

    def files(self, tick: Tick = unheard) -> dict[str, bytes]:
        """Return its files by path; `tick` hears of its work. Raises JdihError as Pagefind does."""
        if self.beside:
            return dict(_shared(pagefind.indexed((_BLANK,)), self.beside))
        found = sorted(pagefind.indexed(self.pages, tick, alone=not self.name).items())
        folder = f"{FOLDER}/{self.name}" if self.name else FOLDER
        return {
            f"{folder}/{path}": data for path, data in found if not self.name or path not in _ALONE
        }


class Index:
    """The pages that the search finds, as they come."""

    def __init__(self) -> None:
        self._pages: dict[str, list[parts.Page]] = defaultdict(list)
        self._numbers: dict[str, list[tuple[str, ...]]] = defaultdict(list)

    def add(self, page: Entry) -> None:
        """Take in a page."""
        self._pages[page.year].append((page.url, page.html))
        if page.line:
            self._numbers[page.year].append(page.line)

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts of the index; none without pages."""
        found = parts.cut(self._pages)
        made = tuple(
            Part(name, _digest(chain.from_iterable(pages)), pages) for name, pages in found.items()
        )
        names = tuple(name for name in found if name != parts.ONLY)
        return (Part(parts.ONLY, _digest(names), beside=names), *made) if names else made

    def numbers(self) -> Iterator[tuple[str, bytes]]:
        """Yield (path, bytes) of the files that find a regulation by its number, one a year."""
        for year, lines in sorted(self._numbers.items()):
            text = json.dumps(sorted(lines), ensure_ascii=False, separators=(",", ":"))
            yield f"{NUMBERS}/{year}.json", text.encode()


def _digest(texts: Iterable[str]) -> str:
    return sha256("".join(f"{len(text)} {text}" for text in texts).encode("utf-8", "surrogatepass"))


def _shared(found: Mapping[str, bytes], names: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Yield what all parts share. Raises JdihError when Pagefind's script is not the one known."""
    script, program = (found[name] for name in _SHARED)
    if f"var {_CLASS}=class".encode() not in script:
        raise pagefind.failed(f"{_SCRIPT} tidak lagi memuat {_CLASS}")
    yield f"{FOLDER}/{_ENGINE}", script + f"\nexport {{ {_CLASS} }};\n".encode()
    yield f"{FOLDER}/{_SHARED[1]}", program
    yield (
        f"{FOLDER}/{_SCRIPT}",
        'import { joined } from "../assets/cari-bagian.js";\n'
        'const base = new URL(".", import.meta.url).href;\n'
        f"export const {{ options, init, search }} = joined(base, {json.dumps(names)});\n".encode(),
    )


def _html(page: Page, facets: Facets, kind: str, text: str, common: Container[str]) -> str:
    about = {
        "jenis": kind,
        "status": facets.status,
        "pokok": page.title.rpartition(" tentang ")[2],
        "saring": " ".join(facet_words(facets.kind, facets.year, facets.status)),
    }
    meta = "".join(
        f'<i data-pagefind-meta="{name}:{escape(value)}"></i>'
        for name, value in about.items()
        if value
    )
    words = {word.lower(): word for word in reversed(dict.fromkeys(_WORD.findall(text)))}
    once = (words[word] for word in sorted(words) if word not in common)
    return (
        f'<html lang="id"><head><title>{escape(page.title)}</title></head>'
        f"<body data-pagefind-body>{meta}<h1>{escape(page.title)}</h1>"
        f"<p>{escape(' '.join(once))}</p></body></html>"
    )


def facet_words(kind: str, year: str, status: str) -> Iterator[str]:
    """Yield the words by which a page is narrowed down; `assets/cari.js` makes the same ones."""
    for name, value in (("jenis", kind), ("tahun", year), ("status", status)):
        if value:
            yield f"{_FACET}{name}{_NOT_A_WORD.sub('', value.lower())}"
