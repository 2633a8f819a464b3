"""``jdih build``: the site of the work tree, into a folder of its own."""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

from jdih.errors import JdihError
from jdih.repository.git import Repository
from jdih.website.builder import build
from jdih.website.source import load

EXAMPLES = """\
  jdih build                            ke build/pratinjau
  jdih build --ke /tmp/situs            ke folder lain (belum boleh ada)
  jdih build --draf                     beserta isi drafts/"""

PREVIEW = Path("build/pratinjau")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``jdih build``."""
    parser.add_argument("--ke", metavar="FOLDER", type=Path, help=f"folder tujuan ({PREVIEW})")
    parser.add_argument("--draf", action="store_true", help="sertakan isi drafts/")


def run(args: argparse.Namespace) -> int:
    """Build what lies in the work tree, approved or not: a look, never a publication."""
    root = Repository.open(args.root).root
    out = args.ke or root / PREVIEW
    if args.ke is None and out.exists():
        shutil.rmtree(out)
    if out.exists():
        raise JdihError(f"{out} sudah ada; tidak ada yang ditimpa.", "Sebut folder lain.")
    site = load(root, drafts=args.draf)
    manifest = build(site, out)
    pages = sum(path.endswith(".html") for path in manifest.files)
    print(f"{pages} halaman di {out}", file=sys.stderr)
    print("    → Ini pratinjau; yang terbit dan tercatat hanya lewat `jdih publish`.")
    return 0
