"""``site_config/platform.yml``: where the office posts, and how posts are addressed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from jdih.model.channel import Channel, Counting, MediaRule, Medium, PictureRule, TextRule
from jdih.model.finding import Finding, Location, Rule
from jdih.model.node import Mapping
from jdih.model.tree import Tree
from jdih.reading.schema import CHANNELS
from jdih.reading.setting_file import read_setting
from jdih.workflow.post import IDENTITY, PLACE

CHANNELS_PATH = "site_config/platform.yml"

PLACES = Rule(
    "JD841",
    "pola-unggahan",
    "Setiap pola alamat unggahan harus memuat {kode} satu kali, dan tempat lain paling banyak "
    "satu kali.",
    "Dari {kode} dikenali unggahan yang sama, agar satu alamat tidak dicatat untuk dua konten.",
    "Tulis seperti contoh pada bagian atas site_config/platform.yml.",
)
REPEATED = Rule(
    "JD842",
    "platform-ganda",
    "Setiap platform hanya boleh tercantum satu kali.",
    "Dua butir untuk satu platform membuat pola alamatnya tidak pasti.",
    "Satukan polanya dalam satu butir.",
)
BACKWARDS = Rule(
    "JD843",
    "batas-terbalik",
    "Batas terkecil sebuah platform tidak boleh melebihi batas terbesarnya.",
    "Di antara dua batas yang terbalik tidak ada yang memenuhi, sehingga semua konten ditolak.",
    "Tukar kedua angka itu, atau perbaiki yang keliru.",
)
RULES = (PLACES, REPEATED, BACKWARDS)


_BETWEEN = (
    ("media", "paling_sedikit", "paling_banyak"),
    ("gambar", "lebar_terkecil", "lebar"),
    ("gambar", "rasio_terkecil", "rasio_terbesar"),
)
"""Part of a row → its lower and its upper limit."""


@dataclass(frozen=True, slots=True)
class ChannelsFile:
    """The platforms as read, by code; None when the file is missing, empty or cannot be used."""

    channels: dict[str, Channel] | None
    findings: tuple[Finding, ...] = ()


def read_channels(tree: Tree) -> ChannelsFile:
    """Read ``site_config/platform.yml`` of a tree, strictly. Raises JdihError as `read_setting`."""
    file = read_setting(tree, CHANNELS_PATH, CHANNELS)
    checked = tuple(_check(file.root)) if file.root is not None else ()
    findings = (*file.findings, *checked)
    if file.root is None or not file.sound or checked:
        return ChannelsFile(None, findings)
    rows = file.root.mappings("platform")
    return ChannelsFile({row.text("kode"): _channel(row) for row in rows}, findings)


def _channel(row: Mapping) -> Channel:
    return Channel(
        code=row.text("kode"),
        name=row.text("nama"),
        patterns=row.texts("unggahan"),
        accounts=row.texts("akun"),
        text=_text(row.mapping("teks")),
        hashtags=_number(row, "tagar"),
        media=_media(row.mapping("media")),
        picture=_picture(row.mapping("gambar")),
    )


def _text(node: Mapping) -> TextRule | None:
    limit = _number(node, "batas")
    return None if limit is None else TextRule(limit, Counting(node.text("hitungan")))


def _media(node: Mapping) -> MediaRule | None:
    if node.blank:
        return None
    kinds = tuple(Medium(kind) for kind in node.texts("jenis"))
    return MediaRule(_number(node, "paling_sedikit") or 0, _number(node, "paling_banyak"), kinds)


def _picture(node: Mapping) -> PictureRule:
    return PictureRule(
        width=_number(node, "lebar"),
        height=_number(node, "tinggi"),
        least_width=_number(node, "lebar_terkecil"),
        least_ratio=_ratio(node, "rasio_terkecil"),
        most_ratio=_ratio(node, "rasio_terbesar"),
        formats=tuple(name.upper() for name in node.texts("format")),
        alt=node.flag("alt"),
    )


def _number(node: Mapping, key: str) -> int | None:
    written = node.text(key)
    return int(written) if written else None


def _ratio(node: Mapping, key: str) -> Fraction | None:
    written = node.text(key)
    return _size(written) if written else None


def _check(root: Mapping) -> Iterator[Finding]:
    seen: set[str] = set()
    for index, row in enumerate(root.mappings("platform")):
        code = row.text("kode")
        if code in seen:
            place = Location(CHANNELS_PATH, *root.place("platform", index, "kode"))
            yield REPEATED.at(place, f"Platform “{code}” sudah tercantum.")
        seen.add(code)
        for number, pattern in enumerate(row.texts("unggahan")):
            names = PLACE.findall(pattern)
            if IDENTITY not in names or len(set(names)) < len(names):
                place = Location(CHANNELS_PATH, *row.place("unggahan", number))
                yield PLACES.at(place, f"Pola “{pattern}” tidak dapat dipakai.")
        yield from _limits(row)


def _limits(row: Mapping) -> Iterator[Finding]:
    for part, least, most in _BETWEEN:
        node = row.mapping(part)
        low, high = (node.text(least), node.text(most))
        if low and high and _size(low) > _size(high):
            place = Location(CHANNELS_PATH, *node.place(least))
            yield BACKWARDS.at(place, f"`{least}` {low} melebihi `{most}` {high}.")


def _size(written: str) -> Fraction:
    """Return the size of a number or a ratio; 0 for what the schema refuses anyway."""
    try:
        width, _, height = written.partition(":")
        return Fraction(width) / Fraction(height or 1)
    except (ValueError, ZeroDivisionError):
        return Fraction(0)
