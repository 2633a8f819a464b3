"""A damaged register is read as far as it goes; a sound one as the book reads it."""

from __future__ import annotations

from pathlib import Path

import pytest

from jdih.register.book import LOCAL, Book
from jdih.register.errors import RegisterCorrupt
from jdih.register.format import path_of
from jdih.register.survey import survey
from tests.gitrepo import isolate
from tests.register.damage import new_book, put
from tests.register.facts import WHEN, fact


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Book:
    isolate(monkeypatch)
    return new_book(tmp_path)


def test_a_sound_register_reads_as_the_book_reads_it(book: Book) -> None:
    assert survey(book).register == book.read()
    book.append([fact("a"), fact("b")], WHEN)
    found = survey(book)
    assert found.register == book.read()
    assert found.faults == ()
    assert found.hashes[-1] == found.register.head_hash


def test_every_fault_is_told_and_the_rest_is_read(book: Book) -> None:
    book.append([fact(name) for name in "abcde"], WHEN)
    first, second, fourth = (path_of(2026, number) for number in (1, 2, 4))
    done = put(
        book.repository.root,
        {first: None, second: b"{}", fourth: None, "x.txt": "x", "bukti/y": "y"},
    )

    found = survey(book)
    assert [entry.id for entry in found.register.entries] == ["c", "e"]
    assert [(fault.path, fault.wrong) for fault in found.faults if not fault.commit] == [
        (second, "skema tidak ada"),
        (path_of(2026, 3), "rantai putus, “sebelumnya” tidak cocok dengan entri 2/2026"),
        (path_of(2026, 5), f"nomor melompat, {fourth} tidak ada"),
        ("bukti/y", "bukan tempat sebuah entri"),
        ("x.txt", "bukan tempat sebuah entri"),
    ]
    assert {(f.path, f.wrong) for f in found.faults if f.commit == done} == {
        (first, "dihapus sesudah ditulis"),
        (second, "diubah sesudah ditulis"),
        (fourth, "dihapus sesudah ditulis"),
    }
    with pytest.raises(RegisterCorrupt):
        book.read()


def test_histories_that_were_merged_are_told(book: Book) -> None:
    book.append([fact("a")], WHEN)
    repository = book.repository
    tip, tree = repository.tip(LOCAL), repository.text("rev-parse", f"{LOCAL}^{{tree}}")
    other = repository.text("commit-tree", tree, "-m", "lain")
    merge = repository.text("commit-tree", tree, "-p", str(tip), "-p", other, "-m", "x")
    repository.run("update-ref", LOCAL, merge)
    (fault,) = survey(book).faults
    assert (fault.commit, fault.wrong) == (merge, "commit ini menggabungkan dua riwayat")
