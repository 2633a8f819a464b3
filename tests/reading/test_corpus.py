"""All documents of a tree: what is broken is named and hides nothing else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from jdih.model.document import Kind
from jdih.reading.corpus import Corpus, printable, read_corpus
from jdih.reading.schema import read_schemas
from jdih.repository.tree import WorkTree
from jdih.workflow.digest import sha256
from tests import trees
from tests.gitrepo import write

ITEM = "content/konten/2026/hak-atas-informasi"
PAGE = "---\ntipe: halaman\njudul: Halaman uji\n---\n\nIsi.\n"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    return trees.lay_office(tmp_path / "office")


def read(office: Path) -> Corpus:
    tree = WorkTree(office)
    return read_corpus(tree, read_schemas(tree))


def codes(office: Path) -> list[tuple[str, str]]:
    return [(finding.location.path, finding.code) for finding in read(office).findings]


def test_a_document_knows_its_files_texts_and_digests(office: Path) -> None:
    item = next(document for document in read(office).of(Kind.ITEM))
    assert item.path == f"{ITEM}/index.md"
    assert [item.within(entry.path) for entry in item.beside] == [
        "01-sampul.png", "pemberitahuan.md", "takarir/instagram.md",
    ]  # fmt: skip
    assert [name for name, _ in item.digests] == [
        "01-sampul.png", "index.md", "pemberitahuan.md", "takarir/instagram.md",
    ]  # fmt: skip
    assert dict(item.digests)["index.md"] == sha256((office / item.path).read_bytes())
    assert [platform for platform, _ in item.captions] == ["instagram"]
    assert "{tautan}" in item.text_beside("pemberitahuan.md")
    assert [(p.format, p.fault) for p in item.pictures] == [("PNG", "")]
    assert item.body.startswith("\n## Apa haknya?")
    text = (office / item.path).read_text(encoding="utf-8").split("\n")
    assert text[item.body_line :][0] == "## Apa haknya?"


def test_drafts_come_only_when_asked_for(office: Path) -> None:
    corpus = read(office)
    assert [document.draft for document in corpus.of(Kind.ITEM)] == [False]
    assert [document.draft for document in corpus.of(Kind.ITEM, drafts=True)] == [False, True]


def test_a_broken_document_is_left_out_and_named(office: Path) -> None:
    before = {document.path for document in read(office).documents}
    write(office, {"content/a.md": b"\xff", "content/b.md": "rusak", "content/c.md": PAGE})
    corpus = read(office)
    assert {document.path for document in corpus.documents} == {*before, "content/c.md"}
    assert codes(office) == [("content/a.md", "JD102"), ("content/b.md", "JD201")]
    assert corpus.unsound == {"content/a.md", "content/b.md"}


def test_a_broken_caption_leaves_the_document_readable(office: Path) -> None:
    write(office, {f"{ITEM}/takarir/x.md": b"\xff", f"{ITEM}/video.vtt": "a\u202e"})
    corpus = read(office)
    assert f"{ITEM}/index.md" in {document.path for document in corpus.documents}
    assert codes(office) == [(f"{ITEM}/takarir/x.md", "JD102"), (f"{ITEM}/video.vtt", "JD106")]


def test_a_warning_does_not_make_a_document_unsound(office: Path) -> None:
    write(office, {"content/a.md": PAGE.replace("Isi", "Kаta")})
    corpus = read(office)
    assert [finding.code for finding in corpus.findings] == ["JD109"]
    assert corpus.unsound == frozenset()


def test_missing_keys_only_warn_in_a_draft(office: Path) -> None:
    write(office, {"drafts/baru/index.md": "---\ntipe: konten\njudul: Judul uji\n---\n"})
    found = read(office).findings
    assert {(f.code, f.severity.value) for f in found} == {("JD302", "peringatan")}


@pytest.mark.parametrize("where", ["drafts/a.md", "drafts/a", "content/a.md", "content/a"])
def test_a_link_is_refused_wherever_it_lies(office: Path, where: str) -> None:
    (office / where).symlink_to("/etc")
    assert (where, "JD112") in codes(office)


def test_a_link_in_the_place_of_all_drafts_is_refused(office: Path) -> None:
    (office / "drafts").rename(office / "lain")
    (office / "drafts").symlink_to("lain")
    assert ("drafts", "JD112") in codes(office)


def test_an_executable_beside_the_drafts_is_refused(office: Path) -> None:
    write(office, {"drafts/jalankan.sh": "#!/bin/sh\n"})
    (office / "drafts/jalankan.sh").chmod(0o755)
    assert ("drafts/jalankan.sh", "JD113") in codes(office)


def test_nothing_of_a_folder_with_a_link_is_read(office: Path) -> None:
    (office / ITEM / "02.png").symlink_to("01-sampul.png")
    corpus = read(office)
    assert f"{ITEM}/index.md" not in {document.path for document in corpus.documents}
    assert codes(office) == [(f"{ITEM}/02.png", "JD112")]


def test_a_pipe_is_refused_not_read(office: Path) -> None:
    os.mkfifo(office / ITEM / "pipa.md")
    assert codes(office) == [(f"{ITEM}/pipa.md", "JD112")]


HOSTILE = ["a b.md", "a\nb.md", "\x1b[2J.md", "A.md", "ä.md", "a\u202eb.md", 'a".md', "a%2f.md",
           ".md", "..md", ".tersembunyi.md", "a\\b.md", "a<b>.md"]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_refused_and_cannot_obey(office: Path, name: str) -> None:
    write(office, {f"content/{name}": PAGE})
    found = [finding for finding in read(office).findings if finding.code == "JD116"]
    assert len(found) == 1
    assert found[0].as_text().replace("\n    → ", "").isprintable()


def test_a_name_that_is_no_utf8_is_refused(office: Path) -> None:
    (office / os.fsdecode(b"content/\xff.md")).write_text("rusak")
    assert codes(office) == [("content/\\udcff.md", "JD116")]


def test_printable_leaves_ordinary_names_alone() -> None:
    assert printable("content/é-1.md") == "content/é-1.md"
    assert printable("a\n\u202e\udcff") == r"a\n\u202e\udcff"


@pytest.mark.parametrize(
    ("kind", "code"), [("", "JD310"), ("tipe: Konten", "JD310"), ("tipe: [a]", "JD310"),
                       ("tipe: sop", "JD311")],
)  # fmt: skip
def test_a_type_must_be_known_and_fit_its_place(office: Path, kind: str, code: str) -> None:
    write(office, {"content/a.md": f"---\n{kind}\njudul: Halaman uji\n---\n"})
    assert codes(office) == [("content/a.md", code)]


def test_ten_thousand_short_files(office: Path) -> None:
    text = "tanpa kepala\n"
    write(office, {f"content/x/{number}.md": text for number in range(2_000)})
    assert len(read(office).findings) == 2_000
