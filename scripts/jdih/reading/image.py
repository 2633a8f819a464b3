"""The one door to Pillow: what an image really is, and the same image without its metadata."""

from __future__ import annotations

import hashlib
import io
import posixpath
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction

from PIL import ExifTags, Image, ImageFile, UnidentifiedImageError

from jdih.model.channel import PictureRule
from jdih.model.document import Picture

PIXEL_LIMIT = 25_000_000
BYTE_LIMIT = 5 * 1024 * 1024
SUFFIXES = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP"}
"""Image files that content may hold, and the format each must really have."""

_BEGINS = re.compile(
    rb"(?P<png>\x89PNG\r\n)|(?P<jpg>\xff\xd8\xff)|(?P<webp>RIFF.{4}WEBP)", re.DOTALL
)
_METADATA_KEYS = ("exif", "xmp", "photoshop")
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What EXIF's orientation asks of who shows the picture (TIFF 6.0, tag 274)."""
_LOOKS = ("transparency", "icc_profile")
"""What a picture carries besides its pixels and needs to look the same."""


def is_image(path: str) -> bool:
    """Say whether a file is named like an image that content may hold."""
    return posixpath.splitext(path)[1].lower() in SUFFIXES


def suffix_of(data: bytes) -> str:
    """Return how a file that begins like this is named, empty for none that content may hold.

    Only `inspect` says whether it is a sound image.
    """
    found = _BEGINS.match(data)
    return f".{found.lastgroup}" if found else ""


_INSPECTED: dict[tuple[str, bytes], Picture] = {}
"""By path and SHA-256: an audit meets the same picture in many commits, and decoding is slow."""


def inspect(path: str, data: bytes) -> Picture:
    """Decode an image completely and say what it is. Never raises for what `data` holds."""
    key = path, hashlib.sha256(data).digest()
    if key not in _INSPECTED:
        _INSPECTED[key] = _decoded(path, data)
    return _INSPECTED[key]


def _decoded(path: str, data: bytes) -> Picture:
    if len(data) > BYTE_LIMIT:
        size, limit = len(data) / 1_048_576, BYTE_LIMIT // 1_048_576
        shown = f"{size:.1f}".replace(".", ",")
        return Picture(path, fault=f"Ukurannya {shown} MB, batasnya {limit} MB.")
    try:
        with _opened(data) as image:
            wanted = SUFFIXES[posixpath.splitext(path)[1].lower()]
            if image.format != wanted:
                return Picture(path, fault=f"Isinya {image.format}, namanya {wanted}.")
            if image.width * image.height > PIXEL_LIMIT:
                return Picture(path, fault=_too_many(image.width, image.height))
            image.load()
            return Picture(path, str(image.format), image.width, image.height, _has_metadata(image))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return Picture(path, fault=f"Luasnya lebih dari {PIXEL_LIMIT // 1_000_000} juta piksel.")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError):
        return Picture(path, fault="Berkas ini bukan gambar yang utuh.")


def strip(path: str, data: bytes) -> bytes:
    """Return the same picture without metadata, turned as its orientation said.

    The caller has made sure by `inspect` that `data` is a sound image.
    """
    kind = SUFFIXES[posixpath.splitext(path)[1].lower()]
    with _opened(data) as image:
        turn = _TURNS.get(image.getexif().get(ExifTags.Base.Orientation, 1))
        upright = image.copy() if turn is None else image.transpose(turn)
        upright.info = {key: upright.info[key] for key in _LOOKS if key in upright.info}
        profile = upright.info.get("icc_profile")
        out = io.BytesIO()
        upright.save(out, kind, icc_profile=profile, optimize=True, quality=92)
        return out.getvalue()


def fitted(path: str, data: bytes, rule: PictureRule) -> tuple[str, bytes]:
    """Return a suffix and the picture as a platform takes it: never larger, never cut.

    It is scaled down to `rule`'s width and height, and turned into its first format when its own
    is not among them (on white where it was transparent). One that fits is returned as it is. The
    caller has made sure by `inspect` that `data` is a sound image.
    """
    suffix = posixpath.splitext(path)[1].lower()
    kind = SUFFIXES[suffix]
    wanted = kind if kind in rule.formats or not rule.formats else rule.formats[0]
    with _opened(data) as image:
        limits = ((rule.width, image.width), (rule.height, image.height))
        scale = min((Fraction(limit, size) for limit, size in limits if limit), default=Fraction(1))
        if scale >= 1 and wanted == kind:
            return suffix, data
        picture = image.convert("RGBA")
        if scale < 1:
            size = (max(1, int(image.width * scale)), max(1, int(image.height * scale)))
            picture = picture.resize(size, Image.Resampling.LANCZOS)
        if wanted == "JPEG" or picture.getchannel("A").getextrema() == (255, 255):
            ground = Image.new("RGBA", picture.size, "white")
            picture = Image.alpha_composite(ground, picture).convert("RGB")
        out = io.BytesIO()
        profile = image.info.get("icc_profile")
        picture.save(out, wanted, icc_profile=profile, optimize=True, quality=92)
    return next(ending for ending, name in SUFFIXES.items() if name == wanted), out.getvalue()


def thumbnail(data: bytes, longest: int = 900) -> bytes:
    """Return a picture small, as a JPEG on white without metadata: `longest` pixels at most.

    The caller has made sure by `inspect` that `data` is a sound image.
    """
    with _opened(data) as image:
        image.thumbnail((longest, longest))
        drawn = image.convert("RGBA")
        paper = Image.new("RGB", drawn.size, "white")
        paper.paste(drawn, mask=drawn.getchannel("A"))
        out = io.BytesIO()
        paper.save(out, "JPEG", quality=85)
        return out.getvalue()


@contextmanager
def _opened(data: bytes) -> Iterator[ImageFile.ImageFile]:
    with warnings.catch_warnings():
        # What Pillow says of damaged EXIF helps nobody: it is refused or stripped anyway.
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        with Image.open(io.BytesIO(data), formats=tuple(set(SUFFIXES.values()))) as image:
            yield image


def _has_metadata(image: Image.Image) -> bool:
    # `text` is what a PNG says about itself: author, program, a profile of the camera.
    return bool(
        image.getexif()
        or getattr(image, "text", None)
        or any(key in image.info for key in _METADATA_KEYS)
    )


def _too_many(width: int, height: int) -> str:
    return f"Luasnya {width} × {height} piksel, batasnya {PIXEL_LIMIT // 1_000_000} juta."


Image.MAX_IMAGE_PIXELS = PIXEL_LIMIT
