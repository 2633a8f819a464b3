"""Evidence kept beside the entries: what a forge told of a merge, once and for good.

``bukti/<merge>.json`` (`jdih.forge.evidence` says what is in it) is written in the commit of the
first entry that names it by its SHA-256, and never again. Where something was shown before it was
approved, the forge tells more of its merge afterwards: that lies beside it, under a name that holds
its own hash, ``bukti/<merge>-<its SHA-256>.json``, written with the entry that rests on it.
Only a file that an entry of the chain names counts as evidence. The proof of each erasure
(`jdih.register.erasure`) lies there too: ``bukti/hapus-<its SHA-256>.json``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from jdih.model.entry import Entry
from jdih.register.errors import RegisterCorrupt
from jdih.register.format import path_of

_FOLDER = "bukti/"
_COMMIT = "[0-9a-f]{40}|[0-9a-f]{64}"
_PATH = re.compile(rf"bukti/((?:{_COMMIT})(?:-[0-9a-f]{{64}})?|hapus-[0-9a-f]{{64}})\.json")


def evidence_path(name: str) -> str:
    """Return the file of evidence: called by its merge, a full commit id, or as `name_of` says."""
    return f"{_FOLDER}{name}.json"


def evidence_of(path: str) -> str:
    """Return how the evidence in a file is called, empty for a path of anything else."""
    match = _PATH.fullmatch(path)
    return match.group(1) if match else ""


def merge_of(name: str) -> str:
    """Return the merge that evidence is about, by how it is called."""
    return name.partition("-")[0]


def name_of(merge: str, file: str, kept: Mapping[str, str]) -> str:
    """Return how evidence on `merge` with the SHA-256 `file` is called among what is `kept`.

    What was kept first has the name of its merge.
    """
    return merge if kept.get(merge, file) == file else f"{merge}-{file}"


def names_told(entries: Iterable[Entry], kept: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
    """Return how the evidence on each merge is called, as entries came to rest on it."""
    told: dict[str, dict[str, None]] = {}
    for entry in entries:
        for merge, file in entry.evidences:
            name = name_of(merge, file, kept)
            if name in kept:
                told.setdefault(merge, {})[name] = None
    return {merge: tuple(names) for merge, names in told.items()}


def unfounded(entries: Iterable[Entry], kept: Mapping[str, str]) -> Iterator[RegisterCorrupt]:
    """Yield what does not hold between entries and kept evidence (its name → SHA-256 of its file).

    Each file that an entry names is there and has that hash, and each file is named.
    """
    named: set[str] = set()
    for entry in entries:
        for merge, file in entry.evidences:
            name = name_of(merge, file, kept)
            # Nothing of that hash is there: then it is what was kept first that departs from it.
            name = name if name in kept else merge
            named.add(name)
            if kept.get(name) != file:
                wrong = "tidak cocok dengan sidiknya" if name in kept else "tidak ada"
                yield RegisterCorrupt(
                    path_of(entry.year, entry.number), f"bukti {evidence_path(name)} {wrong}"
                )
    for name in sorted(kept.keys() - named):
        yield RegisterCorrupt(evidence_path(name), "bukti ini tidak disebut entri mana pun")
