"""The site's own word on what it is made from: one small file for programs (``terbitan.json``).

The register's head and count are repeated here on purpose: whoever keeps a copy can show later
that entries at the end of the register are missing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from jdih.website.site import Site
from jdih.workflow.digest import canonical, sha256

FILE = "terbitan.json"


@dataclass(frozen=True, slots=True)
class Imprint:
    """A published site: its commit, the register and day it shows, and the digest of its files."""

    commit: str
    entries: int
    head: str
    files: str
    day: date

    @classmethod
    def read(cls, data: bytes) -> Imprint | None:
        """Return what the file says, None when it is not one of ours."""
        try:
            told = json.loads(data)
            book = told["buku_agenda"]
            texts = (told["commit"], book["sidik_terakhir"] or "", told["sidik_berkas"])
            day = date.fromisoformat(told["tanggal"])
            return cls(str(texts[0]), int(book["jumlah"]), str(texts[1]), str(texts[2]), day)
        except (ValueError, KeyError, TypeError):
            return None


def imprint(source: Site, files: Mapping[str, str]) -> bytes:
    """Return the file for a site whose other `files` (path → SHA-256) are these."""
    return canonical(
        {
            "commit": source.commit,
            "tanggal": source.day.isoformat(),
            "buku_agenda": {"jumlah": len(source.entries), "sidik_terakhir": source.register},
            "sidik_berkas": files_digest(files),
        }
    )


def files_digest(files: Mapping[str, str]) -> str:
    """Return the digest of a site's files (path → SHA-256) but this one."""
    return sha256(canonical({path: digest for path, digest in files.items() if path != FILE}))
