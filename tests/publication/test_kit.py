"""The upload kit as a value: names that stay in their folder, words that stay words."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

import pytest
from PIL import Image

from jdih.errors import JdihError
from jdih.model.channel import Channel, MediaRule, Medium, PictureRule
from jdih.model.document import Document, Kind, Picture
from jdih.model.entry import Entry, Event, Evidence
from jdih.model.tree import FileEntry
from jdih.publication.kit import Kit, Source, checklist, files_of, kit_of, pack
from jdih.reading import strict_yaml
from jdih.repository.tree import WorkTree
from jdih.rules.engine import check_tree
from tests.trees import ROOT

FOLDER = "content/konten/2026/x"
CHANNELS = {
    "instagram": Channel("instagram", "Instagram", ("https://i.example/{kode}",), ("jdih_kantor",),
                         picture=PictureRule(alt=True)),
    "youtube": Channel("youtube", "YouTube", ("https://y.example/{kode}",),
                       media=MediaRule(1, 1, (Medium.VIDEO,))),
}  # fmt: skip


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (4, 5)).save(out, "PNG")
    return out.getvalue()


def document(header: str, captions: dict[str, str], pictures: tuple[str, ...]) -> Document:
    parsed = strict_yaml.parse("index.md", f"id: 2026-7f3kq\n{header}")
    assert parsed.root is not None, parsed.findings
    return Document(
        f"{FOLDER}/index.md", Kind.ITEM, parsed.root, "Isi", 1, (),
        texts=tuple((f"{FOLDER}/takarir/{name}.md", text) for name, text in captions.items()),
        pictures=tuple(Picture(f"{FOLDER}/{name}", "PNG", 4, 5) for name in pictures),
    )  # fmt: skip


def entry() -> Entry:
    return Entry(
        year=2026, number=7, key="", event=Event.PUBLISHED, id="2026-7f3kq", title="X", files=(),
        digest="", address="konten/2026/x/", platform="", time="", commit="", approval=None,
        evidence=Evidence.SIGNATURE, activities=(), details=(), previous="",
    )  # fmt: skip


class Pictures:
    """A tree in which every path holds the same picture."""

    entries: Mapping[str, FileEntry] = {}
    keep = None
    steady = True
    apart = True

    def read(self, _: str) -> bytes:
        return png()

    def identity(self, path: str) -> str:
        return path


@pytest.fixture(scope="module")
def source() -> Source:
    checked = check_tree(WorkTree(ROOT))
    context = replace(checked.context, channels=CHANNELS)
    return Source(Pictures(), replace(checked, context=context), "https://jdih.example/")


Make = Callable[..., Kit]


@pytest.fixture
def made(source: Source) -> Make:
    def make(
        header: str = "judul: X", pictures: tuple[str, ...] = ("01.png",), **captions: str
    ) -> Kit:
        return kit_of(
            document(header, captions or {"instagram": "Halo"}, pictures), entry(), source
        )

    return make


@pytest.mark.parametrize(
    "names",
    [("../../etc.png",), ("a/../../b.png",), ("/etc/x.png",), ("C:\\x.png",), ("x..png",),
     ("a b.png",), ("gambar/01.png", "gambar-01.png", "GAMBAR-01.png"), ("….png",),
     ("teks.txt.png",), ("con\n.png",), ("teks.png",)],
)  # fmt: skip
def test_whatever_a_picture_is_called_it_lies_in_its_folder(
    source: Source, names: tuple[str, ...]
) -> None:
    pictures = tuple(
        replace(Picture("", "PNG", 4, 5), path=f"{FOLDER}/{name.lstrip('/')}") for name in names
    )
    item = replace(document("judul: X", {"instagram": "Halo"}, ()), pictures=pictures)
    files = files_of(kit_of(item, entry(), source), "")
    inside = [name for name in files if name.endswith(".png")]
    assert len(inside) == len(names)
    for name in inside:
        path = PurePosixPath(name)
        assert path.parts[0] == "instagram"
        assert len(path.parts) == 2
        assert path.name.isascii()
        assert not path.name.startswith(".")
        assert set(path.name) <= set("abcdefghijklmnopqrstuvwxyz0123456789._-")
    assert files["instagram/teks.txt"] == b"Halo"


def test_pictures_that_differ_in_their_suffix_keep_their_own_words(made: Make) -> None:
    header = "judul: X\nmedia:\n  a.png:\n    alt: Pertama\n  a.webp:\n    alt: Kedua\n"
    files = files_of(made(header, ("a.png", "a.webp")), "")
    assert files["instagram/a.png.alt.txt"] == b"Pertama"
    assert files["instagram/a.webp.alt.txt"] == b"Kedua"


def test_a_zip_of_plain_files_without_time(made: Make) -> None:
    with zipfile.ZipFile(io.BytesIO(pack(made(), "<p>"))) as archive:
        assert archive.testzip() is None
        for about in archive.infolist():
            assert about.date_time == (1980, 1, 1, 0, 0, 0)
            assert about.external_attr >> 16 == 0o100644


def test_only_platforms_of_the_table_with_words_of_their_own(made: Make) -> None:
    kit = made(instagram="Halo", x="Halo", youtube=" \n")
    assert [post.channel.code for post in kit.posts] == ["instagram"]


def test_a_video_is_named_by_its_digest_and_its_cover_goes_along(made: Make) -> None:
    digest = "0" * 64
    header = f"judul: X\nvideo:\n  sidik: '{digest}'\n  sampul: 01.png\n"
    kit = made(header, ("01.png", "02.png"), instagram="Halo", youtube="Halo")
    assert [[one.name for one in post.pictures] for post in kit.posts] == [["01.png"], ["01.png"]]
    assert checklist(kit).count(f"SHA-256 berkasnya harus {digest}.") == 2
    assert checklist(kit).count("Pakai sebagai sampul") == 2


def test_a_platform_without_pictures_gets_none(made: Make) -> None:
    (post,) = made(youtube="Halo").posts
    assert post.pictures == ()


def test_the_account_is_named(made: Make) -> None:
    assert "Masuk dengan akun kantor (jdih_kantor)." in checklist(made())


def test_no_notice_no_word_of_it(made: Make) -> None:
    assert "announce" not in checklist(made())


@pytest.mark.parametrize("header", ["judul: X\ntarik:\n  jenis: keliru\n"])
def test_a_withdrawn_item_has_none(made: Make, header: str) -> None:
    with pytest.raises(JdihError, match="sudah ditarik"):
        made(header)


def test_an_item_without_captions_has_none(made: Make) -> None:
    with pytest.raises(JdihError, match="tidak mempunyai takarir"):
        made(x="Halo")
