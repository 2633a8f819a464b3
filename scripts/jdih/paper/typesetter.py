"""From values to a PDF for the archive: the one door to Typst.

A form (``forms/*.typ``) is layout; what it prints comes as JSON and is never markup. Nothing of
this machine enters: no font, no clock, no network, no file but the form and its pictures. The same
values give the same bytes.
"""

from __future__ import annotations

import json
import re
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import typst

from jdih.errors import JdihError

STANDARDS: list[Literal["a-2a", "ua-1"]] = ["a-2a", "ua-1"]
"""PDF/A-2a (ISO 19005-2) for the archive, PDF/UA-1 (ISO 14289-1) for a screen reader."""

FORMS = Path(__file__).parent / "forms"
VALUES = "nilai.json"
MISSING = "tak_tercetak"
"""Under this name a form finds the characters that no font has: their number, their name."""

_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})
_LAYOUT = frozenset("\n\t")
_LOST = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_NUMBERED = re.compile(r"\\u\{([0-9a-f]+)\}")


def typeset(
    form: str, values: Mapping[str, Any], pictures: Mapping[str, bytes], made: datetime
) -> bytes:
    """Return ``forms/<form>.typ`` filled with `values` as a PDF.

    `pictures` are files that the values name; `made` (with zone) is the document's date. Characters
    that cannot be printed are written as their number (``[U+1F600]``) and listed under `MISSING`.
    Raises JdihError when the form cannot be filled.
    """
    with tempfile.TemporaryDirectory(prefix="jdih-lembar-") as name:
        folder = Path(name)
        for source in FORMS.iterdir():
            (folder / source.name).write_bytes(source.read_bytes())
        for path, data in pictures.items():
            (folder / path).write_bytes(data)
        lost = frozenset(_unseen(values))
        while True:
            told = {**_marked(values, lost), MISSING: [_told(one) for one in sorted(lost)]}
            (folder / VALUES).write_text(json.dumps(told), encoding="utf-8")
            try:
                return _compile(folder, form, made)
            except typst.TypstError as error:
                found = frozenset(_characters(error.diagnostic)) - lost
                if not found:
                    raise _broken(form, error) from error
                lost |= found


def _compile(folder: Path, form: str, made: datetime) -> bytes:
    compiler = typst.Compiler(
        folder / f"{form}.typ",
        root=folder,
        ignore_system_fonts=True,
        package_path=folder / "tidak-ada",
        package_cache_path=folder / "tidak-ada",
    )
    moment = made.astimezone(UTC)
    result = compiler.compile(format="pdf", pdf_standards=[*STANDARDS], timestamp=moment)
    if not isinstance(result, bytes):
        raise TypeError("Typst made no single PDF")
    return result


def _unseen(value: Any) -> Iterator[str]:
    """Yield the characters in `value` that nobody sees, or that change how others are read."""
    for text in _texts(value):
        for one in set(text) - _LAYOUT:
            if unicodedata.category(one) in _UNSEEN:
                yield one


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)


def _marked(value: Any, lost: frozenset[str]) -> Any:
    """Return `value` with each of the `lost` characters written as its number."""
    if isinstance(value, str):
        if lost.isdisjoint(value):
            return value
        return "".join(f"[{_number(one)}]" if one in lost else one for one in value)
    if isinstance(value, Mapping):
        return {name: _marked(inner, lost) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_marked(inner, lost) for inner in value]
    return value


def _characters(diagnostic: str) -> Iterator[str]:
    """Yield the characters that Typst names, in Rust's spelling, as having no glyph."""
    for spelled in _LOST.findall(diagnostic):
        text = _NUMBERED.sub(lambda match: chr(int(match[1], 16)), spelled)
        yield from text.replace('\\"', '"').replace("\\'", "'").replace("\\\\", "\\")


def _number(character: str) -> str:
    return f"U+{ord(character):04X}"


def _told(character: str) -> dict[str, str]:
    return {"nomor": _number(character), "nama": unicodedata.name(character, "")}


def _broken(form: str, error: typst.TypstError) -> JdihError:
    return JdihError(
        f"Lembar “{form}” tidak dapat disusun: {error.message}",
        "Ini kekeliruan program, tidak ada yang ditulis. Laporkan beserta pesan ini.",
    )
