"""``jdih sheet``: the paper original of an item or a month, as a PDF for the archive."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from jdih.errors import JdihError
from jdih.publication.forges import FORGES, witness_of
from jdih.publication.put import put
from jdih.publication.sheet import FOLDER, Sheets, is_month
from jdih.publication.targets import TARGETS, shelf_of
from jdih.register.book import Book
from jdih.repository.git import Repository

EXAMPLES = """\
  jdih sheet 2026-7f3kq                 lembar konten, ke build/lembar/2026-7f3kq.pdf
  jdih sheet 2026-7f3kq --umum          tanpa yang internal, untuk diserahkan ke luar
  jdih sheet 2026-11                    lembar Buku Agenda bulan November 2026
  jdih sheet 2026-11 --ke agenda.pdf"""

_SHEET, _SIGNED = b"%PDF-", b"/ByteRange"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``jdih sheet``."""
    add = parser.add_argument
    add("apa", metavar="ID|BULAN", help="id konten yang sudah terbit, atau bulan (2026-11)")
    add("--ke", metavar="BERKAS", type=Path, help=f"berkas PDF tujuan ({FOLDER}/….pdf)")
    add("--umum", action="store_true",
        help="tanpa putaran yang dikembalikan, waktu pengerjaan, dan isian internal")  # fmt: skip
    add("--target", choices=TARGETS, default="lokal", help="register yang dipakai")
    add("--forge", choices=FORGES, default="git", help="asal bukti persetujuan pengaturan")


def run(args: argparse.Namespace) -> int:
    """Write the sheet and say where it lies."""
    repository = Repository.open(args.root)
    book = Book(shelf_of(args.target, repository, os.environ))
    sheets = Sheets(repository, book.read(), witness_of(args.forge, book, os.environ))
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
