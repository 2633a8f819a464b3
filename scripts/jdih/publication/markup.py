"""Words of a document as they are written on a forge: data, never markup.

Every character that could mean something is written as an entity inside ``<code>``, where GitHub
makes no link, no mention and no picture of it.
"""

from __future__ import annotations

import re

from jdih.errors import JdihError

_PLAIN = re.compile(r"[^A-Za-z0-9 \u00c0-\u024f]")


def code(text: str) -> str:
    """Return words of a document as GitHub shows them letter by letter."""
    line = " ".join(text.split())
    return f"<code>{_PLAIN.sub(lambda match: f'&#{ord(match[0])};', line)}</code>"


def told(error: JdihError) -> str:
    """Return what is wrong and what to do about it; words of a document may stand in either."""
    return f"{code(error.message)}\n\n{code(error.remedy)}"


def block(text: str, language: str = "markdown") -> tuple[str, ...]:
    """Fence a text, coloured as `language`, so that nothing inside can end the block."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(4, longest + 1)
    return (f"{fence}{language}", text, fence)
