"""``jdih serve``: the site with drafts, on this machine, rebuilt on every change."""

from __future__ import annotations

import argparse

from jdih.repository.git import Repository
from jdih.website.preview import serve

EXAMPLES = """\
  jdih serve                            http://127.0.0.1:8000/
  jdih serve --port 8123                pada port lain"""

PORT = 8000


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``jdih serve``."""
    parser.add_argument("--port", type=int, default=PORT, help=f"port pada 127.0.0.1 ({PORT})")
    parser.add_argument("--tanpa-draf", action="store_true", help="hanya isi content/")


def run(args: argparse.Namespace) -> int:
    """Serve until interrupted."""
    root = Repository.open(args.root).root
    serve(root, port=args.port, drafts=not args.tanpa_draf)
    return 0
