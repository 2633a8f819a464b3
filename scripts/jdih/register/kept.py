"""Evidence kept beside the entries: what a forge told of a merge, once and for good.

``bukti/<merge>.json`` (`jdih.forge.evidence` says what is in it) is written in the commit of the
first entry that names it by its SHA-256, and never again: what the forge says later of the same
merge changes nothing. Only a file that an entry of the chain names counts as evidence. Beside it
lies the proof of each erasure (`jdih.register.erasure`): ``bukti/hapus-<its SHA-256>.json``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from jdih.model.entry import Entry
from jdih.register.errors import RegisterCorrupt
from jdih.register.format import path_of

_FOLDER = "bukti/"
_PATH = re.compile(r"bukti/([0-9a-f]{40}|[0-9a-f]{64}|hapus-[0-9a-f]{64})\.json")


def evidence_path(merge: str) -> str:
    """Return the file that holds what was told of `merge`, a full commit id, or an erasure."""
    return f"{_FOLDER}{merge}.json"


def merge_of(path: str) -> str:
    """Return the merge, or erasure, that an evidence file is about, empty for any other path."""
    match = _PATH.fullmatch(path)
    return match.group(1) if match else ""


def unfounded(entries: Iterable[Entry], kept: Mapping[str, str]) -> Iterator[RegisterCorrupt]:
    """Yield what does not hold between entries and kept evidence (merge → SHA-256 of its file).

    Each file that an entry names is there and has that hash, and each file is named.
    """
    named: set[str] = set()
    for entry in entries:
        for merge, file in entry.evidences:
            named.add(merge)
            if kept.get(merge) != file:
                wrong = "tidak cocok dengan sidiknya" if merge in kept else "tidak ada"
                yield RegisterCorrupt(
                    path_of(entry.year, entry.number), f"bukti {evidence_path(merge)} {wrong}"
                )
    for merge in sorted(kept.keys() - named):
        yield RegisterCorrupt(evidence_path(merge), "bukti ini tidak disebut entri mana pun")
