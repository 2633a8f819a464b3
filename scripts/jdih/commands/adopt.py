"""``jdih adopt``: freezes what was there before the workflow as imported content."""

from __future__ import annotations

import argparse

from jdih.publication.adoption import adopt, list_only
from jdih.reading.unit import IMPORT_PATH
from jdih.repository.git import Repository

EXAMPLES = """\
  jdih adopt                            membekukan isi content/ pada commit ini
  jdih adopt --rev v1.0                 pada versi lain
  jdih adopt --daftar-saja              hanya menyusun daftar; unit belum mulai"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``jdih adopt``."""
    parser.add_argument("--rev", default="HEAD", metavar="VERSI", help="commit yang dibekukan")
    parser.add_argument("--daftar-saja", action="store_true",
                        help="susun daftar dari folder kerja tanpa menetapkan `mulai`")  # fmt: skip


def run(args: argparse.Namespace) -> int:
    """Write ``impor.yml`` and ``mulai``; the change itself goes through a pull request."""
    repository = Repository.open(args.root)
    if args.daftar_saja:
        print(f"{list_only(repository)} dokumen ditulis ke {IMPORT_PATH}; unit belum mulai.")
        return 0
    count, commit = adopt(repository, args.rev)
    print(f"{count} dokumen pada commit {commit[:12]} dibekukan sebagai impor.")
    print("    → Periksa dan simpan perubahan pada site_config/; sejak commit itu")
    print("      setiap perubahan content/ menuntut persetujuan.")
    return 0
