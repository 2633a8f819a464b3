"""Files that lie beside drafts: people and the program both write them, nothing of them is a draft.

They are read strictly: what is broken is named by line and column, and nothing is taken of it.
"""

from __future__ import annotations

from collections.abc import Iterable

from jdih.errors import JdihError
from jdih.model.node import Mapping
from jdih.reading import strict_yaml
from jdih.reading.source import read_source


def read_root(what: str, path: str, data: bytes) -> Mapping:
    """Return what a file holds; `what` is how people call such a file.

    Raises JdihError when it is broken or empty.
    """
    source = read_source(path, data)
    parsed = strict_yaml.parse(path, source.text) if source.text is not None else None
    findings = (*source.findings, *(parsed.findings if parsed else ()))
    if findings:
        told = findings[0]
        raise JdihError(f"Berkas {what} tidak terbaca: {told.as_text()}", told.remedy)
    if parsed is None or parsed.root is None:
        raise JdihError(f"{path} kosong.", "Hapus berkas itu, atau kembalikan isinya dari Git.")
    return parsed.root


def require_known(path: str, row: Mapping, known: Iterable[str]) -> None:
    """Raise JdihError for a key of `row` that is not `known`."""
    names = tuple(known)
    for key, _ in row.entries:
        if key.text not in names:
            message = f"Kunci “{key.text}” tidak dikenal."
            raise fault(path, row, key.text, message, f"Kunci yang ada: {', '.join(names)}.")


def fault(path: str, row: Mapping, key: str, message: str, remedy: str) -> JdihError:
    """Return what to raise about the value of `key` in `row`."""
    line, column = row.place(key)
    return JdihError(f"{path}:{line}:{column}: {message}", remedy)
