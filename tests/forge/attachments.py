"""Where files attached on a fake GitHub lie: its own address, and the store it redirects to.

A file is asked for by its number: the end of a picture's UUID, a part of other files' addresses.
"""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from PIL import ExifTags, Image, PngImagePlugin

PATIENCE = 0.5
"""Seconds that a file may take in tests that wait for the end of patience."""


def picture(size: tuple[int, int] = (8, 6), kind: str = "PNG", author: str = "") -> bytes:
    """Return a picture; `author` stands in its metadata."""
    out = io.BytesIO()
    image = Image.new("1" if size[0] > 1000 else "RGB", size)
    if author and kind == "PNG":
        info = PngImagePlugin.PngInfo()
        info.add_text("Author", author)
        image.save(out, kind, pnginfo=info)
    else:
        exif = Image.Exif()
        if author:
            exif[ExifTags.Base.Artist] = author
        image.save(out, kind, exif=exif)
    return out.getvalue()


@dataclass
class Store:
    """What is attached: `files` by number, `moods` of those that are not simply given.

    A mood is a status, or where a redirect leads to, "lama" (never ends, slowly), "penuh" (never
    ends, fast), or "putus" (ends before its time). `heads` are the headers of every request.
    """

    origin: str = ""
    far: str = ""
    files: dict[int, bytes] = field(default_factory=dict)
    moods: dict[int, int | str] = field(default_factory=dict)
    heads: list[dict[str, str]] = field(default_factory=list)

    def at(self, number: int) -> str:
        """Return the address that GitHub writes for a file."""
        return f"{self.origin}/user-attachments/assets/{identity(number)}"

    def file(self, number: int) -> str:
        """Return the address that GitHub writes for a file that is no picture."""
        return f"{self.origin}/user-attachments/files/{number}/berkas.csv"

    def signed(self, number: int) -> str:
        """Return the signed address that stands in the text as GitHub renders it."""
        return f"{self.far}/41/7-{identity(number)}.png?jwt=a.b&amp;v=1"


def _number(path: str) -> int:
    if path.startswith("/user-attachments/files/"):
        return int(path.split("/")[3])
    return int(path.removesuffix(".png")[-12:])


def identity(number: int) -> str:
    """Return the UUID of a file."""
    return f"00000000-0000-4000-8000-{number:012}"


class _Handler(BaseHTTPRequestHandler):
    def __init__(self, *args: Any, store: Store) -> None:
        self._store = store
        super().__init__(*args)

    def do_GET(self) -> None:
        self._store.heads.append(dict(self.headers))
        number = _number(self.path.partition("?")[0])
        mood = self._store.moods.get(number, 200)
        if isinstance(mood, str) and mood.startswith("http") and "/41/" not in self.path:
            self._begin(302, 0, mood)
        elif isinstance(mood, int) and mood != 200:
            self._begin(mood, 0)
        else:
            self._body(str(mood), self._store.files.get(number, b""))

    def _begin(self, status: int, size: int, place: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(size))
        if place:
            self.send_header("Location", place)
        self.end_headers()

    def _body(self, mood: str, data: bytes) -> None:
        endless = mood in {"lama", "penuh"}
        self._begin(200, 10**12 if endless else len(data) + 9 * (mood == "putus"))
        # Whoever asked may hang up.
        with suppress(OSError):
            self.wfile.write(data)
            while endless:
                self.wfile.write(b"x" if mood == "lama" else b"x" * 65_536)
                time.sleep(0.02 if mood == "lama" else 0)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (base's name)
        """Say nothing."""


@contextmanager
def stored() -> Iterator[Store]:
    """Serve files at two addresses of this machine: GitHub's own, and the far one."""
    store = Store()
    with ExitStack() as opened:
        for name in ("origin", "far"):
            server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, store=store))
            opened.callback(server.server_close)
            Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
            opened.callback(server.shutdown)
            setattr(store, name, f"http://127.0.0.1:{server.server_port}")
        yield store
