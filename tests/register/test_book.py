"""The agenda book on real repositories: nothing lost, nothing twice, nothing repaired."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from jdih.errors import JdihError
from jdih.model.entry import Event
from jdih.register.book import LOCAL, Book, NewEntry, local_book
from jdih.register.chain import Register
from jdih.register.errors import RegisterCorrupt
from jdih.register.format import path_of
from jdih.repository import locks
from jdih.repository.git import Repository
from jdih.workflow.digest import canonical, sha256
from tests.gitrepo import commit, git, isolate, make_repo, snapshot, write
from tests.register.facts import WHEN, WIB, fact, race

NEW_YEAR = datetime(2027, 1, 1, 0, 5, tzinfo=WIB)


@pytest.fixture(autouse=True)
def _isolated(monkeypatch: pytest.MonkeyPatch) -> None:
    isolate(monkeypatch)


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    path = make_repo(tmp_path / "office")
    commit(path, {"content/index.md": "one\n"})
    return path


@pytest.fixture
def book(repo: Path) -> Book:
    return local_book(Repository.open(repo))


def _ids(book: Book) -> list[str]:
    return [entry.id for entry in book.read().entries]


# Appending


def test_an_absent_register_is_empty(book: Book) -> None:
    register = book.read()
    assert (register.head, register.entries, register.head_hash) == (None, (), "")
    assert (register.latest("a"), register.numbers("a")) == (None, ())


def test_appended_facts_are_numbered_chained_and_read_back(book: Book) -> None:
    first = book.append([fact("a"), fact("b")], WHEN)
    second = book.append([fact("c")], WHEN)
    register = book.read()

    assert register.entries == first + second
    assert [entry.label for entry in register.entries] == ["1/2026", "2/2026", "3/2026"]
    files = book.repository.tree(LOCAL)
    data = [files.read(path_of(2026, number)) for number in (1, 2, 3)]
    assert list(files.entries) == [path_of(2026, number) for number in (1, 2, 3)]
    assert [entry.previous for entry in register.entries] == ["", sha256(data[0]), sha256(data[1])]
    assert register.head_hash == sha256(data[2])
    assert register.head == book.repository.tip(LOCAL)
    assert register.by_key[fact("b").key].number == 2
    assert register.entries[0].time == "2026-12-30T16:00:00+07:00"
    assert [path for path, _ in register.entries[0].files] == ["01-a.png", "index.md"]


def test_one_run_is_one_commit_on_the_last(book: Book, repo: Path) -> None:
    book.append([fact("a"), fact("b")], WHEN)
    book.append([fact("c")], WHEN)

    log = git(repo, "log", "--format=%an <%ae> %ad %s", "--date=iso-strict", LOCAL)
    writer = "Alur JDIH <register@jdih.invalid> 2026-12-30T16:00:00+07:00"
    assert log.split("\n") == [
        f"{writer} Buku Agenda: catat 3/2026",
        f"{writer} Buku Agenda: catat 1/2026 sampai 2/2026",
    ]


def test_recording_again_changes_nothing(book: Book) -> None:
    book.append([fact("a"), fact("b")], WHEN)
    head = book.repository.tip(LOCAL)

    again = [replace(fact("b"), time="2027-01-01T00:00:00+07:00"), fact("a")]
    assert book.append(again, NEW_YEAR) == ()
    assert book.append([], NEW_YEAR) == ()
    assert book.repository.tip(LOCAL) == head


def test_only_what_is_new_is_recorded_and_once(book: Book) -> None:
    book.append([fact("a")], WHEN)

    added = book.append([fact("b"), fact("a"), fact("b"), fact("c")], WHEN)

    assert [(entry.number, entry.id) for entry in added] == [(2, "b"), (3, "c")]


def test_what_is_to_be_recorded_is_asked_again_when_another_came_first(
    book: Book, repo: Path
) -> None:
    other = local_book(Repository.open(repo))
    seen = []

    def work(register: Register) -> list[NewEntry]:
        seen.append(len(register.entries))
        if seen == [0]:
            other.append([fact("a")], WHEN)
        if "b" in register.by_id:
            raise JdihError("Sudah dipakai.", "Pilih yang lain.")
        return [fact("c")]

    assert [entry.label for entry in book.append_by(work, WHEN)] == ["2/2026"]
    assert seen == [0, 1]
    other.append([fact("b")], WHEN)
    head = book.repository.tip(LOCAL)
    with pytest.raises(JdihError, match="Sudah dipakai"):
        book.append_by(work, WHEN)
    assert book.repository.tip(LOCAL) == head


def test_an_empty_append_makes_no_register(book: Book) -> None:
    assert book.append([], WHEN) == ()
    assert book.repository.tip(LOCAL) is None


def test_numbers_begin_again_with_the_year_and_the_chain_runs_on(book: Book) -> None:
    book.append([fact("a"), fact("b")], WHEN)
    old = book.read()
    book.append([fact("c")], NEW_YEAR)

    register = book.read()

    assert [entry.label for entry in register.entries] == ["1/2026", "2/2026", "1/2027"]
    assert register.entries[2].previous == old.head_hash


def test_a_clock_that_goes_back_over_new_year_stays_in_the_later_year(book: Book) -> None:
    book.append([fact("a")], NEW_YEAR)
    book.append([fact("b")], WHEN)

    register = book.read()

    assert [entry.label for entry in register.entries] == ["1/2027", "2/2027"]
    assert register.entries[1].time < register.entries[0].time


def test_a_hundred_and_one_entries_need_two_buckets(book: Book) -> None:
    book.append([fact(f"x{number}") for number in range(101)], WHEN)

    assert [entry.number for entry in book.read().entries] == list(range(1, 102))
    assert {path.rpartition("/")[0] for path in book.repository.tree(LOCAL).entries} == {
        "2026/000",
        "2026/001",
    }


def test_an_items_entries_are_found(book: Book) -> None:
    facts = [fact("a"), fact("b"), fact("a", Event.CORRECTED), fact("a", Event.LINKED, tautan="u")]
    book.append(facts, WHEN)

    register = book.read()

    assert register.numbers("a") == ("1/2026", "3/2026", "4/2026")
    assert [entry.number for entry in register.by_id["a"]] == [1, 3, 4]
    assert register.latest("a") == register.entries[3]
    assert register.latest("a", Event.PUBLISHED, Event.CORRECTED) == register.entries[2]
    assert register.latest("b", Event.CORRECTED) is None


def test_work_tree_index_and_branches_rest(book: Book, repo: Path) -> None:
    write(repo, {"content/index.md": "edited\n", "baru.md": "", "staged.md": "s"})
    git(repo, "add", "staged.md")
    before, branches = snapshot(repo), book.repository.branches()

    book.append([fact("a")], WHEN)
    book.read()

    assert snapshot(repo) == before
    assert book.repository.branches() == branches


def test_the_branch_form_works_the_same(repo: Path) -> None:
    before = snapshot(repo)
    book = local_book(Repository.open(repo), "refs/heads/register")

    book.append([fact("a")], WHEN)

    assert _ids(book) == ["a"]
    assert git(repo, "rev-list", "--parents", "register") == book.read().head
    assert snapshot(repo) == before


def test_a_fact_that_could_not_be_read_back_is_never_written(book: Book) -> None:
    bad = replace(fact("a"), time="kemarin")
    with pytest.raises(JdihError, match="“terbit” untuk a tidak dapat dicatat: waktu harus"):
        book.append([fact("b"), bad], WHEN)
    assert book.repository.tip(LOCAL) is None


# Several writers


def test_eight_writers_lose_nothing_and_double_nothing(book: Book, repo: Path) -> None:
    imports = "from jdih.register.book import local_book"

    expected = race(repo, imports, "local_book(repository)", 10)

    assert sorted(_ids(book)) == expected


def test_a_lost_race_is_tried_again_on_the_new_head(
    book: Book, repo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rival = local_book(Repository.open(repo))
    real, rounds = Repository.commit_files, iter(range(3))

    def overtaken(self: Repository, *args: object) -> str:
        if self is book.repository and (number := next(rounds, None)) is not None:
            rival.append([fact(f"rival-{number}"), fact("sama")], WHEN)
        return real(self, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(Repository, "commit_files", overtaken)
    added = book.append([fact("sama"), fact("mine")], WHEN)

    assert _ids(book) == ["rival-0", "sama", "rival-1", "rival-2", "mine"]
    assert [entry.label for entry in added] == ["5/2026"]


def test_patience_ends_with_a_remedy_and_nothing_written(book: Book, repo: Path) -> None:
    book.append([fact("a")], WHEN)
    (repo / ".git" / f"{LOCAL}.lock").touch()

    with pytest.raises(JdihError, match="tidak dapat ditulisi") as caught:
        Book(book.shelf, patience=0.05).append([fact("b")], WHEN)
    assert "hapus berkas .lock" in caught.value.remedy
    assert _ids(book) == ["a"]


def test_a_lock_that_a_killed_git_left_is_cleared_once_it_is_old(
    book: Book, repo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book.append([fact("a")], WHEN)
    lock = repo / ".git" / f"{LOCAL}.lock"
    lock.touch()
    monkeypatch.setattr(locks, "STALE", 1.5)

    book.append([fact("b")], WHEN)

    assert _ids(book) == ["a", "b"]
    assert not lock.exists()


def test_another_lock_than_the_refs_own_is_left_alone(book: Book, repo: Path) -> None:
    said = "fatal: Unable to create '/a/.git/packed-refs.lock': File exists."
    assert locks.lock_of(LOCAL, said) is None
    book.append([fact("a")], WHEN)
    other = repo / ".git" / "packed-refs.lock"
    other.touch()
    os.utime(other, (0, 0))

    book.append([fact("b")], WHEN)

    assert other.exists()


# Damage

Files = dict[str, bytes]
P1, P2, P3, P4 = (path_of(2026, number) for number in (1, 2, 3, 4))


def _edited(files: Files) -> None:
    entry = json.loads(files[P2])
    entry["waktu"] = "2026-11-02T09:00:01+07:00"
    files[P2] = canonical(entry)


def _swapped(files: Files) -> None:
    files[P2], files[P3] = files[P3], files[P2]


def _set(path: str, change: Callable[[bytes], bytes]) -> Callable[[Files], None]:
    def damage(files: Files) -> None:
        files[path] = change(files[path])

    return damage


def _doubled(files: Files) -> None:
    entry = json.loads(files[P2])
    entry.update(nomor=5, sebelumnya=sha256(files[P4]))
    files[path_of(2026, 5)] = canonical(entry)


def _removed(path: str) -> Callable[[Files], None]:
    def damage(files: Files) -> None:
        del files[path]

    return damage


def _unlinked(files: Files) -> None:
    entry = json.loads(files[P3])
    entry["sebelumnya"] = None
    files[P3] = canonical(entry)


def _renumbered(files: Files) -> None:
    entry = json.loads(files.pop(P4))
    entry["nomor"] = 6
    files[path_of(2026, 6)] = canonical(entry)


DAMAGE: dict[str, tuple[Callable[[Files], None], str, str]] = {
    "edited": (_edited, P3, "rantai putus"),
    "bit": (_set(P2, lambda data: data.replace(b'"pernyataan"', b'"forge"')), P3, "rantai putus"),
    "truncated": (_set(P3, lambda data: data[:100]), P3, "bukan JSON"),
    "emptied": (_set(P4, lambda _: b""), P4, "kosong"),
    "swapped": (_swapped, P2, "memuat entri nomor 3/2026"),
    "middle removed": (_removed(P2), P3, f"melompat, {P2} tidak ada"),
    "first removed": (_removed(P1), P2, f"melompat, {P1} tidak ada"),
    "gap at the end": (_renumbered, path_of(2026, 6), f"melompat, {P4} tidak ada"),
    "fact twice": (_doubled, path_of(2026, 5), "sudah dicatat di 2/2026"),
    "unlinked": (_unlinked, P3, "rantai putus"),
    "crlf": (_set(P2, lambda data: data.replace(b",", b",\r\n")), P2, "CR"),
    "line feed": (_set(P4, lambda data: data + b"\n"), P4, "kanonik"),
    "bom": (_set(P1, lambda data: b"\xef\xbb\xbf" + data), P1, "BOM"),
    "nul": (_set(P4, lambda data: data + b"\0"), P4, "NUL"),
    "stranger": (lambda files: files.update({"README.md": b"x"}), "README.md", "bukan tempat"),
    "copy": (lambda files: files.update({f"{P4}.bak": b""}), f"{P4}.bak", "bukan tempat"),
}


def _damaged(book: Book, repo: Path, files: Files, mode: str = "100644") -> None:
    """Commit `files` as the whole register, past the program."""
    index = {"GIT_INDEX_FILE": str(repo / ".git" / "damage")}
    for path, data in files.items():
        blob = git(repo, "hash-object", "-w", "--stdin", stdin=data)
        git(repo, "update-index", "--add", "--cacheinfo", f"{mode},{blob},{path}", env=index)
    tree = git(repo, "write-tree", env=index)
    git(repo, "update-ref", LOCAL, git(repo, "commit-tree", tree, "-p", LOCAL, "-m", "damage"))
    (repo / ".git" / "damage").unlink()


def _refused(book: Book, path: str, fault: str) -> None:
    head = book.repository.tip(LOCAL)
    for attempt in (book.read, lambda: book.append([fact("baru")], WHEN)):
        with pytest.raises(RegisterCorrupt, match=fault) as caught:
            attempt()
        assert caught.value.path == path
        assert caught.value.message.startswith(f"Buku Agenda rusak pada {path}: ")
    assert book.repository.tip(LOCAL) == head


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_stops_reading_and_appending_and_is_not_repaired(
    book: Book, repo: Path, name: str
) -> None:
    damage, path, fault = DAMAGE[name]
    book.append([fact(id) for id in "abcd"], WHEN)
    tree = book.repository.tree(LOCAL)
    files = {path: tree.read(path) for path in tree.entries}
    damage(files)

    _damaged(book, repo, files)

    _refused(book, path, fault)


def test_an_executable_or_a_link_in_the_register_is_damage(book: Book, repo: Path) -> None:
    book.append([fact("a")], WHEN)
    data = book.repository.tree(LOCAL).read(P1)
    for mode in ("100755", "120000"):
        _damaged(book, repo, {P1: data}, mode)
        _refused(book, P1, mode)


def test_a_merge_in_the_registers_history_is_damage(book: Book, repo: Path) -> None:
    book.append([fact("a")], WHEN)
    tree = git(repo, "rev-parse", f"{LOCAL}^{{tree}}")
    merge = git(repo, "commit-tree", tree, "-p", LOCAL, "-p", "main", "-m", "merge")
    git(repo, "update-ref", LOCAL, merge)

    _refused(book, LOCAL, f"commit {merge} menggabungkan")


def test_a_damaged_ref_is_not_an_empty_register(book: Book, repo: Path) -> None:
    book.append([fact("a")], WHEN)
    (repo / ".git" / LOCAL).write_text("")

    for attempt in (book.read, lambda: book.append([fact("baru")], WHEN)):
        with pytest.raises(JdihError, match=f"{LOCAL} ada, tetapi rusak"):
            attempt()
