"""``jdih audit``: proves again all that was published, or names what does not hold."""

from __future__ import annotations

import argparse
import json
import os
import sys

from jdih.forge.witness import Nobody
from jdih.publication.audit.copies import read_copy
from jdih.publication.audit.inspection import Question, inspect
from jdih.publication.audit.pages import LiveSite
from jdih.publication.audit.words import as_object, as_text
from jdih.publication.forges import FORGES, GITHUB, github_of
from jdih.publication.targets import PAGES, TARGETS, shelf_of
from jdih.register.book import Book
from jdih.repository.git import Repository
from jdih.rules.frame import base_of

EXAMPLES = """\
  jdih audit                            seluruh Buku Agenda dan cabang ini
  jdih audit --target pages             situs publik dan Buku Agendanya (cabang register)
  jdih audit --since 7/2026             sejak sebuah nomor; juga tanggal, atau commit
  jdih audit --witness terbitan.json --witness pemberitahuan.txt
                                        dan bandingkan dengan salinan yang disimpan orang lain
  jdih audit --witness buku-agenda-2026-11.zip
                                        juga entri demi entri dengan bundel (jdih bundle)
  jdih audit --site https://jdih.contoh.example/
                                        dan bandingkan setiap berkas yang tayang
  jdih audit --format json              keluaran untuk program lain"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``jdih audit``."""
    add = parser.add_argument
    add("--since", metavar="SEJAK", default="", help="nomor entri, tanggal, atau commit")
    add("--rev", default="HEAD", metavar="VERSI", help="cabang utama yang diaudit")
    add("--target", choices=TARGETS, default="lokal", help="register yang diaudit")
    add("--witness", metavar="SALINAN", action="append", default=[],
        help="bundel, atau apa pun yang menyebut jumlah dan sidik Buku Agenda")  # fmt: skip
    add("--site", metavar="SITUS",
        help="situs yang tayang: alamat atau folder (pages: alamatnya sendiri)")  # fmt: skip
    add("--forge", choices=FORGES, default="git",
        help="yang ditanya bila bukti suatu penggabungan tidak disimpan")  # fmt: skip
    add("--format", choices=("text", "json"), default="text", help="bentuk keluaran")


def run(args: argparse.Namespace) -> int:
    """Audit; 0 when all of it holds, else 1."""
    repository = Repository.open(args.root)
    book = Book(shelf_of(args.target, repository, os.environ))
    witness = github_of(repository, os.environ) if args.forge == GITHUB else Nobody()
    place = args.site or (base_of(repository.tree(args.rev)) if args.target == PAGES else "")
    asked = Question(
        rev=args.rev,
        since=args.since,
        copies=tuple(map(read_copy, args.witness)),
        site=LiveSite(place) if place else None,
    )
    audit = inspect(book, asked, witness, _report)
    if args.format == "json":
        print(json.dumps(as_object(audit), ensure_ascii=False, indent=2))
    else:
        print(as_text(audit))
    return int(bool(audit.faults))


def _report(step: str) -> None:
    print(f"{step} …", file=sys.stderr)
