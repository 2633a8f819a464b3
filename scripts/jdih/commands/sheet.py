"""``jdih sheet``: the paper original of an item, a month or a report, as a PDF for the archive."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import datetime
from pathlib import Path

from jdih.errors import JdihError
from jdih.model.tree import Tree
from jdih.publication.forges import FORGES, witness_of
from jdih.publication.put import put
from jdih.publication.sheet import FOLDER, Sheets, is_month
from jdih.publication.state import read_settings, unit_of
from jdih.publication.targets import TARGETS, shelf_of
from jdih.register.book import Book
from jdih.register.chain import Register
from jdih.repository.git import Repository

EXAMPLES = """\
  jdih sheet 2026-7f3kq                 lembar konten, ke build/lembar/2026-7f3kq.pdf
  jdih sheet 2026-7f3kq --umum          tanpa yang internal, untuk diserahkan ke luar
  jdih sheet 2026-11                    lembar Buku Agenda bulan November 2026
  jdih sheet laporan-2026-11            laporan bulan itu, sesudah disetujui dan terbit
  jdih sheet 2026-11 --ke agenda.pdf
  jdih sheet --periksa lembar.pdf       tanda tangan pada lembar yang sudah ditandatangani"""

_SHEET, _SIGNED = b"%PDF-", b"/ByteRange"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``jdih sheet``."""
    add = parser.add_argument
    add("apa", nargs="?", metavar="ID|BULAN|LAPORAN",
        help="id konten yang terbit, bulan (2026-11), atau laporan (laporan-2026-11)")  # fmt: skip
    add("--ke", metavar="BERKAS", type=Path, help=f"berkas PDF tujuan ({FOLDER}/….pdf)")
    add("--umum", action="store_true",
        help="tanpa putaran yang dikembalikan, waktu pengerjaan, dan isian internal")  # fmt: skip
    add("--periksa", metavar="BERKAS", type=Path,
        help="memeriksa tanda tangan elektronik pada sebuah PDF")  # fmt: skip
    add("--target", choices=TARGETS, default="lokal", help="register yang dipakai")
    add("--forge", choices=FORGES, default="git", help="asal bukti persetujuan pengaturan")


def run(args: argparse.Namespace) -> int:
    """Write the sheet and say where it lies; or check a signed one, 1 when it does not hold."""
    if (args.apa is None) == (args.periksa is None):
        raise JdihError(
            "Sebut id konten atau bulan, atau --periksa dengan satu berkas.",
            "Misalnya `jdih sheet 2026-11`, atau `jdih sheet --periksa lembar.pdf`.",
        )
    repository = Repository.open(args.root)
    book = Book(shelf_of(args.target, repository, os.environ))
    witness, register = witness_of(args.forge, book, os.environ), book.read()
    if args.periksa is not None:
        return _check(args.periksa, read_settings(repository, "HEAD", witness), register)
    sheets = Sheets(repository, register, witness)
    if is_month(args.apa):
        name, data = args.apa, sheets.month(args.apa)
    else:
        entry = sheets.entry_of(args.apa)
        name, data = entry.id, sheets.item(entry, public=args.umum)
    path = args.ke or repository.root / FOLDER / f"{name}.pdf"
    _require_free(path)
    put(path, data)
    print(path)
    print("    → Cetak pada A4, bubuhkan tanda tangan dan cap, lalu arsipkan.", file=sys.stderr)
    return 0


def _check(path: Path, tree: Tree, register: Register) -> int:
    from jdih.publication.seal import check_seal  # noqa: PLC0415 (a slow import, seldom needed)

    try:
        data = path.read_bytes()
    except OSError as error:
        raise JdihError(
            f"{path} tidak dapat dibaca ({error.strerror}).", "Periksa nama berkasnya."
        ) from error
    seal = check_seal(data, tree, register, datetime.now(unit_of(tree).zone))
    print("\n".join(seal.words()))
    return 0 if seal.holds else 1


def _require_free(path: Path) -> None:
    """Raise JdihError where another file, or a sheet that was signed, has this name."""
    if not path.exists():
        return
    there = path.read_bytes() if path.is_file() else b""
    if not there.startswith(_SHEET) or _SIGNED in there:
        raise JdihError(
            f"{path} sudah ada, dan bukan lembar yang dapat dibuat ulang; tidak ada yang ditimpa.",
            "Sebut berkas lain dengan --ke.",
        )
