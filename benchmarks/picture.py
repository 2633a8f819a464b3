"""A small PNG, made without any library, so that no version of one changes it."""

from __future__ import annotations

import struct
import zlib
from random import Random

_SIDE = 48
"""Width and height in pixels."""


def picture(dice: Random) -> bytes:
    """Return a PNG of coloured stripes, different for each document."""
    colours = [dice.randbytes(3) for _ in range(6)]
    rows = b"".join(b"\0" + colours[row % len(colours)] * _SIDE for row in range(_SIDE))
    size = struct.pack(">IIBBBBB", _SIDE, _SIDE, 8, 2, 0, 0, 0)
    parts = (_chunk(b"IHDR", size), _chunk(b"IDAT", zlib.compress(rows)), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
