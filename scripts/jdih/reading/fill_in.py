"""One key of a document's header filled in, every other byte left as it was written."""

from __future__ import annotations

import re

from jdih.errors import JdihError

_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)


def fill_in(text: str, key: str, value: str) -> str:
    """Return the document's text with the top-level `key` of its header set to a plain `value`.

    The line that holds the key is replaced, or one is added at the header's end. Raises JdihError
    when there is no header.
    """
    fences = [match.span() for match in _FENCE.finditer(text)][:2]
    if len(fences) < 2 or fences[0][0] != 0:
        raise JdihError(
            "Naskah ini tidak mempunyai kepala berkas.",
            "Awali berkas dengan kepala di antara dua garis “---”.",
        )
    start, end = fences[0][1], fences[1][0]
    line = f"{key}: {value}"
    header, found = re.subn(
        rf"^{re.escape(key)}:.*$", lambda _: line, text[start:end], count=1, flags=re.MULTILINE
    )
    return text[:start] + (header if found else f"{header}{line}\n") + text[end:]
