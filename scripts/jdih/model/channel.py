"""The platforms on which the office posts: what ``site_config/platform.yml`` holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Counting(StrEnum):
    """How a platform counts the length of a text (``hitungan``); see `jdih.reading.text_length`."""

    CHARACTERS = "karakter"
    WEIGHTED = "x"
    UTF16 = "utf16"
    BYTES = "bita"

    @property
    def label(self) -> str:
        """What is counted, as people read it."""
        return {
            Counting.CHARACTERS: "karakter",
            Counting.WEIGHTED: "menurut hitungan X",
            Counting.UTF16: "satuan UTF-16",
            Counting.BYTES: "bita UTF-8",
        }[self]


class Medium(StrEnum):
    """What can be posted (``jenis``)."""

    PICTURE = "gambar"
    VIDEO = "video"


@dataclass(frozen=True, slots=True)
class TextRule:
    """The longest text of a post, and how its length is counted."""

    limit: int
    counting: Counting


@dataclass(frozen=True, slots=True)
class MediaRule:
    """How many media one post takes, of which kinds. `most` is None where no limit is known."""

    least: int
    most: int | None
    kinds: tuple[Medium, ...]


@dataclass(frozen=True, slots=True)
class PictureRule:
    """What pictures a platform shows well; None and empty where it says nothing.

    `width` and `height` in pixels are the largest that are of use: what is larger is scaled down
    for the upload. `least_width` is in pixels too. Ratios are width to height. `formats` are those
    of `jdih.model.document.Picture`, the one to turn others into first. `alt` is True where the
    platform has a field for the alternative text.
    """

    width: int | None = None
    height: int | None = None
    least_width: int | None = None
    least_ratio: Fraction | None = None
    most_ratio: Fraction | None = None
    formats: tuple[str, ...] = ()
    alt: bool = False


@dataclass(frozen=True, slots=True)
class Channel:
    """A platform. `code` is that of ``takarir/<code>.md``, `name` what the public reads.

    `patterns` are addresses of a post, ``{kode}`` standing for what identifies it (see
    `jdih.workflow.post`). `accounts` are the office's own; none means that any will do. What the
    table does not say – `text`, `media`, the number of `hashtags` – is not checked.
    """

    code: str
    name: str
    patterns: tuple[str, ...]
    accounts: tuple[str, ...] = ()
    text: TextRule | None = None
    hashtags: int | None = None
    media: MediaRule | None = None
    picture: PictureRule = PictureRule()


def name_of(code: str, channels: Mapping[str, Channel]) -> str:
    """Return the name of a platform, its code where the table no longer has it."""
    return channels[code].name if code in channels else code
