"""The address of a post: whether it fits its platform, and the one way it is written down.

A platform's pattern is an address with places: ``{kode}`` identifies the post, ``{akun}`` is the
account, ``{judul}`` whatever else may stand there. What a pattern does not name – parameters that
trace who passed the address on (``utm_…``, ``igsh``, ``si``), a fragment – is left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import SplitResult, parse_qs, urlsplit

from jdih.model.channel import Channel

PLACE = re.compile(r"\{([a-z]+)\}")
"""A place in a pattern, with its name."""
IDENTITY = "kode"
"""The place that identifies a post."""
_ACCOUNT = "akun"
_FILLING = {IDENTITY: r"[A-Za-z0-9_.-]+", _ACCOUNT: r"[A-Za-z0-9_.%-]+", "judul": r"[^/?#]+"}
PLACES = frozenset(_FILLING)
"""The names of places there are."""

_PRINTED = re.compile(r"[!#-;=?-\[\]_a-z~]+")
"""What an address is made of: ASCII without white space, brackets of markup, and back slashes."""
_LONGEST = 1_000
_SAME_SITE = ("www.", "m.", "mobile.", "web.")


class BadAddress(ValueError):
    """An address that is none of a post. `message` and `remedy` are Indonesian."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Post:
    """A post: its address as it is written down, and what identifies it on its platform."""

    address: str
    identity: str


def read_post(text: str, channel: Channel) -> Post:
    """Return the post that an address names.

    Raises BadAddress when it is no https address, fits no pattern of the platform, or names an
    account that is not the office's.
    """
    parts = split_address(text)
    for pattern in channel.patterns:
        values = _values(parts, pattern)
        if values is None:
            continue
        account = values.get(_ACCOUNT, "").lower()
        own = {name.lower().removeprefix("@") for name in channel.accounts}
        # An account that a platform writes as a number cannot be told from its name.
        if account and own and account not in own and not account.isdigit():
            raise BadAddress(
                f"Alamat itu milik akun “{account}”, bukan akun kantor di {channel.name}.",
                f"Salin alamat unggahan dari akun kantor: {', '.join(channel.accounts)}.",
            )
        return Post(pattern.format_map(values), values[IDENTITY])
    raise BadAddress(
        f"Alamat itu bukan alamat unggahan di {channel.name}.",
        "Salin alamat unggahannya sendiri, bukan halaman akun, misalnya "
        f"{', '.join(channel.patterns[:2])}.",
    )


def is_at(text: str, channel: Channel) -> bool:
    """Say whether an address lies on one of the platform's hosts. Raises BadAddress."""
    host = _site(split_address(text))
    return host in {_site(urlsplit(pattern)) for pattern in channel.patterns}


def plain_address(text: str) -> str:
    """Return an address with its host in lower case, without its fragment. Raises BadAddress."""
    parts = split_address(text)
    return parts._replace(netloc=parts.netloc.lower(), fragment="").geturl()


def split_address(text: str) -> SplitResult:
    """Take an address apart. Raises BadAddress unless it is https with a plain host name."""
    remedy = "Salin alamatnya dari peramban atau tombol Bagikan, diawali https://."
    if len(text) > _LONGEST or not _PRINTED.fullmatch(text):
        raise BadAddress(
            f"Alamat harus satu baris tanpa spasi, paling panjang {_LONGEST} karakter.", remedy
        )
    try:
        parts = urlsplit(text)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme != "https" or not parts.hostname or set(parts.netloc) & set("@:[]"):
        raise BadAddress("Alamat harus diawali https:// dan nama situsnya.", remedy)
    return parts


def _values(parts: SplitResult, pattern: str) -> dict[str, str] | None:
    """Return what stands at a pattern's places in an address, None where it does not fit."""
    wanted = urlsplit(pattern)
    if _site(parts) != _site(wanted):
        return None
    found = _shape(wanted.path.rstrip("/")).fullmatch(parts.path.rstrip("/"))
    if found is None:
        return None
    values = found.groupdict()
    there = parse_qs(parts.query)
    for name, (place,) in parse_qs(wanted.query).items():
        match = _shape(place).fullmatch(there[name][0]) if len(there.get(name, ())) == 1 else None
        if match is None:
            return None
        values |= match.groupdict()
    return values


@lru_cache(maxsize=256)
def _shape(pattern: str) -> re.Pattern[str]:
    pieces = PLACE.split(pattern)
    named = (f"(?P<{name}>{_FILLING[name]})" for name in pieces[1::2])
    texts = map(re.escape, pieces[::2])
    return re.compile(next(texts) + "".join(a + b for a, b in zip(named, texts, strict=True)))


def _site(parts: SplitResult) -> str:
    """Return the host, by one name whichever front door it was read at."""
    host = parts.hostname or ""
    front = next((prefix for prefix in _SAME_SITE if host.startswith(prefix)), "")
    return host.removeprefix(front)
