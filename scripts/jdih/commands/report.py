"""``jdih report``: the report of a month, a quarter or a half of a year (SOP MK step 6)."""

from __future__ import annotations

import argparse
import os

from jdih.commands.plan import named
from jdih.model.period import Period, Span
from jdih.publication.reporting import write_report
from jdih.publication.targets import TARGETS, shelf_of
from jdih.reading.channels import read_channels
from jdih.register.book import Book
from jdih.repository.git import Repository
from jdih.website.recap import sentences

EXAMPLES = """\
  jdih report 2026-11                   laporan bulan November 2026, pada cabangnya sendiri
  jdih report 2026-11 --target pages    dari Buku Agenda situs di GitHub Pages
  jdih report 2026-11 --triwulan        triwulan yang memuat bulan itu
  jdih report 2026-11 --semester        semester yang memuat bulan itu"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``jdih report``."""
    parser.add_argument("bulan", metavar="BULAN", help="bulan yang dilaporkan, misalnya 2026-11")
    longer = parser.add_mutually_exclusive_group()
    for span in (Span.QUARTER, Span.HALF):
        longer.add_argument(f"--{span}", dest="span", action="store_const", const=span,
                            help=f"{span} yang memuat bulan itu")  # fmt: skip
    parser.add_argument("--sop", default="", help="SOP yang meminta laporan, bila lebih dari satu")
    parser.add_argument("--target", choices=TARGETS, default="lokal",
                        help="Buku Agenda yang dipakai")  # fmt: skip
    parser.add_argument("--tanpa-cabang", action="store_true",
                        help="tetap pada cabang ini dan jangan membuat commit")  # fmt: skip


def run(args: argparse.Namespace) -> int:
    """Write the report, or renew its figures, and say what to do next."""
    period = Period.around(named(args.bulan), args.span or Span.MONTH)
    repository = Repository.open(args.root)
    channels = read_channels(repository.work_tree()).channels or {}
    names = {code: channel.name for code, channel in channels.items()}
    register = Book(shelf_of(args.target, repository, os.environ)).read()
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
