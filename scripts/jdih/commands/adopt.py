"""``jdih adopt``: freezes what was there before the workflow as imported content."""

from __future__ import annotations

import argparse

from jdih.publication.adoption import adopt
from jdih.repository.git import Repository

EXAMPLES = """\
  jdih adopt                            membekukan isi content/ pada commit ini
  jdih adopt --rev v1.0                 pada versi lain"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``jdih adopt``."""
    parser.add_argument("--rev", default="HEAD", metavar="VERSI", help="commit yang dibekukan")


def run(args: argparse.Namespace) -> int:
    """Write ``impor.yml`` and ``mulai``; the change itself goes through a pull request."""
    count, commit = adopt(Repository.open(args.root), args.rev)
    print(f"{count} dokumen pada commit {commit[:12]} dibekukan sebagai impor.")
    print("    → Periksa dan simpan perubahan pada site_config/; sejak commit itu")
    print("      setiap perubahan content/ menuntut persetujuan.")
    return 0
