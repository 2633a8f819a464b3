"""``jdih report``: the report of a month, a quarter or a half of a year (SOP MK step 6)."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping
from datetime import datetime

from jdih.model.period import Month, Period, Span
from jdih.model.tree import Tree
from jdih.publication.forges import github_of, remote_of
from jdih.publication.monthly import named_month
from jdih.publication.pull_branch import base_of
from jdih.publication.report_proposal import propose
from jdih.publication.reporting import asks_for_reports, write_report
from jdih.publication.state import unit_of
from jdih.publication.targets import TARGETS, shelf_of
from jdih.reading.channels import read_channels
from jdih.register.book import Book
from jdih.register.chain import Register
from jdih.register.erasure import erasures_of, seen
from jdih.repository.git import Repository
from jdih.website.recap import sentences

EXAMPLES = """\
  jdih report 2026-11                   laporan bulan November 2026, pada cabangnya sendiri
  jdih report                           bulan lalu
  jdih report 2026-11 --target pages    dari Buku Agenda situs di GitHub Pages
  jdih report 2026-11 --triwulan        triwulan yang memuat bulan itu
  jdih report 2026-11 --semester        semester yang memuat bulan itu"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``jdih report``."""
    parser.add_argument("bulan", metavar="BULAN", nargs="?", default="",
                        help="misalnya 2026-11; bila kosong, bulan lalu")  # fmt: skip
    parser.add_argument("--jangka", choices=[span.value for span in Span], default=Span.MONTH,
                        help="bulan itu, atau triwulan atau semester yang memuatnya")  # fmt: skip
    for span in (Span.QUARTER, Span.HALF):
        parser.add_argument(f"--{span}", dest="jangka", action="store_const", const=span,
                            help=f"sama dengan --jangka {span}")  # fmt: skip
    parser.add_argument("--sop", default="", help="SOP yang meminta laporan, bila lebih dari satu")
    parser.add_argument("--target", choices=TARGETS, default="lokal",
                        help="Buku Agenda yang dipakai")  # fmt: skip
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--tanpa-cabang", action="store_true",
                       help="tetap pada cabang ini dan jangan membuat commit")  # fmt: skip
    where.add_argument("--usulan", action="store_true",
                       help="sebagai usulan di GitHub; dijalankan oleh alur `laporan`")  # fmt: skip


def run(args: argparse.Namespace) -> int:
    """Write the report, or renew its figures, and say what to do next."""
    repository = Repository.open(args.root)
    tree = repository.tree(base_of(repository)) if args.usulan else repository.work_tree()
    period = Period.around(_month(args.bulan, tree), Span(args.jangka))
    channels = read_channels(tree).channels or {}
    names = {code: channel.name for code, channel in channels.items()}
    book = Book(shelf_of(args.target, repository, os.environ))
    register = book.read()
    register = seen(register, erasures_of(book, register))
    if args.usulan and not (args.bulan or args.sop or asks_for_reports(tree)):
        print("Tidak ada SOP unit ini yang meminta laporan bulanan; tidak ada yang diusulkan.")
        return 0
    if args.usulan:
        return _propose(repository, register, period, args.sop, names)
    written = write_report(repository, register, period, args.sop, branch=not args.tanpa_cabang)
    if not written.changed:
        print(f"Angka laporan {period} masih sama; tidak ada yang diubah.")
        return 0
    print("\n".join(sentences(written.report, names)))
    print(f"Laporan: {written.path}{'' if written.begun else ' (angkanya diperbarui)'}")
    if written.branch:
        print(f"Cabang: {written.branch}")
    print("    → Lengkapi bagian yang ditulis orang, lalu ajukan usulannya untuk disetujui.")
    return 0


def _propose(
    repository: Repository, register: Register, period: Period, sop: str, names: Mapping[str, str]
) -> int:
    forge, remote = github_of(repository, os.environ), remote_of(repository, os.environ)
    done = propose(repository, forge, remote, register, period, sop)
    print("\n".join(sentences(done.report, names)))
    if not done.number:
        print(f"Laporan {period} sudah disetujui dengan angka ini; tidak ada yang diusulkan.")
        return 0
    word = "dibuka" if done.opened else "diperbarui" if done.changed else "masih sama"
    print(f"Usulan #{done.number}: {word}")
    return 0


def _month(text: str, tree: Tree) -> Month:
    """Return the month that was named; the last one, as the office counts, where none was."""
    return named_month(text) if text else Month.of(datetime.now(unit_of(tree).zone).date()).plus(-1)
