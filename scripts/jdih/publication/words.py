"""Words that somebody types for the agenda book, which anybody may read (UU 27/2022)."""

from __future__ import annotations

import re
import unicodedata

from jdih.errors import JdihError
from jdih.reading.source import forbidden
from jdih.rules.privacy import personal

_LONGEST = 1_000
_LONGEST_GROUP = 100
_BETWEEN_DIGITS = re.compile(r"(?<=[0-9])[ .()/-]+(?=[0-9(])")
_NUMBER = re.compile(r"[0-9]{9}|\+[ (]*[0-9]{2}")


def plain_words(name: str, text: str, longest: int = _LONGEST) -> str:
    """Return a typed text on one line. `name` is how faults call it.

    Raises JdihError when it is blank or too long, or holds personal data or a character that
    nobody sees.
    """
    words = unicodedata.normalize("NFKC", " ".join(text.split()))
    if not words:
        raise JdihError(f"{name} masih kosong.", "Tulis dalam satu atau dua kalimat.")
    if len(words) > longest or any(forbidden(words)):
        raise JdihError(
            f"{name} terlalu panjang atau memuat karakter yang tidak terlihat.",
            f"Ketik ulang, paling banyak {longest} karakter.",
        )
    rule = personal(words)
    if rule is not None:
        raise JdihError(
            f"{name} memuat data pribadi; Buku Agenda dapat dibaca siapa saja.", rule.remedy
        )
    return words


def plain_group(text: str) -> str:
    """Return the name of a WhatsApp group.

    Raises JdihError, as `plain_words` does, for a telephone number or an address that lets people
    in.
    """
    words = plain_words("Nama grup", text, _LONGEST_GROUP)
    digits = _BETWEEN_DIGITS.sub("", words)
    nameless = not any(letter.isalpha() for letter in words)
    if nameless or _NUMBER.search(digits) or "://" in words or "whatsapp.com" in words.lower():
        raise JdihError(
            "Nama grup tampak seperti nomor telepon atau alamat undangan.",
            "Tulis nama grupnya saja, misalnya “Grup Biro”; nomor telepon tidak dicatat.",
        )
    return words
