"""Pagefind, which makes the search index. The one door to it.

Its program is spoken to message by message, as its own Python package does, but without that
package's pauses: base64 JSON, one question, one answer.
"""

from __future__ import annotations

import json
import os
import subprocess
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from contextlib import suppress
from fnmatch import fnmatch
from io import BufferedReader
from typing import IO, Any, Self, cast

from pagefind_bin import get_executable  # type: ignore[import-untyped]

from jdih import hands
from jdih.errors import JdihError
from jdih.pace import Tick, unheard
from jdih.website import parts

_NEEDLESS = (
    "pagefind-component-ui.*",
    "pagefind-highlight.js",
    "pagefind-modular-ui.*",
    "pagefind-ui.*",
    "wasm.unknown.pagefind",
)
"""What Pagefind brings for pages that have no search of their own."""

CHUNK = 4_000
"""How long the lists of words are of which a reader of several parts loads one a word and part.

A fifth of what Pagefind makes by itself: six parts then cost a query no more than one index.
"""
_CHUNK = "PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE"
_THREADS = "RAYON_NUM_THREADS"
"""With several, memory at the peak of the same part was seen between 660 and 760 MB."""

_AT_ONCE = 2
"""How many of Pagefind's programs run beside each other at most."""


def indexed(
    pages: Sequence[parts.Page], tick: Tick = unheard, *, alone: bool = True
) -> dict[str, bytes]:
    """Return the files of an index of these pages by path, but those no search page of ours loads.

    One that is not `alone` is a part of several. `tick` hears of each page as it is taken in, and
    of all once they are written.
    The program hands them over: what it writes by itself may still be unwritten when it ends.
    Raises JdihError when it fails.
    """
    with _Service({} if alone else {_CHUNK: str(CHUNK), _THREADS: "1"}) as service:
        index = service.ask(type="NewIndex", config={"force_language": "id"})["index_id"]
        for url, html in pages:
            service.ask(type="AddFile", index_id=index, url=url, file_contents=html, file_path=None)
            tick()
        found = service.ask(type="GetFiles", index_id=index)["files"]
        tick(len(pages))
    return {
        path: b64decode(file["content"])
        for file in found
        if not any(fnmatch(path := str(file["path"]), pattern) for pattern in _NEEDLESS)
    }


def at_once() -> int:
    """Return how many parts can be made beside each other, by processors and memory that is free.

    To be asked before the process has a second thread.
    """
    if hands.hands() == 1:
        return 1
    free = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return max(1, min(hands.hands(), _AT_ONCE, free // (parts.MOST * parts.BYTES)))


class _Service:
    """Pagefind's program, asked and answered in turn."""

    def __init__(self, settings: Mapping[str, str]) -> None:
        self._count = 0
        self._process = subprocess.Popen(
            [str(get_executable()), "--service"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **settings},
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
            raise failed(str(told.get("message", told))[:200])
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
                    raise failed("program pencari berhenti")
                got += piece
        except OSError as error:
            raise failed(error.strerror or str(error)) from error
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


def failed(reason: str) -> JdihError:
    """Return the error of an index that cannot be made, and why."""
    return JdihError(
        f"Indeks pencarian tidak dapat dibuat: {reason}.",
        "Jalankan lagi; bila tetap gagal, pasang ulang program dengan `make clean` lalu `make`.",
    )
