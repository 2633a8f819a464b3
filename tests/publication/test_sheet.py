"""Sheets of a real office: what the agenda book shows, with the bytes that were approved."""

from __future__ import annotations

import pytest

from jdih.errors import JdihError
from jdih.forge.witness import Nobody
from jdih.publication.sheet import Sheets, is_month
from tests.paper.sheets import dense, reader, text_of
from tests.publishing import ITEM_ID, OLD_ID, POST, Office


def sheets(office: Office) -> Sheets:
    return Sheets(office.repository, office.register, Nobody())


def words(office: Office, wanted: str = ITEM_ID) -> str:
    made = sheets(office)
    return text_of(made.item(made.entry_of(wanted)))


def test_it_shows_what_was_approved_and_by_whom(office: Office) -> None:
    entry = office.entry()
    told = words(office)

    assert f"Nomor : {entry.label}" in told
    assert f"Sidik : {entry.digest}" in told
    assert "Jabatan : Kepala Unit" in told
    assert "https://jdih.example/konten/2026/cara-mencari/" in told
    assert "Ketik nomor peraturan." in told
    assert "Cari peraturan? Begini caranya." in told
    for path, digest in entry.files:
        assert f"{path} {digest}" in told


def test_a_corrected_item_shows_its_present_version_and_its_past(office: Office) -> None:
    first = office.entry()
    office.finish()
    office.bring("Kalimat yang diperbaiki.")
    office.publish()
    told = words(office)

    assert "Kalimat yang diperbaiki." in told
    assert "Ketik nomor peraturan." not in told
    for label in office.register.numbers(ITEM_ID):
        assert label in told
    assert first.label in told
    assert "Ralat" in told
    assert dense(POST) in dense(told)


def test_what_lies_on_a_branch_or_in_the_work_tree_changes_nothing(office: Office) -> None:
    before = sheets(office).item(office.entry())
    (office.root / "content/konten/2026/cara-mencari/index.md").write_text("lain")
    assert sheets(office).item(office.entry()) == before


def test_the_same_sheet_is_the_same_file_in_another_clone(office: Office) -> None:
    first = sheets(office).item(office.entry())
    assert sheets(office).item(office.entry()) == first
    stamped = reader(first).metadata
    assert stamped is not None
    assert stamped["/Keywords"] == f"{ITEM_ID}, {office.entry().label}, {office.entry().digest}"


def test_imported_content_and_other_documents_have_a_sheet_too(office: Office) -> None:
    assert "sebelum alur persetujuan dimulai (impor)" in words(office, OLD_ID)
    assert "LEMBAR DOKUMEN" in words(office, "rencana-2026-11")


def test_an_item_is_found_by_its_folder(office: Office) -> None:
    assert sheets(office).entry_of("cara-mencari") == office.entry()


@pytest.mark.parametrize("wanted", ["2026-zzzzz", "", "../../etc", "1/2026"])
def test_what_is_not_in_the_book_has_no_sheet(office: Office, wanted: str) -> None:
    with pytest.raises(JdihError, match="belum terbit, atau id-nya keliru"):
        sheets(office).entry_of(wanted)


def test_a_month_without_entries_has_no_sheet(office: Office) -> None:
    with pytest.raises(JdihError, match="tidak memuat catatan pada bulan 2026-10"):
        sheets(office).month("2026-10")


def test_a_month_names_every_entry_and_the_head(office: Office) -> None:
    told = text_of(sheets(office).month("2026-11"))

    assert office.register.head_hash in told
    for entry in office.register.entries:
        assert entry.label in told
    assert f"Jumlah catatan : {len(office.register.entries)}" in told


def test_what_is_a_month() -> None:
    assert is_month("2026-11")
    assert not any(map(is_month, ("2026-13", "2026-00", "2026-1", "2026-7f3kq", "2026-11\n")))
