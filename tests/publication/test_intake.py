"""Pictures of a form: taken in when they are sound, told when they are not."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape

import pytest

from jdih.forge.assets import Assets
from jdih.publication.intake import MOST, Intake, take_in
from jdih.reading.image import inspect
from tests.forge.attachments import PATIENCE, Store, picture, stored

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
BOMB = picture((10_000, 10_000))


@pytest.fixture
def store() -> Iterator[Store]:
    with stored() as store:
        yield store


def taken(store: Store, *files: bytes, **moods: int | str) -> Intake:
    """Take in a text in which `files` stand one after another."""
    store.files = dict(enumerate(files, start=1))
    store.moods = {int(number.removeprefix("ke")): mood for number, mood in moods.items()}
    text = "\n".join(f"![image]({store.at(number)})" for number in store.files)
    return take_in(text, "", Assets(store.origin, {store.far}, seconds=PATIENCE))


def test_pictures_are_named_by_their_place_and_kind(store: Store) -> None:
    intake = taken(store, picture(), picture(kind="JPEG"), picture(kind="WEBP"))
    assert list(intake.files) == ["gambar-1.png", "gambar-2.jpg", "gambar-3.webp"]
    assert intake.refused == ()
    assert "alt" in intake.told()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_metadata_never_comes_in(store: Store, kind: str) -> None:
    dirty = picture(kind=kind, author="Rumah")
    assert b"Rumah" in dirty
    ((name, data),) = taken(store, dirty).files.items()
    assert b"Rumah" not in data
    found = inspect(name, data)
    assert (found.fault, found.metadata) == ("", False)


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (SVG, "bukan PNG"),
        (HTML, "bukan PNG"),
        (b"", "bukan PNG"),
        (b"\x89PNG\r\n\x1a\n" + HTML, "bukan gambar yang utuh"),
        (picture()[:40], "bukan gambar yang utuh"),
        (picture(kind="GIF"), "bukan PNG"),
        (BOMB, "25 juta"),
        (picture() + b"\0" * 5_242_880, "5,0 MB"),
    ],
    ids=["svg", "html", "kosong", "html-bernama-png", "terpotong", "gif", "bom", "besar"],
)
def test_what_is_no_sound_picture_is_told_with_a_remedy(
    store: Store, data: bytes, word: str
) -> None:
    intake = taken(store, data, picture())
    assert list(intake.files) == ["gambar-2.png"]
    (told,) = intake.refused
    assert "gambar ke-1" in told
    assert word in unescape(told)
    assert "unggah ke folder draf" in unescape(told)


def test_one_that_cannot_be_had_keeps_no_other_back(store: Store) -> None:
    intake = taken(store, picture(), picture(), picture(), ke1=404, ke2="lama")
    assert list(intake.files) == ["gambar-3.png"]
    assert ["404" in unescape(line) for line in intake.refused] == [True, False]
    assert intake.told().count("\n- ") == 2


def test_pictures_from_elsewhere_are_told_as_data(store: Store) -> None:
    text = '<img src="https://contoh.example/@semua](x)&lt;b&gt;" />![a](javascript:alert(1))'
    told = take_in(text, "", Assets(store.origin, {store.far})).told()
    assert "bukan lampiran" in unescape(told)
    assert not any(sign in told for sign in ("@", "](", "<b>", "javascript:"))
    assert store.heads == []


def test_only_so_many_are_asked_for(store: Store) -> None:
    intake = taken(store, *[picture()] * (MOST + 3))
    assert len(intake.files) == MOST
    assert len(store.heads) == MOST
    assert intake.refused == ("3 gambar sesudah yang ke-10. Unggah ke folder draf.",)


def test_a_form_without_pictures_says_nothing(store: Store) -> None:
    assert (
        take_in(
            "Halo [tautan](https://github.com/x).", "", Assets(store.origin, {store.far})
        ).told()
        == ""
    )
