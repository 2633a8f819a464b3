"""Pictures: what they really are, and what is left of them after stripping."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image, PngImagePlugin

from jdih.model.channel import PictureRule
from jdih.reading.image import BYTE_LIMIT, fitted, inspect, is_image, strip

SUFFIX = {"PNG": "a.png", "JPEG": "a.jpg", "WEBP": "a.webp"}


def picture(size: tuple[int, int] = (6, 4)) -> Image.Image:
    """Return a picture whose corners all differ, so that any turn shows."""
    image = Image.new("RGB", size)
    for x in range(size[0]):
        for y in range(size[1]):
            image.putpixel((x, y), (40 * x, 60 * y, 10 * x * y))
    return image


def saved(image: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def exif(orientation: int = 1) -> Image.Exif:
    tags = Image.Exif()
    tags[ExifTags.Base.Make] = "Kamera"
    tags[ExifTags.Base.Orientation] = orientation
    tags[ExifTags.IFD.GPSInfo] = {1: "S", 2: (6.0, 10.0, 30.0)}
    return tags


def reopened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def chunk(data: bytes, kind: bytes, content: bytes) -> bytes:
    """Put a PNG chunk behind the header of `data`."""
    body = struct.pack(">I", len(content)) + kind + content
    return data[:33] + body + struct.pack(">I", zlib.crc32(kind + content)) + data[33:]


@pytest.mark.parametrize("kind", SUFFIX)
def test_a_sound_picture(kind: str) -> None:
    found = inspect(SUFFIX[kind], saved(picture(), kind))
    assert (found.format, found.width, found.height) == (kind, 6, 4)
    assert (found.metadata, found.fault) == (False, "")


def test_names_of_images_in_any_case() -> None:
    assert is_image("a/b.JPeG")
    assert not is_image("a.svg")
    assert not is_image("png")


def test_content_that_is_not_what_the_name_says() -> None:
    assert inspect("a.jpg", saved(picture())).fault == "Isinya PNG, namanya JPEG."


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF", "ICO", "PPM"])
def test_other_formats_are_not_even_tried(kind: str) -> None:
    assert inspect("a.png", saved(picture(), kind)).fault == "Berkas ini bukan gambar yang utuh."


@pytest.mark.parametrize(
    "data", [b"", b"<svg/>", b"%PDF-1.7", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"RIFF"]
)
@pytest.mark.parametrize("name", SUFFIX.values())
def test_what_is_no_picture(name: str, data: bytes) -> None:
    assert inspect(name, data).fault == "Berkas ini bukan gambar yang utuh."


@pytest.mark.parametrize("kind", SUFFIX)
def test_a_picture_cut_short(kind: str) -> None:
    data = saved(Image.effect_noise((64, 64), 90).convert("RGB"), kind)
    for length in range(0, len(data) - 60, 97):
        assert inspect(SUFFIX[kind], data[:length]).fault, length


@pytest.mark.parametrize(
    ("size", "fault"),
    [((5000, 5000), ""), ((5001, 5000), "juta"), ((20_000, 20_000), "juta piksel")],
)
def test_a_small_file_with_many_pixels(size: tuple[int, int], fault: str) -> None:
    data = saved(Image.new("1", size), optimize=False)
    assert len(data) < 100_000
    found = inspect("a.png", data)
    assert fault in found.fault
    assert bool(found.fault) == bool(fault)


def test_a_header_alone_can_claim_any_size() -> None:
    claim = struct.pack(">IIBBBBB", 2**31 - 1, 2**31 - 1, 8, 2, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + claim
    data += struct.pack(">I", zlib.crc32(b"IHDR" + claim))
    assert inspect("a.png", data).fault


def test_too_many_bytes_are_not_decoded() -> None:
    data = saved(picture()) + b"\0" * BYTE_LIMIT
    assert inspect("a.png", data).fault == "Ukurannya 5,0 MB, batasnya 5 MB."


def test_a_text_chunk_that_unpacks_to_megabytes() -> None:
    bomb = chunk(saved(picture()), b"zTXt", b"a\0\0" + zlib.compress(b"x" * 50_000_000))
    assert inspect("a.png", bomb).fault


def with_xmp() -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta/>")
    return saved(picture(), pnginfo=info)


def with_author() -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", "seseorang")
    return saved(picture(), pnginfo=info)


def with_profile() -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_text("Raw profile type APP1", "\nexif\n 2\n0000")
    return saved(picture(), pnginfo=info)


METADATA: dict[str, Callable[[], bytes]] = {
    "exif.png": lambda: saved(picture(), exif=exif()),
    "exif.jpg": lambda: saved(picture(), "JPEG", exif=exif()),
    "exif.webp": lambda: saved(picture(), "WEBP", exif=exif()),
    "xmp.png": with_xmp,
    "xmp.jpg": lambda: saved(picture(), "JPEG", xmp=b"<x:xmpmeta/>"),
    "xmp.webp": lambda: saved(picture(), "WEBP", xmp=b"<x:xmpmeta/>"),
    "text.png": with_author,
    "profile.png": with_profile,
}


@pytest.mark.parametrize("name", METADATA)
def test_metadata_is_seen_and_stripped(name: str) -> None:
    data = METADATA[name]()
    assert inspect(name, data).metadata
    stripped = strip(name, data)
    found = inspect(name, stripped)
    assert (found.metadata, found.fault) == (False, "")
    for mark in (b"Kamera", b"xmpmeta", b"seseorang", b"Author", b"APP1", b"Exif"):
        assert mark not in stripped


def test_a_comment_goes_with_the_rest() -> None:
    data = saved(picture(), "JPEG", exif=exif(), comment=b"dibuat oleh seseorang")
    assert b"seseorang" not in strip("a.jpg", data)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_pixels_are_the_same_turned_as_the_camera_said(orientation: int) -> None:
    turn = {2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2}
    stripped = reopened(strip("a.png", saved(picture(), exif=exif(orientation))))
    shown = picture()
    if orientation in turn:
        shown = shown.transpose(Image.Transpose(turn[orientation]))
    assert stripped.size == shown.size
    assert stripped.tobytes() == shown.tobytes()


@pytest.mark.parametrize("kind", ["JPEG", "WEBP"])
def test_a_photo_stays_close_to_what_it_was(kind: str) -> None:
    before = Image.radial_gradient("L").convert("RGB")
    data = saved(before, kind, quality=95, exif=exif())
    after = reopened(strip(SUFFIX[kind], data))
    pairs = zip(before.convert("L").tobytes(), after.convert("L").tobytes(), strict=True)
    assert max(abs(a - b) for a, b in pairs) < 16


def test_transparency_and_colour_profile_stay() -> None:
    see_through = picture().convert("P")
    data = saved(see_through, exif=exif(), transparency=0, icc_profile=b"profil")
    stripped = reopened(strip("a.png", data))
    assert stripped.mode == "P"
    assert stripped.info["transparency"] == reopened(data).info["transparency"]
    assert stripped.info["icc_profile"] == b"profil"
    assert stripped.convert("RGBA").tobytes() == reopened(data).convert("RGBA").tobytes()


def test_stripping_twice_changes_nothing_more() -> None:
    once = strip("a.png", saved(picture(), exif=exif(6)))
    assert strip("a.png", once) == once


SAMPLES = {name: make() for name, make in METADATA.items()}


@given(st.sampled_from(sorted(SAMPLES)), st.data())
@settings(deadline=None, max_examples=300)
def test_damaged_bytes_are_a_fault_never_a_failure(name: str, data: st.DataObject) -> None:
    broken = bytearray(SAMPLES[name])
    places = st.tuples(st.integers(0, len(broken) - 1), st.integers(0, 255))
    for at, value in data.draw(st.lists(places, min_size=1, max_size=8)):
        broken[at] = value
    if not inspect(name, bytes(broken)).fault:
        assert not inspect(name, strip(name, bytes(broken))).metadata


CHUNKS = [b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"iCCP", b"tRNS", b"PLTE", b"acTL", b"fcTL", b"cHRM"]


@given(st.sampled_from(CHUNKS), st.binary(max_size=40))
@settings(deadline=None, max_examples=200)
def test_any_chunk_is_a_fault_or_read(kind: bytes, content: bytes) -> None:
    data = chunk(saved(picture()), kind, content)
    if not inspect("a.png", data).fault:
        assert not inspect("a.png", strip("a.png", data)).metadata


# --- for a platform ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "size"),
    [
        (PictureRule(), (60, 40)),
        (PictureRule(width=60, height=40), (60, 40)),
        (PictureRule(width=600), (60, 40)),
        (PictureRule(width=30), (30, 20)),
        (PictureRule(height=10), (15, 10)),
        (PictureRule(width=30, height=10), (15, 10)),
        (PictureRule(width=1, height=1), (1, 1)),
    ],
)
@pytest.mark.parametrize("kind", SUFFIX)
def test_a_picture_is_scaled_down_as_a_whole(
    kind: str, rule: PictureRule, size: tuple[int, int]
) -> None:
    data = saved(picture((60, 40)), kind)
    suffix, made = fitted(SUFFIX[kind], data, rule)
    assert reopened(made).size == size
    assert suffix == SUFFIX[kind][1:]
    assert (made == data) == (size == (60, 40)), "what fits is returned as it is"


def test_a_format_that_is_not_taken_becomes_the_first() -> None:
    rule = PictureRule(formats=("JPEG", "WEBP"))
    data = saved(picture())
    suffix, made = fitted("a.png", data, rule)
    assert (suffix, reopened(made).format) == (".jpg", "JPEG")
    webp = saved(picture(), "WEBP")
    assert fitted("a.webp", webp, rule) == (".webp", webp)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK"])
def test_any_kind_of_picture_can_be_made_smaller(mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    data = saved(Image.new(mode, (20, 10)), kind)
    for formats in ((), ("JPEG",), ("PNG",), ("WEBP",)):
        _, made = fitted(SUFFIX[kind], data, PictureRule(width=10, formats=formats))
        assert reopened(made).size == (10, 5)


def test_what_is_transparent_stays_so_where_it_can() -> None:
    data = saved(Image.new("RGBA", (20, 10), (9, 9, 9, 0)))
    _, made = fitted("a.png", data, PictureRule(width=10))
    assert reopened(made).getpixel((0, 0))[3] == 0  # type: ignore[index]
