"""Files that somebody dropped into a text on GitHub, and the text without them.

GitHub writes each as a link: ``[ekspor.csv](https://github.com/user-attachments/files/…)``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_FILE = re.compile(
    r"(?<!!)\[(?P<name>[^\[\]\n]{1,255})\]\((?P<address>https?://[^\s()<>]{1,4000})\)"
)


@dataclass(frozen=True, slots=True, order=True)
class FileLink:
    """A file by its name, as typed, and its address."""

    name: str
    address: str


def files_in(text: str) -> tuple[FileLink, ...]:
    """Return the files in a text as they stand there, each once."""
    found = (FileLink(match["name"], match["address"]) for match in _FILE.finditer(text))
    return tuple(dict.fromkeys(found))


def without_files(text: str) -> str:
    """Return a text without its files."""
    return _FILE.sub("", text)
