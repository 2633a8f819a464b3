"""``jdih amend``: begins the ralat or the tarik of a published item, on a branch of its own."""

from __future__ import annotations

import argparse
from datetime import datetime

from jdih.errors import JdihError
from jdih.publication.amending import Amendment, begin, prepare
from jdih.publication.state import unit_of
from jdih.repository.git import Repository

EXAMPLES = """\
  jdih amend 2026-7f3kq --ralat 'Tahun undang-undang dibetulkan menjadi 2008.'
  jdih amend konten/2026/hak-atas-informasi/ --tarik keliru --penjelasan 'Dasarnya keliru.'
  jdih amend 2026-7f3kq --tarik diganti --penjelasan 'Diganti.' --pengganti 2026-c4rm8"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``jdih amend``."""
    parser.add_argument("konten", metavar="ID", help="id atau alamat konten yang sudah terbit")
    kind = parser.add_mutually_exclusive_group(required=True)
    kind.add_argument("--ralat", metavar="TEKS", help="apa yang keliru dan menjadi apa")
    kind.add_argument("--tarik", metavar="JENIS",
                      help="keliru, diganti, kedaluwarsa, atau hukum-berubah")  # fmt: skip
    parser.add_argument("--penjelasan", metavar="TEKS", default="",
                        help="penjelasan penarikan untuk umum")  # fmt: skip
    parser.add_argument("--pengganti", metavar="ID", default="", help="konten penggantinya")


def run(args: argparse.Namespace) -> int:
    """Write the dated explanation into the header, commit it, and say what to do next."""
    if bool(args.tarik) != bool(args.penjelasan) or (args.pengganti and not args.tarik):
        raise JdihError(
            "Penarikan memerlukan --tarik beserta --penjelasan; ralat hanya --ralat.",
            "Lengkapi perintahnya; lihat `jdih amend --help`.",
        )
    repository = Repository.open(args.root)
    unit = unit_of(repository.tree("HEAD"))
    said = Amendment(
        args.konten, args.penjelasan or args.ralat or "", args.tarik or "", args.pengganti
    )
    ready = prepare(repository, said, datetime.now(unit.zone).date())
    begin(repository, ready, said.word)
    print(f"Ditulis: `{said.word}` di kepala {ready.item.path}")
    print(f"Cabang: {ready.branch}")
    if not said.kind:
        print("    → Perbaiki naskahnya di berkas itu, periksa dengan `jdih check`, dan simpan.")
    print("    → Kirim cabang itu, lalu mohon pejabat yang berwenang memutuskannya.")
    return 0
