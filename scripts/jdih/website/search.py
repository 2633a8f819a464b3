"""The search index, by Pagefind. The one door to it.

Pagefind's program is spoken to message by message, as its own Python package does, but without
that package's pauses: base64 JSON, one question, one answer. It stems Indonesian. Pages are handed
over as HTML of our own making, in a fixed order, so that the same pages give the same bytes;
facets are words of a field that counts for nothing in the ranking, since Pagefind writes its
filters in an order that changes from run to run.

Regulation numbers are looked up in small files by year (`numbers`): what is asked for by its
number comes first, whatever the ranking of words says.
"""

from __future__ import annotations

import json
import re
import subprocess
from base64 import b64decode, b64encode
from collections import defaultdict
from collections.abc import Iterable, Iterator
from html import escape
from io import BufferedReader
from pathlib import Path
from typing import IO, Any, Self, cast

from pagefind_bin import get_executable  # type: ignore[import-untyped]

from jdih.errors import JdihError
from jdih.website.page import Facets, Page

FOLDER = "pagefind"
"""Where the index lies, below the site's base."""

NUMBERS = "cari/nomor"
"""The folder of the files by which a regulation is found by its number."""

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

_HEADER_LINK = re.compile(r'<a class="headerlink".*?</a>')
_NOT_A_WORD = re.compile(r"[\W_]+")


class Index:
    """The pages that the search finds, as they come.

    `common` are words that say nothing and share their stem with others that do; they are found,
    but count for nothing.
    """

    def __init__(self, common: Iterable[str] = ()) -> None:
        words = "|".join(sorted(map(re.escape, common)))
        # A word of the text, not of a tag: no tag ends after it before the next one begins.
        pattern = rf"\b(?:{words})\b(?![^<>]*>)"
        self._commonplace = re.compile(pattern, re.IGNORECASE) if words else None
        self._pages: list[tuple[str, str]] = []
        self._numbers: dict[str, list[tuple[str, ...]]] = defaultdict(list)

    def add(self, page: Page, kind: str) -> None:
        """Take in a page that has facets; `kind` is what its type is called."""
        if page.facets is None or not page.listed:
            return
        self._pages.append((f"/{page.address}", self._html(page, page.facets, kind)))
        if page.facets.number and page.facets.year:
            line = (page.facets.number, page.facets.short, page.title, page.address,
                    page.facets.status)  # fmt: skip
            self._numbers[page.facets.year].append(line)

    def numbers(self) -> Iterator[tuple[str, bytes]]:
        """Yield (path, bytes) of the files that find a regulation by its number, one a year."""
        for year, lines in sorted(self._numbers.items()):
            text = json.dumps(sorted(lines), ensure_ascii=False, separators=(",", ":"))
            yield f"{NUMBERS}/{year}.json", text.encode()

    def write(self, site: Path) -> None:
        """Write the index into the folder `site`. Raises JdihError when Pagefind fails."""
        if not self._pages:
            return
        out = site / FOLDER
        with _Service() as service:
            index = service.ask(type="NewIndex", config={"force_language": "id"})["index_id"]
            for url, html in sorted(self._pages):
                service.ask(
                    type="AddFile", index_id=index, url=url, file_contents=html, file_path=None
                )
            service.ask(type="WriteFiles", index_id=index, output_path=str(out.resolve()))
        for pattern in _NEEDLESS:
            for file in out.glob(pattern):
                file.unlink()

    def _html(self, page: Page, facets: Facets, kind: str) -> str:
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
        body = _HEADER_LINK.sub("", page.body)
        return (
            f'<html lang="id"><head><title>{escape(page.title)}</title></head>'
            f"<body data-pagefind-body>{meta}{self._weighed(body)}</body></html>"
        )

    def _weighed(self, html: str) -> str:
        """Let the common words count for nothing, where they stand in the text."""
        if self._commonplace is None:
            return html
        return self._commonplace.sub(r'<span data-pagefind-weight="0">\g<0></span>', html)


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
