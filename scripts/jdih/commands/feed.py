"""``jdih feed check``: what does not hold of a JDIHN feed, any office's."""

from __future__ import annotations

import argparse
import json
import urllib.error
import urllib.request
from pathlib import Path

from jdih.errors import JdihError
from jdih.reading import jdihn, jdihn_check

EXAMPLES = """\
  jdih feed check build/situs/feed/document.json
  jdih feed check https://jdih.contoh.example/feed/document.json
  jdih feed check umpan.json --format json"""

LARGEST = 64 * 1_048_576
"""Largest feed in bytes, enough for some 60,000 documents."""

_PATIENCE = 30.0


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``jdih feed``."""
    parser.add_argument("action", metavar="check", choices=("check",), help="periksa sebuah umpan")
    parser.add_argument("feed", metavar="BERKAS|ALAMAT", help="umpan yang diperiksa")
    parser.add_argument("--format", choices=("text", "json"), default="text",
                        help="bentuk keluaran")  # fmt: skip


def run(args: argparse.Namespace) -> int:
    """Check a feed; 0 when JDIHN can read it, 1 when something must be mended."""
    feed = jdihn.parse(args.feed, _bytes(args.feed, args.root))
    found = tuple(jdihn_check.check(feed))
    if args.format == "json":
        print(json.dumps([fault.as_dict() for fault in found], ensure_ascii=False, indent=2))
    else:
        for fault in found:
            print(fault.as_text())
        tolerated = sum(fault.tolerated for fault in found)
        count = len(feed) if isinstance(feed, list) else 0
        wrong = len(found) - tolerated
        print(f"{count} rekaman: {wrong} harus diperbaiki, {tolerated} perlu dilihat.")
    return int(any(not fault.tolerated for fault in found))


def _bytes(name: str, root: Path) -> bytes:
    try:
        if name.startswith(("http://", "https://")):
            data = _fetched(name)
        else:
            with (root / name).open("rb") as file:
                data = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "reason", None) or getattr(error, "strerror", None) or error
        raise JdihError(
            f"Umpan {name} tidak dapat dibuka ({reason}).", "Periksa nama berkas atau alamatnya."
        ) from error
    if len(data) > LARGEST:
        raise JdihError(
            f"Umpan {name} lebih besar dari {LARGEST // 1_048_576} MB.", "Periksa alamatnya."
        )
    return data


def _fetched(url: str) -> bytes:
    request = urllib.request.Request(url, headers={"Accept": "application/json"})  # noqa: S310 – http(s) only, see above
    with urllib.request.urlopen(request, timeout=_PATIENCE) as answer:  # noqa: S310
        data: bytes = answer.read(LARGEST + 1)
        return data
