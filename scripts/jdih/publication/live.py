"""The live site looked at from outside: a page counts when its bytes are the build's."""

from __future__ import annotations

import http.server
import threading
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jdih.workflow.digest import sha256

HOST = "127.0.0.1"
_PATIENCE = 10.0
_LARGEST = 64 * 1_048_576


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args: Any) -> None:
        """Say nothing: the run reports by itself."""


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve the folder `site` on this machine alone and yield its base address."""
    handler = partial(_Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer((HOST, 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://{HOST}:{server.server_address[1]}/"
        finally:
            server.shutdown()
            thread.join()


def differing(base: str, files: Iterable[str], manifest: Mapping[str, str]) -> dict[str, str]:
    """Fetch `files` (paths below the site's root) and say of each that fails why it does.

    A page is asked for at its own address, the way a visitor does: ``x/index.html`` at ``x/``.
    `manifest` holds the SHA-256 of every file that was built.
    """
    faults: dict[str, str] = {}
    for file in files:
        address = file.removesuffix("index.html") if file.endswith("index.html") else file
        try:
            found = sha256(_fetch(base + quote(address)))
        except (OSError, urllib.error.URLError) as error:
            faults[file] = f"tidak dapat dibuka ({getattr(error, 'reason', error)})"
            continue
        if found != manifest.get(file):
            faults[file] = "isinya bukan hasil pembangunan ini"
    return faults


def _fetch(url: str) -> bytes:
    request = urllib.request.Request(url, headers={"Cache-Control": "no-cache"})  # noqa: S310 – the base is ours
    with urllib.request.urlopen(request, timeout=_PATIENCE) as answer:  # noqa: S310
        data: bytes = answer.read(_LARGEST)
        return data
