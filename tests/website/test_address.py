from __future__ import annotations

import pytest

from jdih.model.tree import FileEntry
from jdih.website import address
from tests.website.sites import ITEM, document, item

PAGES = {"konten/2026/a/", "sop/kpu-2-2021/", ""}
FILES = {"konten/2026/a/01-x.png"}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("content/index.md", ""),
        ("content/profil/index.md", "profil/"),
        ("content/sop/kpu-2-2021.md", "sop/kpu-2-2021/"),
        ("content/konten/2026/a/index.md", "konten/2026/a/"),
        ("drafts/a/index.md", "pratinjau/a/"),
    ],
)
def test_address_of_a_path(path: str, expected: str) -> None:
    assert address.of_path(path) == expected


@pytest.mark.parametrize(
    ("at", "file", "prefix", "depth"),
    [
        ("", "index.html", "./", 0),
        ("sop/", "sop/index.html", "../", 1),
        ("a/b/c/", "a/b/c/index.html", "../../../", 3),
    ],
)
def test_file_prefix_and_depth(at: str, file: str, prefix: str, depth: int) -> None:
    assert (address.file_of(at), address.prefix(at), address.depth(at)) == (file, prefix, depth)


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("/content/konten/2026/a/index.md", "konten/2026/a/"),
        ("/content/sop/kpu-2-2021.md#dasar-hukum", "sop/kpu-2-2021/#bagian-dasar-hukum"),
        ("/content/index.md", ""),
        ("/content/konten/2026/a/01-x.png", "konten/2026/a/01-x.png"),
        ("/content/konten/2026/%61/index.md", "konten/2026/a/"),
        ("/content/konten/2026/b/index.md", None),
        ("/content/../etc/passwd", None),
        ("/etc/passwd", None),
        ("konten/2026/a/index.md", None),
        ("", None),
    ],
)
def test_targets_lead_to_pages_and_media_of_this_site_alone(
    target: str, expected: str | None
) -> None:
    assert address.resolve(target, PAGES, FILES) == expected


@pytest.mark.parametrize("target", ["https://a.b", "HTTP://a", "mailto:a@b.c", "tel:1"])
def test_outside(target: str) -> None:
    assert address.outside(target)


@pytest.mark.parametrize("target", ["javascript:1", "/content/a.md", "https", ""])
def test_not_outside(target: str) -> None:
    assert not address.outside(target)


def test_only_pictures_and_papers_beside_a_document_are_published() -> None:
    names = [
        "01-a.png",
        "naskah.pdf",
        "takarir/x.md",
        "pemberitahuan.md",
        "x.html",
        "x.svg",
        "x.js",
    ]
    files = dict.fromkeys(names, b"x")
    folder = ITEM.removesuffix("index.md")
    assert address.media(item(beside=files)) == (folder + "01-a.png", folder + "naskah.pdf")


@pytest.mark.parametrize("mode", ["100755", "120000", "160000"])
def test_only_plain_files_are_published(mode: str) -> None:
    own = item(beside={"01-a.png": b"x"})
    odd = FileEntry(own.files[0].path, mode, 1)
    changed = type(own)(own.path, own.kind, own.header, "", 1, (odd, own.files[1]))
    assert address.media(changed) == ()


def test_a_document_without_a_folder_publishes_no_files() -> None:
    own = document("content/sop/a.md", "---\ntipe: sop\njudul: A\n---\n", {"b.png": b"x"})
    assert address.media(own) == ()


def test_a_draft_names_its_own_files_by_their_future_place() -> None:
    draft = document("drafts/a/index.md", "---\ntipe: konten\njudul: A\n---\n", {"01-x.png": b"x"})
    assert address.at_draft("/content/konten/2026/a/01-x.png", draft) == "/drafts/a/01-x.png"
    assert address.at_draft("/content/konten/2026/b/01-x.png", draft) is None
    assert address.of_medium(draft, "drafts/a/01-x.png") == "pratinjau/a/01-x.png"
