"""Each caption and its pictures, held to what its platform takes (SOP MK step 4, KPU step 6a).

A post is judged where the item has a caption for the platform, by the table of the office,
``site_config/platform.yml``. What cannot be posted is an error in ``content/``; what a platform
shows badly is a warning there too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from urllib.parse import quote

from jdih.model.channel import Channel, MediaRule, Medium
from jdih.model.document import CONTENT, Document, Kind, Picture
from jdih.model.finding import Finding, Location, Rule, Severity
from jdih.reading.places import home_of
from jdih.reading.text_length import excess, length
from jdih.rules.context import Context
from jdih.workflow.caption import posted, written_at

TOO_LONG = Rule(
    "JD851",
    "takarir-terlalu-panjang",
    "Takarir tidak boleh melebihi teks terpanjang platformnya.",
    "Kelebihannya ditolak atau dipotong platform, sehingga yang diunggah bukan yang disetujui.",
    "Pendekkan takarirnya.",
)
MEDIA = Rule(
    "JD852",
    "jumlah-media",
    "Jumlah dan jenis media konten harus dapat diunggah di setiap platform yang bertakarir.",
    "Desain disesuaikan dengan platformnya (SOP MK kegiatan 4); yang tidak muat tidak terunggah.",
    "Tambah atau kurangi medianya, atau hapus takarir untuk platform itu.",
)
HASHTAGS = Rule(
    "JD853",
    "tagar-berlebih",
    "Takarir sebaiknya tidak memuat tagar lebih banyak daripada yang diterima platformnya.",
    "Tagar yang berlebih diabaikan atau ditolak platform.",
    "Pilih tagar yang paling tepat, hapus yang lain.",
    Severity.WARNING,
)
TOO_SMALL = Rule(
    "JD854",
    "gambar-terlalu-kecil",
    "Gambar sebaiknya tidak lebih sempit daripada lebar terkecil platformnya.",
    "Platform memperbesarnya, sehingga tulisannya kabur.",
    "Ekspor ulang gambar dalam ukuran yang lebih besar.",
    Severity.WARNING,
)
RATIO = Rule(
    "JD855",
    "rasio-gambar",
    "Perbandingan lebar dan tinggi gambar sebaiknya dalam batas platformnya.",
    "Di luar batas itu platform memotong gambar, termasuk tulisan di tepinya.",
    "Susun ulang gambar dalam perbandingan yang diterima.",
    Severity.WARNING,
)
RULES = (TOO_LONG, MEDIA, HASHTAGS, TOO_SMALL, RATIO)

_CODES = frozenset(rule.code for rule in RULES)

_HASHTAG = re.compile(r"(?<![\w&])[#\uFF03]\w*[^\W\d_]\w*")


def check_channels(document: Document, context: Context) -> Iterator[Finding]:
    """Yield what of an item does not fit a platform for which it has a caption."""
    if document.kind is not Kind.ITEM or not context.channels or document.withdrawn:
        return
    for code, caption in document.captions:
        channel = context.channels.get(code)
        if channel is not None and caption.strip():
            place = f"{document.folder}/takarir/{code}.md"
            address = context.base + quote(_address(document))
            yield from _text(document, channel, place, caption, address)
            yield from _media(document, channel, place)
            yield from _pictures(document, channel)


def off_the_site(finding: Finding) -> bool:
    """Say whether what was found keeps a document off the office's own site.

    What does not fit a platform does not: a limit that a platform lowers takes nothing away that
    was published before.
    """
    return finding.severity is Severity.ERROR and finding.code not in _CODES


def of_video(document: Document, channel: Channel) -> bool:
    """Say whether a post of the item on a platform is its video."""
    kinds = channel.media.kinds if channel.media else tuple(Medium)
    return document.header.get("video") is not None and Medium.VIDEO in kinds


def pictures_for(document: Document, channel: Channel) -> tuple[Picture, ...]:
    """Return the pictures that go to a platform, in order: all, or the cover of its video."""
    cover = document.header.mapping("video").text("sampul")
    sound = sorted((one for one in document.pictures if not one.fault), key=lambda one: one.path)
    if of_video(document, channel):
        return tuple(one for one in sound if document.within(one.path) == cover)
    if channel.media and Medium.PICTURE not in channel.media.kinds:
        return ()
    return tuple(sound)


def _text(
    document: Document, channel: Channel, path: str, caption: str, address: str
) -> Iterator[Finding]:
    text = posted(caption, address)
    if channel.text is not None:
        limit, counting = channel.text.limit, channel.text.counting
        over = excess(text, counting, limit)
        if over is not None:
            count = f"{_dotted(length(text, counting))} dari {_dotted(limit)} {counting.label}"
            where = Location(path, *written_at(caption, address, over))
            finding = TOO_LONG.at(where, f"Takarir {channel.name}: {count}.")
            yield finding.as_warning() if document.draft else finding
    if channel.hashtags is not None:
        tags = list(_HASHTAG.finditer(text))
        if len(tags) > channel.hashtags:
            where = Location(path, *written_at(caption, address, tags[channel.hashtags].start()))
            message = f"Takarir {channel.name}: {len(tags)} dari {channel.hashtags} tagar."
            yield HASHTAGS.at(where, message)


def _media(document: Document, channel: Channel, path: str) -> Iterator[Finding]:
    rule = channel.media
    if rule is None:
        return
    video = of_video(document, channel)
    count = 1 if video else len(pictures_for(document, channel))
    if count < rule.least or (rule.most is not None and count > rule.most):
        message = f"{channel.name} menerima {_range(rule)}; konten ini mempunyai {count}."
        finding = MEDIA.at(Location(path), message)
        yield finding.as_warning() if document.draft else finding


def _pictures(document: Document, channel: Channel) -> Iterator[Finding]:
    rule = channel.picture
    least, most = rule.least_ratio, rule.most_ratio
    for picture in pictures_for(document, channel):
        place, size = Location(picture.path), f"{picture.width} × {picture.height} piksel"
        if rule.least_width is not None and picture.width < rule.least_width:
            message = f"Untuk {channel.name}: {size}, lebar terkecil {rule.least_width}."
            yield TOO_SMALL.at(place, message)
        ratio = Fraction(picture.width, picture.height)
        tall, wide = least is not None and ratio < least, most is not None and ratio > most
        if not of_video(document, channel) and (tall or wide):
            said = "terlalu tinggi" if tall else "terlalu lebar"
            yield RATIO.at(place, f"Untuk {channel.name}: {size}, {said}.")


def _range(rule: MediaRule) -> str:
    kinds = " atau ".join(kind.value for kind in rule.kinds)
    if rule.most is None:
        return f"paling sedikit {rule.least} {kinds}"
    span = f"{rule.least}" if rule.least == rule.most else f"{rule.least} sampai {rule.most}"
    return f"{span} {kinds}"


def _address(document: Document) -> str:
    """Return the address below the site's base that the item has, or will have once submitted."""
    home = document.path
    if document.draft:
        home = home_of(document.kind, document.slug, year=document.id[:4])
    return home.removeprefix(f"{CONTENT}/").removesuffix("index.md")


def _dotted(number: int) -> str:
    return f"{number:,}".replace(",", ".")
