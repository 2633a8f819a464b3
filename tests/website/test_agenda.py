from __future__ import annotations

import csv
import io
import json

import pytest

from jdih.model.entry import Entry
from jdih.website.agenda import BLOCK, Range, as_csv, as_json, blocks, parts
from tests.website.sites import entry


def url(at: str) -> str:
    return f"https://jdih.example/{at}"


def test_a_long_year_has_several_pages_and_the_newest_stands_at_the_year() -> None:
    entries = [entry(n) for n in range(1, BLOCK + 2)] + [entry(1, year=2025)]
    found = blocks(entries)
    assert [(block.at, block.first, block.last) for block in found] == [
        ("buku-agenda/2026/", BLOCK + 1, BLOCK + 1),
        ("buku-agenda/2026/1/", 1, BLOCK),
        ("buku-agenda/2025/", 1, 1),
    ]
    assert sum(len(block.entries) for block in found) == len(entries)


def test_a_later_entry_changes_no_page_but_the_newest() -> None:
    """Every publication would else make all pages of the register anew."""
    entries = [entry(1, year=2025), *(entry(n) for n in range(1, 2 * BLOCK + 2))]
    before, after = (
        {part.block.at: part for part in parts(some)}
        for some in (entries, [*entries, entry(2 * BLOCK + 2)])
    )
    assert {at for at in before if before[at] != after[at]} == {"buku-agenda/2026/"}
    newest, older, *_ = parts(entries)
    assert newest.ranges == older.ranges
    assert newest.ranges[0] == Range("buku-agenda/2026/", 2 * BLOCK + 1, last=0)
    assert newest.years == ((2026, "buku-agenda/2026/"), (2025, "buku-agenda/2025/"))


def called(entry: Entry) -> str:
    return "=HYPERLINK(1)" if entry.id == "b" else "Hak Anda atas Informasi"


def test_the_spreadsheet_holds_every_entry_and_computes_nothing() -> None:
    data = as_csv([entry(7), entry(8, id="b", approval=None)], url, called)
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert rows[0]["nomor"] == "7"
    assert rows[0]["alamat"] == "https://jdih.example/konten/2026/hak-atas-informasi/"
    assert rows[0]["jabatan"] == "Plh. Kepala Biro"
    assert rows[1]["judul"] == "'=HYPERLINK(1)"
    assert rows[1]["jabatan"] == ""


@pytest.mark.parametrize("word", ["rahasia", "minutes", "menit"])
def test_what_is_not_public_is_in_neither_file(word: str) -> None:
    for data in (as_csv([entry()], url, called), as_json([entry()], url, called, "")):
        assert word.encode() not in data


def test_the_json_names_the_last_hash_and_the_count() -> None:
    data = json.loads(as_json([entry()], url, called, "e5"))
    assert (data["sidik_terakhir"], data["jumlah"]) == ("e5", 1)
    assert data["entri"][0]["sidik"] == "a1" * 32


def test_the_json_is_written_as_the_encoder_would() -> None:
    for some in ([], [entry()], [entry(), entry(8, id="b", approval=None, title='"\n é')]):
        data = as_json(some, url, called, "e5")
        assert data == json.dumps(json.loads(data), ensure_ascii=False, indent=1).encode() + b"\n"
