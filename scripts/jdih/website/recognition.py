"""The public list of digests by which a text that somebody passes on can be recognised.

Whoever has a text takes its `sidik_teks` (`jdih.website.visible_text`) and looks it up in FILE.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from jdih.website.visible_text import sidik_teks, words_of

FILE = "feed/sidik.json"
PAGE = "halaman"
"""Title, summary and text, as the page shows them."""
BODY = "isi"
"""The text alone."""
CAPTION = "takarir/"
"""What stands before the platform for which a caption was written."""

_ABOUT = (
    "Setiap sidik adalah SHA-256 dari kata-kata sebuah teks (UTF-8): bentuk NFKC, huruf kecil, "
    "setiap deret tanda selain huruf dan angka menjadi satu spasi, tanpa spasi di awal dan akhir. "
    "`sidik` adalah sidik seluruh folder naskah, `naskah` sidik salinan publiknya."
)


@dataclass(frozen=True, slots=True)
class Recognition:
    """By what an item is known: its id, the digests of its folder and its raw copy, its texts.

    `texts` maps PAGE, BODY and CAPTION with a platform to a `sidik_teks`. `raw` is empty where no
    raw copy is published. What was `withdrawn` is known too, so that whoever meets it learns of it.
    """

    id: str
    sidik: str
    raw: str
    texts: Mapping[str, str]
    withdrawn: bool = False


def texts_of(
    title: str, summary: str, html: str, captions: Iterable[tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    """Yield the *sidik teks* of what a reader may copy from an item, as `Recognition.texts`.

    `html` is its text as rendered, `captions` are (platform, text).
    """
    words = words_of(html)
    yield PAGE, sidik_teks(title, summary, words)
    yield BODY, sidik_teks(words)
    for platform, caption in captions:
        yield CAPTION + platform, sidik_teks(caption)


def digests(known: Iterable[tuple[str, str, Recognition]]) -> bytes:
    """Return FILE for (address, title, recognition) in their order."""
    items = [
        {
            "id": item.id,
            "alamat": at,
            "judul": title,
            "sidik": item.sidik,
            "naskah": item.raw or None,
            "teks": dict(item.texts),
            **({"ditarik": True} if item.withdrawn else {}),
        }
        for at, title, item in known
    ]
    told = {"keterangan": _ABOUT, "konten": items}
    return json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n"
