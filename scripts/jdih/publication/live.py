"""The live site looked at from outside: a page counts when its bytes are the build's."""

from __future__ import annotations

import http.client
import http.server
import secrets
import threading
import time
import urllib.request
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jdih.workflow.digest import sha256

HOST = "127.0.0.1"
_PATIENCE = 10.0
_LARGEST = 64 * 1_048_576
_AT_ONCE = 8
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 20.0


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


def differing(
    base: str, files: Iterable[str], manifest: Mapping[str, str], *, patience: float = 0.0
) -> dict[str, str]:
    """Fetch `files` (paths below the site's root) and say of each that fails why it does.

    A page is asked for at its own address, the way a visitor does: ``x/index.html`` at ``x/``.
    `manifest` holds the SHA-256 of every file that was built. What fails is asked for again, with
    growing pauses, until it no longer does or `patience` seconds have gone by.
    """
    until = time.monotonic() + patience
    faults = _differing(base, tuple(files), manifest)
    pause = _FIRST_PAUSE
    while faults and time.monotonic() + pause < until:
        time.sleep(pause)
        pause = min(pause * 2, _LONGEST_PAUSE)
        faults = _differing(base, tuple(faults), manifest)
    return faults


def fetched(base: str, file: str) -> bytes | None:
    """Return a file of the live site, None when it cannot be had."""
    try:
        return _fetch(base, file)
    except (OSError, http.client.HTTPException):
        return None


def _differing(base: str, files: tuple[str, ...], manifest: Mapping[str, str]) -> dict[str, str]:
    def fault(file: str) -> str:
        try:
            found = sha256(_fetch(base, file))
        except (OSError, http.client.HTTPException) as error:
            return f"tidak dapat dibuka ({getattr(error, 'reason', error)})"
        return "" if found == manifest.get(file) else "isinya bukan hasil pembangunan ini"

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        told = zip(files, pool.map(fault, files), strict=True)
        return {file: said for file, said in told if said}


def _fetch(base: str, file: str) -> bytes:
    address = file.removesuffix("index.html") if file.endswith("index.html") else file
    # A question nobody asked before is answered by the site itself, by no cache on the way.
    url = f"{base}{quote(address)}?jdih={secrets.token_hex(6)}"
    request = urllib.request.Request(url, headers={"Cache-Control": "no-cache"})  # noqa: S310 – the base is ours
    with urllib.request.urlopen(request, timeout=_PATIENCE) as answer:  # noqa: S310
        data: bytes = answer.read(_LARGEST)
        return data
