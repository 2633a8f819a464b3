"""A GitHub Pages for tests: what was deployed last, served at the site's own address."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from tests.forge.hub import Hub
from tests.publishing import Office

SUBPATH = "jdih"


class Pages:
    """Where a site goes. `address` is its full address, `asked` what visitors asked for."""

    def __init__(self, root: Path, port: int) -> None:
        self.root = root
        self.address = f"http://127.0.0.1:{port}/{SUBPATH}/"
        self.asked: list[str] = []
        self.deployed = 0

    @property
    def site(self) -> Path:
        return self.root / SUBPATH

    def deploy(self, folder: Path) -> None:
        """Put a copy of `folder` in the place of the site."""
        shutil.rmtree(self.site, ignore_errors=True)
        shutil.copytree(folder, self.site)
        self.deployed += 1


def at_home(office: Office, hub: Hub, pages: Pages) -> None:
    """Let the office's site have its address on `pages`, as its head approves it."""
    frame = (office.root / "mkdocs.yml").read_text(encoding="utf-8")
    office.approve({"mkdocs.yml": frame.replace("https://jdih.example/", pages.address)})
    hub.push("main", office.people["kepala"])


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, *args: Any, pages: Pages, **options: Any) -> None:
        self._pages = pages
        super().__init__(*args, directory=str(pages.root), **options)

    def do_GET(self) -> None:
        self._pages.asked.append(self.path)
        super().do_GET()

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def hosted(root: Path) -> Iterator[Pages]:
    """Serve what is deployed below `root`; nothing is at first."""
    root.mkdir(parents=True, exist_ok=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    pages = Pages(root, port)
    with ThreadingHTTPServer(("127.0.0.1", port), partial(_Handler, pages=pages)) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield pages
        finally:
            server.shutdown()
            thread.join()
