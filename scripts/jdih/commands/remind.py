"""``jdih remind``: what waits beyond its standard, by office, with a message ready for each."""

from __future__ import annotations

import argparse
import os
from datetime import UTC, datetime

from jdih.model.tree import Tree
from jdih.publication.forges import FORGES, GITHUB, github_of, open_pulls, page_of, witness_of
from jdih.publication.open_work import on_main
from jdih.publication.standings import standings
from jdih.publication.state import read_settings, sops_of, unit_of
from jdih.publication.targets import TARGETS, shelf_of
from jdih.publication.waiting import DONE, LABEL, MARK, TITLE, Publishers, issue, overdue, plain
from jdih.register.book import Book
from jdih.repository.git import Repository
from jdih.workflow.authority import offices_of

EXAMPLES = """\
  jdih remind                           yang menunggu melebihi waktu bakunya, per jabatan
  jdih remind --target pages            dengan Buku Agenda yang umum
  jdih remind --forge github --target pages
                                        menulisnya pada satu isu berlabel pengingat"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``jdih remind``."""
    parser.add_argument("--forge", choices=FORGES, default="git",
                        help="github: usulan ikut dibaca, dan isunya ditulis")  # fmt: skip
    parser.add_argument("--target", choices=TARGETS, default="lokal", help="register yang dipakai")


def run(args: argparse.Namespace) -> int:
    """Print what waits; on a forge keep the one issue on it instead."""
    repository = Repository.open(args.root)
    book = Book(shelf_of(args.target, repository, os.environ))
    witness = witness_of(args.forge, book, os.environ)
    pulls = tuple(open_pulls(args.forge, repository, os.environ))
    found = standings(repository, book.read(), datetime.now(UTC), witness, pulls)
    publishers = _publishers(read_settings(repository, "HEAD", witness))
    if args.forge != GITHUB:
        print(plain(overdue(found, publishers)))
        return 0
    # On a forge a branch that nobody proposed is nobody's work yet.
    proposed = (entry for entry in found if entry.pull or on_main(entry.branch))
    words = issue(overdue(proposed, publishers), page_of(os.environ))
    number = github_of(repository, os.environ).keep_issue(LABEL, MARK, TITLE, words, DONE)
    print(f"Pengingat: isu #{number}." if words and number else DONE if not words else
          "Pengingat: isunya ditutup orang, dan tidak ada yang baru.")  # fmt: skip
    return 0


def _publishers(tree: Tree) -> Publishers:
    unit, sops = unit_of(tree), sops_of(tree)

    def names(sop: str) -> tuple[str, ...]:
        known = sops.get(sop)
        return tuple(offices_of(known.publishing_step, known, unit)) if known else ()

    return names
