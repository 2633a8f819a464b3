"""Evidence beside the entries: written once, named by the chain, and found out when it is not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from jdih.errors import JdihError
from jdih.model.entry import Approval, Evidence
from jdih.register.book import LOCAL, Book, NewEntry
from jdih.register.errors import RegisterCorrupt
from jdih.register.kept import evidence_path, name_of, names_told
from jdih.workflow.digest import sha256
from tests.gitrepo import isolate
from tests.register.damage import new_book, put
from tests.register.facts import WHEN, fact

MERGE, OTHER = "b" * 40, "a" * 40
PAPER, MORE = b'{"usulan":1}', b'{"usulan":2}'


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Book:
    isolate(monkeypatch)
    return new_book(tmp_path)


def approved(id: str, *papers: tuple[str, bytes]) -> NewEntry:
    """Make a fact that rests on `MERGE`, with what was told of merges."""
    approval = Approval("kepala", "Kepala", MERGE, WHEN.isoformat(), Evidence.FORGE)
    return replace(fact(id), approval=approval, papers=papers)


def test_what_was_told_is_kept_in_the_commit_of_the_entry_that_names_it(book: Book) -> None:
    (entry,) = book.append([approved("a", (MERGE, PAPER), (OTHER, MORE))], WHEN)

    assert entry.approval is not None
    assert entry.approval.file == sha256(PAPER)
    assert entry.attached == ((OTHER, sha256(MORE)),)
    register = book.read()
    assert register.kept == {MERGE: sha256(PAPER), OTHER: sha256(MORE)}
    assert book.evidence(register, [MERGE, "c" * 40]) == {MERGE: PAPER}
    assert book.repository.text("rev-list", "--count", LOCAL) == "1"


def test_two_entries_of_one_merge_share_its_evidence(book: Book) -> None:
    told = ((MERGE, PAPER), (OTHER, MORE))
    first, second = book.append([approved("a", *told), approved("b", *told)], WHEN)
    (third,) = book.append([approved("c", *told)], WHEN)

    assert [len(one.attached) for one in (first, second, third)] == [1, 0, 0]
    assert {one.approval.file for one in (first, second, third) if one.approval} == {sha256(PAPER)}
    assert book.read().entries == (first, second, third)


def test_without_a_forge_nothing_is_kept(book: Book) -> None:
    (entry,) = book.append([approved("a")], WHEN)
    assert entry.evidences == ()
    assert book.read().kept == {}


def test_another_word_on_the_same_merge_is_refused(book: Book) -> None:
    book.append([approved("a", (MERGE, PAPER))], WHEN)
    with pytest.raises(JdihError, match="sudah disimpan dengan isi lain"):
        book.append([approved("b", (MERGE, MORE))], WHEN)
    assert len(book.read().entries) == 1


def test_what_was_told_later_lies_beside_what_was_told_first(book: Book) -> None:
    shown = replace(fact("a"), papers=((MERGE, PAPER),))
    (first,) = book.append([shown], WHEN)
    assert first.attached == ((MERGE, sha256(PAPER)),)
    later = name_of(MERGE, sha256(MORE), book.read().kept)
    (second,) = book.append([approved("a2", (later, MORE))], WHEN)

    assert second.evidences == ((MERGE, sha256(MORE)),)
    register = book.read()
    assert names_told(register.entries, register.kept) == {MERGE: (MERGE, later)}
    assert book.evidence(register, [MERGE, later]) == {MERGE: PAPER, later: MORE}
    put(book.repository.root, {evidence_path(later): PAPER})
    with pytest.raises(RegisterCorrupt, match="tidak cocok dengan sidiknya"):
        book.read()


DAMAGE: dict[str, tuple[Mapping[str, bytes | None], str]] = {
    "changed": ({evidence_path(MERGE): MORE}, "tidak cocok dengan sidiknya"),
    "gone": ({evidence_path(MERGE): None}, f"bukti bukti/{MERGE}.json tidak ada"),
    "unnamed": ({evidence_path("c" * 40): MORE}, "tidak disebut entri mana pun"),
    "elsewhere": ({f"bukti/{OTHER[:12]}.json": MORE}, "bukan tempat sebuah entri"),
    "deeper": ({f"bukti/x/{OTHER}.json": MORE}, "bukan tempat sebuah entri"),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_evidence_that_does_not_go_with_the_chain_is_refused(book: Book, name: str) -> None:
    files, fault = DAMAGE[name]
    book.append([approved("a", (MERGE, PAPER))], WHEN)
    put(book.repository.root, files)

    with pytest.raises(RegisterCorrupt, match=fault):
        book.read()
    with pytest.raises(RegisterCorrupt):
        book.append([fact("b")], WHEN)
