"""How long a text is, as a platform counts it. The one door to regex and to publicsuffixlist.

X counts by weights (twitter-text configuration 3, ``config/v3.json`` of github.com/twitter/
twitter-text): a letter of the Latin and neighbouring scripts 1, any other 2, an emoji 2 however
many code points it is made of, an address 23 however long. Texts count in Unicode's form NFC. The
published conformance cases stand in ``tests/examples/text_length``. What departs from that library
on purpose: emoji and top-level domains are today's, not those of its last release; what may follow
``t.co/`` is not limited.

A text is taken with LF at the end of its lines, as everything here is kept.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import repeat

import regex
from publicsuffixlist import PublicSuffixList

from jdih.model.channel import Counting

_ADDRESS_WEIGHT = 23
_EMOJI_WEIGHT = 2
_LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
"""Ranges of code points that weigh 1; all others weigh 2."""
_LONGEST_ADDRESS = 4096
_LONGEST_NAME = 253
"""The most a host name may be long (RFC 1035); what is longer is not even looked at."""

_ELEMENT = (
    r"(?:\p{Regional_Indicator}{2}"
    r"|(?![©®](?!\uFE0F))\p{Extended_Pictographic}"
    r"(?:(?<=\p{Emoji_Modifier_Base})\p{Emoji_Modifier}|\uFE0F)?"
    r"(?:[\U000E0020-\U000E007E]+\U000E007F)?)"
)
_EMOJI = rf"(?:[0-9#*]\uFE0F?\u20E3|{_ELEMENT}(?:\u200D{_ELEMENT})*)"
_SIGN = regex.compile(rf"(?P<emoji>{_EMOJI})|\X")

_MARKED = r"À-ÖØ-öø-ɏ"
_LATIN = rf"A-Za-z0-9{_MARKED}"
_LETTER = rf"{_MARKED}\u0300-\u036F\u1E00-\u1EFF"
"""Latin letters with marks, as twitter-text lets them stand in an address."""
_LABEL = r"[\p{L}\p{M}\p{N}\p{So}_-]+"
_ADDRESS = regex.compile(
    rf"(?<![A-Za-z0-9@\uFF20$#\uFF03\u202A-\u202E])https?://(?P<host>{_LABEL}(?:\.{_LABEL})+)"
    rf"|(?<![{_LATIN}@$#_./\u202A-\u202E-])(?P<bare>[{_LATIN}-]+(?:\.[{_LATIN}-]+)+)",
    regex.IGNORECASE,
)
"""An address with its protocol, or a ``bare`` name that may be one."""
_PATH = rf"a-z\p{{Cyrillic}}0-9!*';:=+,.$/%#\[\]\-–_~@|&{_LETTER}"
_ENDING = rf"a-z\p{{Cyrillic}}0-9=_#/+\-{_LETTER}"
_BRACKETS = rf"\([{_PATH}]*+(?:\([{_PATH}]++\)[{_PATH}]*+)?\)"
_REST = regex.compile(
    r"(?::[0-9]+)?"
    rf"(?P<path>/(?:(?:[{_PATH}]|{_BRACKETS})*(?:[{_ENDING}]|{_BRACKETS}))?)?"
    r"(?:\?[a-z0-9!?*'@();:&=+$/%#\[\]\-_.,~|]*[a-z0-9\-_&=#/])?",
    regex.IGNORECASE,
)
_TOP = regex.compile(r"(?:xn--[a-z0-9-]+|[a-z]+|[^\W\d_a-z]+)(?![0-9a-z@+-])", regex.IGNORECASE)


def length(text: str, counting: Counting) -> int:
    """Return the length of `text`."""
    return sum(weight for _, weight in _units(text, counting))


def excess(text: str, counting: Counting, limit: int) -> int | None:
    """Return where (a position in `text`) it passes `limit`, None when it stays within."""
    if _at_most(text, counting) <= limit:
        return None
    total = 0
    for start, weight in _units(text, counting):
        total += weight
        if total > limit:
            return start
    return None


def _at_most(text: str, counting: Counting) -> int:
    """Return a bound of the length of `text` that is quickly known."""
    if counting is Counting.BYTES:
        return len(text.encode())
    if counting is Counting.WEIGHTED:
        # Every address holds a dot. No letter becomes more than three in Unicode's form NFC.
        return (1 if text.isascii() else 6) * len(text) + _ADDRESS_WEIGHT * text.count(".")
    return len(text.encode("utf-16-le")) // 2


def _units(text: str, counting: Counting) -> Iterator[tuple[int, int]]:
    """Yield where each sign or address of `text` begins, and how much it counts."""
    if counting is Counting.WEIGHTED:
        yield from _weighted(text)
        return
    for sign in _SIGN.finditer(text):
        yield sign.start(), _plain(sign[0], counting)


def _plain(sign: str, counting: Counting) -> int:
    if counting is Counting.BYTES:
        return len(sign.encode())
    return len(sign.encode("utf-16-le")) // 2 if counting is Counting.UTF16 else 1


def _weighted(text: str) -> Iterator[tuple[int, int]]:
    done = 0
    for start, end in _addresses(text):
        yield from _signs(text, done, start)
        yield start, _ADDRESS_WEIGHT
        done = end
    yield from _signs(text, done, len(text))


def _signs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if text[start:end].isascii():
        yield from zip(range(start, end), repeat(1))
        return
    for sign in _SIGN.finditer(text, start, end):
        composed = unicodedata.normalize("NFC", sign[0])
        yield sign.start(), _EMOJI_WEIGHT if sign["emoji"] else sum(map(_weight, composed))


def _weight(letter: str) -> int:
    point = ord(letter)
    light = point <= _LIGHT[0][1] or any(first <= point <= last for first, last in _LIGHT)
    return 1 if light else 2


def _addresses(text: str) -> Iterator[tuple[int, int]]:
    """Yield beginning and end of every address that X would make a link of."""
    at = 0
    while found := _ADDRESS.search(text, at):
        host = _host(text, *found.span("host" if found["host"] else "bare"))
        at = found.end()
        if host is None:
            continue
        rest = _REST.match(text, host)
        # Behind a name without its protocol a port or a query alone is no part of the link.
        at = rest.end() if rest and (found["host"] or rest["path"]) else host
        if at - found.start() <= _LONGEST_ADDRESS:
            yield found.start(), at


def _host(text: str, start: int, end: int) -> int | None:
    """Return where the longest host name within a span ends, None when there is none."""
    while (dot := text.rfind(".", start, end)) > start:
        top = _TOP.match(text, dot + 1)
        near = dot - start < _LONGEST_NAME
        if near and top and _top_level(top[0]) and _sound(text[start : top.end()]):
            return top.end()
        end = dot
    return None


def _sound(name: str) -> bool:
    if "_" in "".join(name.split(".")[-2:]) or any(
        label.startswith("-") or label.endswith("-") for label in name.split(".")
    ):
        return False
    try:
        name.encode("idna")
    except UnicodeError:
        return False
    return True


def _top_level(name: str) -> bool:
    return _suffixes().publicsuffix(f"a.{name.lower()}") is not None


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList(accept_unknown=False, only_icann=True)
