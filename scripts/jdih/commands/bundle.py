"""``jdih bundle``: the register in one file to be kept elsewhere, and such a file examined."""

from __future__ import annotations

import argparse
import os
from datetime import UTC, datetime, time
from pathlib import Path

from jdih.arguments import month
from jdih.errors import JdihError
from jdih.model.document import CONTENT
from jdih.model.period import Month
from jdih.publication.state import unit_of
from jdih.publication.targets import TARGETS, shelf_of
from jdih.reading.unit import UNIT_PATH
from jdih.register.book import Book
from jdih.register.bundle import Examined, difference, examine, pack
from jdih.register.chain import Register
from jdih.register.cover import Facts
from jdih.repository.git import Repository
from jdih.repository.parcel import last_before
from jdih.workflow.digest import sha256
from jdih.workflow.zone import FIRST_YEAR, LAST_YEAR

EXAMPLES = """\
  jdih bundle 2026-11                   Buku Agenda sampai akhir November 2026 (build/bundel)
  jdih bundle 2026-11 --target pages --ke /media/arsip/buku-agenda-2026-11.zip
  jdih bundle --periksa buku-agenda-2026-11.zip
                                        memeriksa sebuah bundel, di mana saja"""

_PLACE = Path("build/bundel")
_SOPS = f"{CONTENT}/sop"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``jdih bundle``."""
    wanted = parser.add_mutually_exclusive_group(required=True)
    wanted.add_argument("bulan", metavar="BULAN", nargs="?", type=_begun,
                        help="bulan terakhir yang dimuat, misalnya 2026-11")  # fmt: skip
    wanted.add_argument("--periksa", metavar="BERKAS", type=Path,
                        help="memeriksa bundel ini dan tidak menulis apa pun")  # fmt: skip
    parser.add_argument("--ke", metavar="BERKAS", type=Path, help="tempat menulis bundelnya")
    parser.add_argument("--target", choices=TARGETS, default="lokal",
                        help="Buku Agenda yang dimuat atau dibandingkan")  # fmt: skip


def run(args: argparse.Namespace) -> int:
    """Write a bundle and return 0; or examine one: 0 when everything holds, 1 otherwise."""
    if args.periksa is not None:
        return _examine(args)
    repository = Repository.open(args.root)
    data, facts = bundle(
        repository, Book(shelf_of(args.target, repository, os.environ)), args.bulan
    )
    file = args.ke or repository.root / _PLACE / f"{facts.name}.zip"
    _write(file, data)
    print(
        f"Bundel    : {file}\n"
        f"Isi       : {facts.count} entri sampai akhir {facts.month}, "
        f"{facts.count - facts.since} di antaranya dari bulan itu\n"
        f"Kepala    : {facts.head}\n"
        f"SHA-256   : {sha256(data)} (berkas bundel)\n"
        "Simpan di luar komputer dan repositori ini; cetak LEMBAR.txt di dalamnya."
    )
    return 0


def bundle(repository: Repository, book: Book, last: Month) -> tuple[bytes, Facts]:
    """Return the bundle of `book` as it stood at the end of `last`, and what it says of itself.

    Which commits belong to it is the word of their dates, in the office's zone. Raises JdihError
    when there was no entry or no main branch yet.
    """
    unit = unit_of(repository.tree("HEAD"))
    begin, end = (datetime.combine(one.first, time(), unit.zone) for one in (last, last.plus(1)))
    present = book.read()
    name = str(last)
    commit = last_before(repository, present.head, end) if present.head else None
    rules = last_before(repository, "HEAD", end)
    if commit is None or rules is None:
        raise JdihError(
            f"Sampai akhir {name} belum ada entri dalam Buku Agenda ({book.shelf.name}).",
            "Sebut bulan yang sudah berisi, atau Buku Agenda lain dengan --target.",
        )
    register = book.at(commit)
    before = last_before(repository, commit, begin)
    in_force = unit_of(repository.tree(rules))
    facts = Facts(
        month=name,
        unit=in_force.name,
        institution=in_force.institution,
        commit=commit,
        count=len(register.entries),
        since=len(book.at(before).entries),
        head=register.head_hash,
        rules=rules,
    )
    tree = repository.tree(rules, _SOPS, UNIT_PATH)
    files = {path: tree.read(path) for path, entry in tree.entries.items() if entry.regular}
    return pack(repository, facts, register, files, unit.zone), facts


def _examine(args: argparse.Namespace) -> int:
    found = examine(args.periksa)
    lines = [f"Bundel    : {args.periksa}, {'utuh' if not found.faults else 'TIDAK UTUH'}"]
    if found.register is not None:
        last = found.register.entries[-1].label if found.register.entries else "-"
        lines += [
            f"Isi       : {len(found.register.entries)} entri, terakhir nomor {last}",
            f"Kepala    : {found.register.head_hash} (cocokkan dengan cetakan LEMBAR.txt)",
        ]
    compared, differs = _compared(args, found)
    lines += [f"Keliru    : {fault}." for fault in found.faults]
    print("\n".join((*lines, f"Dibanding : {compared}.")))
    return int(bool(found.faults) or differs)


def _compared(args: argparse.Namespace, found: Examined) -> tuple[str, bool]:
    """Say how the register at hand, if there is one, stands to the bundle; True when it differs."""
    if found.register is None:
        return "tidak, karena isinya tidak terbaca", False
    present = _present(args)
    if present is None:
        return "tidak, karena tidak ada Buku Agenda di sini", False
    differs = difference(found.register, present)
    if differs:
        return f"TIDAK COCOK, {differs}", True
    more = len(present.entries) - len(found.register.entries)
    return f"Buku Agenda di sini {f'melanjutkannya ({more} entri lagi)' if more else 'sama'}", False


def _present(args: argparse.Namespace) -> Register | None:
    try:
        repository = Repository.open(args.root)
    except JdihError:
        return None
    register = Book(shelf_of(args.target, repository, os.environ)).read()
    return register if register.head else None


def _write(file: Path, data: bytes) -> None:
    """Write a bundle whole or not at all; what is there already and differs is never replaced."""
    try:
        if file.exists():
            if file.read_bytes() == data:
                return
            raise JdihError(
                f"{file} sudah ada dan isinya lain; tidak ada yang ditimpa.",
                "Sebut berkas lain dengan --ke, atau hapus dahulu yang lama.",
            )
        file.parent.mkdir(parents=True, exist_ok=True)
        aside = file.with_name(f".{file.name}.baru")
        aside.write_bytes(data)
        aside.replace(file)
    except OSError as error:
        raise JdihError(
            f"{file} tidak dapat ditulis ({error.strerror}).", "Sebut tempat lain dengan --ke."
        ) from error


def _begun(text: str) -> Month:
    """Return the month that an argument names, once it has begun."""
    named = month(text)
    if not FIRST_YEAR <= named.year <= LAST_YEAR:
        raise argparse.ArgumentTypeError(f"“{text}” bukan bulan; tulis misalnya 2026-11")
    if named.first > datetime.now(UTC).date():
        raise argparse.ArgumentTypeError(f"bulan {text} belum tiba")
    return named
