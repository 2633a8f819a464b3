"""Where documents lie and which files belong to them."""

from __future__ import annotations

import pytest

from jdih.model.document import Kind
from jdih.model.tree import FileEntry
from jdih.reading.places import home_of, kind_of, layout, owner


def entries(*paths: str, mode: str = "100644") -> dict[str, FileEntry]:
    return {path: FileEntry(path, mode, 1) for path in paths}


@pytest.mark.parametrize(
    ("path", "document"),
    [
        ("content/index.md", "content/index.md"),
        ("content/x.png", "content/index.md"),
        ("content/profil/index.md", "content/profil/index.md"),
        ("content/profil/peta.png", "content/profil/index.md"),
        ("content/sop/a.md", "content/sop/a.md"),
        ("content/rencana/2026-11.md", "content/rencana/2026-11.md"),
        ("content/konten/2026/a/index.md", "content/konten/2026/a/index.md"),
        ("content/konten/2026/a/takarir/x.md", "content/konten/2026/a/index.md"),
        ("content/konten/2026/a/b/c/d.png", "content/konten/2026/a/index.md"),
        ("content/konten/2026/lepas.md", "content/konten/2026/lepas.md"),
        ("content/konten/2026/lepas.png", "content/konten/2026/index.md"),
        ("content/dokumen/putusan/a/a.pdf", "content/dokumen/putusan/a/index.md"),
        ("content/dokumen/lain/a/b.md", "content/dokumen/lain/a/b.md"),
        ("drafts/a/index.md", "drafts/a/index.md"),
        ("drafts/a/b/c.md", "drafts/a/index.md"),
        ("drafts/README.md", None),
        ("drafts/insight/2026-11/x.yml", None),
        ("drafts/insight/2026-11/x.md", "drafts/insight/index.md"),
        ("drafts/insight/2026-13/x.yml", "drafts/insight/index.md"),
        ("drafts/insight/index.md", "drafts/insight/index.md"),
        ("drafts/waktu/2026-11.yml", None),
        ("drafts/waktu/2026-13.yml", "drafts/waktu/index.md"),
        ("drafts/waktu/2026-11/x.yml", "drafts/waktu/index.md"),
        ("content", None),
        ("drafts", None),
        ("site_config/unit.yml", None),
        ("contents/a.md", None),
    ],
)
def test_owner(path: str, document: str | None) -> None:
    assert owner(path) == document


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("content/index.md", Kind.PAGE),
        ("content/sop/a.md", Kind.SOP),
        ("content/sop/index.md", Kind.PAGE),
        ("content/sop/a/b.md", Kind.PAGE),
        ("content/strategi/2026.md", Kind.STRATEGY),
        ("content/laporan/2026-11.md", Kind.REPORT),
        ("content/konten/2026/a/index.md", Kind.ITEM),
        ("content/konten/index.md", Kind.PAGE),
        ("content/dokumen/monografi/a/index.md", Kind.MONOGRAPH),
        ("content/dokumen/lain/a/index.md", Kind.PAGE),
        ("drafts/a/index.md", None),
    ],
)
def test_the_place_says_the_type(path: str, kind: Kind | None) -> None:
    assert kind_of(path) is kind


@pytest.mark.parametrize("kind", list(Kind))
def test_what_is_submitted_lands_where_its_type_belongs(kind: Kind) -> None:
    assert kind_of(home_of(kind, "nama", "2026")) is kind


def test_every_file_belongs_to_one_document_or_to_none() -> None:
    found = layout(
        entries(
            "content/index.md",
            "content/konten/2026/a/01.png",
            "content/konten/2026/a/index.md",
            "content/konten/2026/b/01.png",
            "drafts/README.md",
            "drafts/a/index.md",
            "drafts/a/takarir/x.md",
            "site_config/unit.yml",
        )
    )
    assert [(place.path, len(place.files)) for place in found.places] == [
        ("content/index.md", 1),
        ("content/konten/2026/a/index.md", 2),
        ("drafts/a/index.md", 2),
    ]
    assert [entry.path for entry in found.orphans] == ["content/konten/2026/b/01.png"]


@pytest.mark.parametrize("path", ["content", "drafts", "drafts/a", "drafts/a.md", "content/a"])
@pytest.mark.parametrize("mode", ["120000", "160000"])
def test_a_link_in_the_place_of_a_folder_is_not_passed_over(path: str, mode: str) -> None:
    found = layout(entries(path, mode=mode))
    seen = [entry.path for entry in found.orphans]
    seen += [entry.path for place in found.places for entry in place.files]
    assert seen == [path]
