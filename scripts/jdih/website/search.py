"""The search index, by Pagefind. The one door to it.

Pagefind's program is spoken to message by message, as its own Python package does, but without
that package's pauses: base64 JSON, one question, one answer. It stems Indonesian. Each page is
handed over with every word once, which keeps what a reader downloads small, and in a fixed order,
so that the same pages give the same bytes; facets are words of a field that counts for nothing in
the ranking, since Pagefind writes its filters in an order that changes from run to run. Excerpts
come from the page's words in a file beside it (`TEXT`).

Regulation numbers are looked up in small files by year (`numbers`): what is asked for by its
number comes first, whatever the ranking of words says.
"""

from __future__ import annotations

import json
import re
import subprocess
from base64 import b64decode, b64encode
from collections import defaultdict
from collections.abc import Container, Iterator
from contextlib import suppress
from dataclasses import dataclass
from fnmatch import fnmatch
from html import escape
from io import BufferedReader
from typing import IO, Any, Self, cast

from pagefind_bin import get_executable  # type: ignore[import-untyped]

from jdih.errors import JdihError
from jdih.website.page import Facets, Page
from jdih.website.visible_text import own_words
from jdih.workflow.digest import sha256

FOLDER = "pagefind"
"""Where the index lies, below the site's base."""

NUMBERS = "cari/nomor"
"""The folder of the files by which a regulation is found by its number."""

TEXT = "teks.txt"
"""The words of a page, in a file beside it."""

_NEEDLESS = (
    "pagefind-component-ui.*",
    "pagefind-highlight.js",
    "pagefind-modular-ui.*",
    "pagefind-ui.*",
    "wasm.unknown.pagefind",
)
"""What Pagefind brings for pages that have no search of their own."""

_FACET = "zzq"
"""What facet words begin with: no word does, and a query may match by its beginning."""

_WORD = re.compile(r"\d+|\w{2,}")
"""A word of the index. Single letters are none: a query that fits nowhere falls back to them."""
_NOT_A_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """A page as the index takes it in: where it is, its words as HTML, its line of `numbers`.

    `year` is that of the line; both are empty for a page that has no number.
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
    year = facets.year if facets.number else ""
    html = _html(page, facets, kind, text, common)
    return Entry(f"/{page.address}", html, year, line if year else ()), text.encode()


class Index:
    """The pages that the search finds, as they come."""

    def __init__(self) -> None:
        self._pages: list[tuple[str, str]] = []
        self._numbers: dict[str, list[tuple[str, ...]]] = defaultdict(list)

    def add(self, page: Entry) -> None:
        """Take in a page."""
        self._pages.append((page.url, page.html))
        if page.year:
            self._numbers[page.year].append(page.line)

    @property
    def digest(self) -> str:
        """The digest of all that `files` are made from."""
        return sha256(json.dumps(sorted(self._pages)).encode())

    def numbers(self) -> Iterator[tuple[str, bytes]]:
        """Yield (path, bytes) of the files that find a regulation by its number, one a year."""
        for year, lines in sorted(self._numbers.items()):
            text = json.dumps(sorted(lines), ensure_ascii=False, separators=(",", ":"))
            yield f"{NUMBERS}/{year}.json", text.encode()

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield (path, bytes) of the index, without what our search page does not load.

        Raises JdihError when Pagefind fails. The program hands the files over; what it writes by
        itself may still be unwritten when it ends.
        """
        if not self._pages:
            return
        with _Service() as service:
            index = service.ask(type="NewIndex", config={"force_language": "id"})["index_id"]
            for url, html in sorted(self._pages):
                service.ask(
                    type="AddFile", index_id=index, url=url, file_contents=html, file_path=None
                )
            found = service.ask(type="GetFiles", index_id=index)["files"]
        for file in sorted(found, key=lambda file: str(file["path"])):
            path = str(file["path"])
            if not any(fnmatch(path, pattern) for pattern in _NEEDLESS):
                yield f"{FOLDER}/{path}", b64decode(file["content"])


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


class _Service:
    """Pagefind's program, asked and answered in turn."""

    def __init__(self) -> None:
        self._count = 0
        self._process = subprocess.Popen(
            [str(get_executable()), "--service"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def __enter__(self) -> Self:
        return self

    def ask(self, **payload: Any) -> dict[str, Any]:
        """Put one question and return the answer. Raises JdihError when there is none."""
        self._count += 1
        message = json.dumps({"message_id": self._count, "payload": payload}).encode()
        answer = json.loads(self._exchanged(b64encode(message) + b","))
        told: dict[str, Any] = answer.get("payload", {})
        if answer.get("message_id") != self._count or told.get("type") == "Error":
            raise _failed(str(told.get("message", told))[:200])
        return told

    def _exchanged(self, question: bytes) -> bytes:
        try:
            sink = cast("IO[bytes]", self._process.stdin)
            source = cast("BufferedReader", self._process.stdout)
            sink.write(question)
            sink.flush()
            got = bytearray()
            while not got.endswith(b","):
                piece = source.read1(1 << 20)
                if not piece:
                    raise _failed("program pencari berhenti")
                got += piece
        except OSError as error:
            raise _failed(error.strerror or str(error)) from error
        return b64decode(got[:-1])

    def __exit__(self, *_: object) -> None:
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def _failed(reason: str) -> JdihError:
    return JdihError(
        f"Indeks pencarian tidak dapat dibuat: {reason}.",
        "Jalankan lagi; bila tetap gagal, pasang ulang program dengan `make clean` lalu `make`.",
    )
