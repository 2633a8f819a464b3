"""The text that is pasted on a platform: an item's caption with the address of its page.

Nothing else is filled in, and nothing changed: what is pasted is what was approved.
"""

from __future__ import annotations

PLACE = "{tautan}"
"""Where the address of the item's page comes to stand in a caption."""


def posted(caption: str, address: str) -> str:
    """Return the text to paste; `address` is the full one of the item's page."""
    return caption.strip().replace(PLACE, address)


def written_at(caption: str, address: str, position: int) -> tuple[int, int]:
    """Return line and column, from 1, of `caption` for a position in what `posted` returns.

    A position within the address is that of its place.
    """
    at = len(caption) - len(caption.lstrip())
    for part in caption.strip().split(PLACE):
        if position <= len(part):
            at += position
            break
        at += len(part)
        if position < len(part) + len(address):
            break
        position -= len(part) + len(address)
        at += len(PLACE)
    return caption.count("\n", 0, at) + 1, at - caption.rfind("\n", 0, at)
