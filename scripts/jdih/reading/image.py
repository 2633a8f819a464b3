"""The one door to Pillow: what an image really is, and the same image without its metadata."""

from __future__ import annotations

import io
import warnings
from pathlib import PurePosixPath

from PIL import Image, ImageFile, UnidentifiedImageError

from jdih.model.document import Picture

PIXEL_LIMIT = 25_000_000
BYTE_LIMIT = 5 * 1024 * 1024
SUFFIXES = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP"}
"""Image files that content may hold, and the format each must really have."""

_METADATA_KEYS = ("exif", "xmp", "XML:com.adobe.xmp", "photoshop", "Raw profile type exif")


def is_image(path: str) -> bool:
    """Say whether a file is named like an image that content may hold."""
    return PurePosixPath(path).suffix.lower() in SUFFIXES


def inspect(path: str, data: bytes) -> Picture:
    """Decode an image completely and say what it is. Never raises for what `data` holds."""
    if len(data) > BYTE_LIMIT:
        size, limit = len(data) / 1_048_576, BYTE_LIMIT // 1_048_576
        return Picture(path, fault=f"Ukurannya {size:.1f} MB, batasnya {limit} MB.")
    try:
        with _guarded(data) as image:
            wanted = SUFFIXES[PurePosixPath(path).suffix.lower()]
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
    """Return the same picture without EXIF and XMP, turned as its orientation said.

    The caller has made sure by `inspect` that `data` is a sound image.
    """
    with _guarded(data) as image:
        image.load()
        upright = _upright(image)
        out = io.BytesIO()
        kind = SUFFIXES[PurePosixPath(path).suffix.lower()]
        if kind == "JPEG":
            upright.save(out, kind, quality=92, optimize=True)
        elif kind == "WEBP":
            upright.save(out, kind, quality=92, exif=b"", xmp=b"")
        else:
            upright.info.clear()
            upright.save(out, kind, optimize=True)
        return out.getvalue()


def _upright(image: Image.Image) -> Image.Image:
    turned = {3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_270,
              8: Image.Transpose.ROTATE_90}.get(image.getexif().get(0x0112, 1))  # fmt: skip
    copy = image.copy() if turned is None else image.transpose(turned)
    for key in _METADATA_KEYS:
        copy.info.pop(key, None)
    return copy


def _guarded(data: bytes) -> ImageFile.ImageFile:
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        return Image.open(io.BytesIO(data), formats=tuple(set(SUFFIXES.values())))


def _has_metadata(image: Image.Image) -> bool:
    return bool(image.getexif()) or any(key in image.info for key in _METADATA_KEYS)


def _too_many(width: int, height: int) -> str:
    return f"Luasnya {width} × {height} piksel, batasnya {PIXEL_LIMIT // 1_000_000} juta."


Image.MAX_IMAGE_PIXELS = PIXEL_LIMIT
