"""``jdih submit``: checks a draft and moves it to its place in ``content/`` for decision."""

from __future__ import annotations

import argparse
import os
import sys

from jdih.publication.forges import github_of, remote_of
from jdih.publication.pull_submission import submit_pull
from jdih.publication.submission import submit
from jdih.repository.git import Repository

EXAMPLES = """\
  jdih submit 2026-7f3kq                mengajukan konten dengan id itu
  jdih submit mengenal-uu-pemilu        dengan nama folder di drafts/
  jdih submit --usulan                  semua usulan di GitHub yang ditandai Ready for review"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``jdih submit``."""
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("id", metavar="ID", nargs="?",
                        help="id konten atau nama foldernya di drafts/")  # fmt: skip
    which.add_argument("--usulan", action="store_true",
                        help="semua usulan di GitHub yang sudah siap diperiksa")  # fmt: skip


def run(args: argparse.Namespace) -> int:
    """Submit the draft; 1 with the findings when it is not complete."""
    repository = Repository.open(args.root)
    if args.usulan:
        return _submit_ready(repository)
    done = submit(repository, args.id)
    for finding in done.findings:
        print(finding.as_text(), file=sys.stderr)
    if not done.commit:
        print("Belum diajukan; tidak ada yang diubah.", file=sys.stderr)
        return 1
    print(f"Diajukan: {done.path}")
    print("    → Kirim cabang ini dan minta keputusan pejabat yang berwenang.")
    return 0


def _submit_ready(repository: Repository) -> int:
    """Submit the drafts of every pull request that is marked ready; 1 when one is not complete."""
    forge = github_of(repository, os.environ)
    remote = remote_of(repository, os.environ)
    done = [submit_pull(repository, forge, remote, ready) for ready in forge.ready()]
    return int(not all(done))
