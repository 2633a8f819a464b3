"""``jdih skp``: evidence of what each official did in a month, as a private PDF each."""

from __future__ import annotations

import argparse
import os

from jdih.arguments import month
from jdih.errors import JdihError
from jdih.publication.forges import FORGES, witness_of
from jdih.publication.performance import FOLDER, keep, papers
from jdih.publication.sheet import Sheets
from jdih.publication.targets import TARGETS, shelf_of
from jdih.register.book import Book
from jdih.register.erasure import seen
from jdih.repository.git import Repository

EXAMPLES = """\
  jdih skp 2026-11                      setiap pejabat, ke build/skp/2026-11/JABATAN.pdf
  jdih skp 2026-11 --pejabat pengelola  satu jabatan, menurut kode atau akunnya"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``jdih skp``."""
    add = parser.add_argument
    add("bulan", metavar="BULAN", type=month, help="misalnya 2026-11")
    add("--pejabat", metavar="ID", default="", help="kode jabatan, atau akun pemegangnya")
    add("--target", choices=TARGETS, default="lokal", help="register yang dipakai")
    add("--forge", choices=FORGES, default="git", help="asal bukti persetujuan pengaturan")


def run(args: argparse.Namespace) -> int:
    """Write the papers and say where they lie."""
    repository = Repository.open(args.root)
    book = Book(shelf_of(args.target, repository, os.environ))
    witness = witness_of(args.forge, book, os.environ)
    register = book.read()
    issuer = Sheets(repository, register, witness).issuer
    known = seen(register, witness.erasures)
    written = [
        keep(repository, args.bulan, name, data)
        for name, data in papers(repository, known, issuer, args.bulan, args.pejabat)
    ]
    if not written:
        raise JdihError(
            f"Buku Agenda ini belum memuat pekerjaan pejabat itu pada {args.bulan}.",
            "Periksa bulannya dan --target-nya. Yang belum terbit belum ada dalam Buku Agenda.",
        )
    for path in written:
        print(path)
    print(f"    → Hanya untuk pejabat itu dan penilainya. {FOLDER} tidak ikut tersimpan di Git.")
    return 0
