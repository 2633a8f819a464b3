"""A bundle says nothing that is not so: the same register the same bytes, every change is named."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from jdih.errors import JdihError
from jdih.register.book import Book, local_book
from jdih.register.bundle import difference, examine, pack
from jdih.register.cover import Facts
from jdih.repository.git import Repository
from jdih.workflow.digest import sha256
from tests.gitrepo import commit, git, make_repo
from tests.register.facts import WHEN, WIB, fact

FOLDER = "buku-agenda-2026-12"
RULES = {"site_config/unit.yml": b"nama: Unit\n", "content/sop/kpu.md": b"# SOP\n"}
Files = dict[str, bytes]


@pytest.fixture
def book(tmp_path: Path) -> Book:
    path = make_repo(tmp_path / "kantor")
    commit(path, {"content/index.md": "one\n"})
    book = local_book(Repository.open(path))
    book.append([fact("a"), fact("b")], datetime(2026, 11, 3, 9, 0, tzinfo=WIB))
    book.append([fact("c")], WHEN)
    book.append([fact("d")], WHEN)
    return book


def packed(book: Book) -> bytes:
    register = book.read()
    assert register.head is not None
    facts = Facts(
        "2026-12", "Unit", "Instansi", register.head, len(register.entries), 2,
        register.head_hash, "a" * 40,
    )  # fmt: skip
    return pack(book.repository, facts, register, RULES, WIB)


def unzipped(data: bytes) -> Files:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}


def zipped(files: Files) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path, data in files.items():
            archive.writestr(f"{FOLDER}/{path}", data)
    return buffer.getvalue()


def summed(files: Files) -> None:
    """Write SHA256SUMS anew, as a forger would."""
    lines = (f"{sha256(data)}  {path}\n" for path, data in files.items() if path != "SHA256SUMS")
    files["SHA256SUMS"] = "".join(lines).encode()


def faults(tmp_path: Path, data: bytes) -> tuple[str, ...]:
    file = tmp_path / "bundel.zip"
    file.write_bytes(data)
    return examine(file).faults


def test_it_holds_the_register_the_rules_and_the_sheet(book: Book, tmp_path: Path) -> None:
    data = packed(book)
    file = tmp_path / "bundel.zip"
    file.write_bytes(data)

    found = examine(file)

    assert found.faults == ()
    assert found.register is not None
    assert found.register.entries == book.read().entries
    files = unzipped(data)
    assert files["aturan/content/sop/kpu.md"] == b"# SOP\n"
    sheet = files["LEMBAR.txt"].decode()
    assert f"Sidik kepala : {book.read().head_hash}\n" in sheet
    assert "  2026-12-30   3–4/2026\n" in sheet
    assert "2026-11-03" not in sheet, "only the month's own days"
    assert max(map(len, sheet.splitlines())) <= 80
    assert len(sheet.splitlines()) <= 60, "one page"
    assert files["entri.csv"].decode().splitlines()[4].startswith("4/2026,2026-12-30T16:00:00+07")


def test_the_same_register_makes_the_same_bytes_however_it_is_packed(
    book: Book, tmp_path: Path
) -> None:
    data = packed(book)
    assert packed(book) == data
    git(book.repository.root, "repack", "-a", "-d", "-q", "--depth=3")
    book.repository.close()
    assert packed(local_book(book.repository)) == data

    clone = tmp_path / "klon"
    git(tmp_path, "clone", "--quiet", str(book.repository.root), str(clone))
    git(clone, "fetch", "--quiet", "origin", "refs/jdih/lokal:refs/jdih/lokal")
    git(clone, "config", "pack.threads", "7")
    git(clone, "config", "core.compression", "0")
    assert packed(local_book(Repository.open(clone))) == data


def test_standard_tools_are_enough(book: Book, tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(packed(book))) as archive:
        archive.extractall(tmp_path)
    folder = tmp_path / FOLDER
    listed = (line.split("  ") for line in (folder / "SHA256SUMS").read_text().splitlines())
    assert {path: digest for digest, path in listed} == {
        str(file.relative_to(folder)): sha256(file.read_bytes())
        for file in folder.rglob("*")
        if file.is_file() and file.name != "SHA256SUMS"
    }
    git(tmp_path, "clone", "--quiet", "--branch=register", str(folder / "register.bundle"), "buku")
    assert len(list((tmp_path / "buku" / "2026").rglob("*.json"))) == 4


def flip(path: str, at: int) -> Callable[[Files], None]:
    def damage(files: Files) -> None:
        data = bytearray(files[path])
        data[at] ^= 1
        files[path] = bytes(data)

    return damage


def forged(path: str, old: bytes, new: bytes) -> Callable[[Files], None]:
    """Return a change whose sums are right again."""

    def damage(files: Files) -> None:
        assert old in files[path]
        files[path] = files[path].replace(old, new)
        summed(files)

    return damage


def dropped(path: str) -> Callable[[Files], None]:
    def damage(files: Files) -> None:
        del files[path]

    return damage


DAMAGE: dict[str, tuple[Callable[[Files], None], str]] = {
    "bit in the register": (flip("register.bundle", -30), "register.bundle tidak cocok"),
    "bit in its header": (flip("register.bundle", 20), "register.bundle tidak utuh"),
    "bit in a rule": (flip("aturan/content/sop/kpu.md", 2), "kpu.md tidak cocok"),
    "rule gone": (dropped("aturan/content/sop/kpu.md"), "kpu.md tidak ada, padahal"),
    "stranger": (lambda files: files.update({"x.txt": b""}), "x.txt tidak tertulis"),
    "sums gone": (dropped("SHA256SUMS"), "SHA256SUMS tidak ada"),
    "register gone": (dropped("register.bundle"), "register.bundle tidak utuh"),
    "manifest gone": (dropped("manifes.json"), "manifes.json tidak ada"),
    "another count": (forged("manifes.json", b'"count":4', b'"count":5'), "menyebut register lain"),
    "another list": (forged("entri.csv", b"4/2026,", b"5/2026,"), "entri.csv tidak cocok"),
    "another scheme": (forged("manifes.json", b'"skema":1', b'"skema":9'), "tidak dapat dibaca"),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_every_change_is_named(book: Book, tmp_path: Path, name: str) -> None:
    damage, said = DAMAGE[name]
    files = unzipped(packed(book))
    damage(files)

    assert any(said in fault for fault in faults(tmp_path, zipped(files)))


def test_a_sheet_of_another_register_is_named(book: Book, tmp_path: Path) -> None:
    files = unzipped(packed(book))
    files["LEMBAR.txt"] = files["LEMBAR.txt"].replace(book.read().head_hash.encode(), b"f" * 64)
    summed(files)
    assert faults(tmp_path, zipped(files)) == ("LEMBAR.txt tidak menyebut sidik kepala register",)


def test_a_broken_chain_inside_is_named(book: Book, tmp_path: Path) -> None:
    root = book.repository.root
    tree = git(root, "ls-tree", "-r", "refs/jdih/lokal").replace("00003.json", "00009.json")
    index = {"GIT_INDEX_FILE": str(tmp_path / "index")}
    git(root, "update-index", "--add", "--index-info", stdin=f"{tree}\n".encode(), env=index)
    bad = git(root, "commit-tree", git(root, "write-tree", env=index), "-m", "x",
              env={"GIT_COMMITTER_NAME": "x", "GIT_COMMITTER_EMAIL": "x@x"})  # fmt: skip
    register = book.read()
    facts = Facts("2026-12", "Unit", "Instansi", bad, 4, 2, register.head_hash, "a" * 40)

    (fault,) = faults(tmp_path, pack(book.repository, facts, register, RULES, WIB))

    assert fault.startswith("Buku Agenda rusak pada 2026/000/00")


@pytest.mark.parametrize("data", [b"", b"PK", b"bukan zip", b"PK\x05\x06" + b"\0" * 17])
def test_what_is_no_bundle_is_named(tmp_path: Path, data: bytes) -> None:
    (fault,) = faults(tmp_path, data)
    assert "bukan berkas ZIP yang utuh" in fault


def test_a_name_twice_in_the_archive_is_refused(book: Book, tmp_path: Path) -> None:
    buffer = io.BytesIO(packed(book))
    with (
        pytest.warns(UserWarning, match="Duplicate name"),
        zipfile.ZipFile(buffer, "a") as archive,
    ):
        archive.writestr(f"{FOLDER}/LEMBAR.txt", b"lain")
    (fault,) = faults(tmp_path, buffer.getvalue())
    assert "nama ganda" in fault


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(JdihError, match="tidak dapat dibuka"):
        examine(tmp_path / "tidak-ada.zip")


def test_a_register_goes_on_from_what_was_kept_or_the_place_is_named(book: Book) -> None:
    kept = book.read()
    assert difference(kept, kept) == ""

    book.append([fact("e")], WHEN)
    more = book.read()
    assert difference(kept, more) == ""
    assert difference(more, kept) == "entri mulai nomor 5/2026 tidak ada di sini (1 entri)"

    other = local_book(book.repository, "refs/jdih/lain")
    other.append([fact("a"), fact("x"), fact("c")], datetime(2026, 11, 3, 2, 0, tzinfo=UTC))
    assert difference(kept, other.read()).startswith("entri nomor 1/2026 di sini lain")
