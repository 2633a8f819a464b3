"""What is printed while GitHub Actions runs us: words for people, never commands of its runner.

The runner obeys a line that begins with ``::name``, and ``##[name]`` anywhere in one; titles, names
of files and branches and comments could hold either.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import TextIO, cast

_FIRST = re.compile(r"\A(\s*)::")
_LATER = re.compile(r"([\r\n]\s*)::")
_ENDS = re.compile(r"[\r\n]")


@contextmanager
def harmless(environment: Mapping[str, str]) -> Iterator[None]:
    """Let nothing that is printed be a command, where `environment` says that Actions runs us.

    What the runner shall obey goes by `obeyed`.
    """
    if environment.get("GITHUB_ACTIONS") != "true":
        yield
        return
    out, err = (cast("TextIO", _Words(stream)) for stream in (sys.stdout, sys.stderr))
    with redirect_stdout(out), redirect_stderr(err):
        yield


def obeyed(text: str) -> None:
    """Print lines that are made for the runner, as they are."""
    stream: object = sys.stdout
    if isinstance(stream, _Words):
        stream.write_as_is(text)
    else:
        sys.stdout.write(text)


class _Words:
    """A stream of text in which every command is broken up by a space."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._blank = True
        """Nothing stands in the line so far."""

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        words = text.replace("##[", "## [")
        if self._blank:
            words = _FIRST.sub(r"\1: :", words)
        self.write_as_is(_LATER.sub(r"\1: :", words))
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.write(line)

    def write_as_is(self, text: str) -> None:
        self._stream.write(text)
        *before, last = _ENDS.split(text)
        self._blank = (self._blank or bool(before)) and not last.strip()
