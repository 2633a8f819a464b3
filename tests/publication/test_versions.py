"""The approved bytes of a version, found by their digest wherever the item lay then."""

from __future__ import annotations

from dataclasses import replace

from jdih.publication.versions import approved_file, approved_files
from jdih.workflow.digest import sha256
from tests.publishing import FOLDER, Office


def test_every_file_of_a_version_is_found_after_it_changed(office: Office) -> None:
    entry = office.entry()
    office.bring("Kalimat yang lain.")

    found = approved_files(office.repository, entry)

    assert {path: sha256(data) for path, data in found.items()} == dict(entry.files)
    assert b"Ketik nomor peraturan." in found["index.md"]


def test_a_document_without_a_folder_is_found(office: Office) -> None:
    entry = office.entry("rencana-2026-11")
    assert set(approved_files(office.repository, entry)) == {"2026-11.md"}


def test_an_address_that_is_no_longer_right_does_not_hide_the_files(office: Office) -> None:
    entry = replace(office.entry(), address="konten/2026/dahulu/")
    assert set(approved_files(office.repository, entry)) == set(dict(entry.files))


def test_what_is_not_there_is_not_made_up(office: Office) -> None:
    entry = office.entry()
    tree = office.repository.tree(entry.commit, "content")
    other = replace(entry, files=(("index.md", "0" * 64),))

    assert approved_file(tree, other, "index.md") is None
    assert approved_file(tree, entry, "lain.md") is None
    assert approved_files(office.repository, replace(entry, commit="0" * 40)) == {}
    assert f"{FOLDER}/index.md" in tree.entries
