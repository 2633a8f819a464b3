"""``jdih build``: the site of the work tree, into a folder of its own, or a preview in one file."""

from __future__ import annotations

import argparse
import os
import re
import sys
from dataclasses import replace
from pathlib import Path

from jdih.errors import JdihError
from jdih.publication.changes import changes_of
from jdih.publication.deploy import alone, deploy, workshop
from jdih.publication.put import put_over
from jdih.publication.stores import spare_of, store_of
from jdih.repository.git import Repository
from jdih.repository.remote import MAIN
from jdih.repository.seal import key_of
from jdih.rules.engine import check_tree
from jdih.website import wording
from jdih.website.builder import build, build_merged, build_share, pull
from jdih.website.galley import MARK
from jdih.website.shares import Share
from jdih.website.site import Manifest, Site
from jdih.website.source import load, proposed

EXAMPLES = """\
  jdih build                            ke build/pratinjau
  jdih build --ke /tmp/situs            ke folder lain (belum boleh ada)
  jdih build --draf                     beserta isi drafts/
  jdih build --tanpa-pencarian          halaman saja, lebih cepat
  jdih build --pratinjau usulan.html    yang diubah usulan ini, dalam satu berkas
  jdih build --shard 1/4 --ke bagian-1  seperempat halaman, untuk digabungkan
  jdih build --merge bagian-* --ke situs"""

PREVIEW = Path("build/pratinjau")
_BEGINNING = 200
_SHARE = re.compile(r"([1-9][0-9]{0,3})/([1-9][0-9]{0,3})")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``jdih build``."""
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--ke", metavar="FOLDER", type=Path, help=f"folder tujuan ({PREVIEW})")
    where.add_argument("--pratinjau", metavar="BERKAS", type=Path,
                       help="yang berubah saja, untuk dibaca sebelum diputuskan")  # fmt: skip
    parser.add_argument("--draf", action="store_true", help="sertakan isi drafts/")
    parser.add_argument("--tanpa-pencarian", action="store_true",
                        help="halaman saja: lebih cepat, tanpa indeks pencarian")  # fmt: skip
    parts = parser.add_mutually_exclusive_group()
    parts.add_argument("--shard", metavar="K/N", type=_share,
                       help="hanya bagian ke-K dari N: beberapa komputer berbagi")  # fmt: skip
    parts.add_argument("--merge", metavar="BAGIAN", type=Path, nargs="+", default=[],
                       help="gabungkan bagian-bagian menjadi situs yang utuh")  # fmt: skip
    parser.add_argument("--dasar", metavar="VERSI", default="",
                        help=f"pembanding pratinjau ({MAIN}, atau semua draf)")  # fmt: skip


def run(args: argparse.Namespace) -> int:
    """Build what lies in the work tree, approved or not: a look, never a publication."""
    repository = Repository.open(args.root)
    if (args.shard or args.merge) and args.ke is None:
        raise JdihError("--shard dan --merge memerlukan folder tujuan.", "Tambahkan --ke FOLDER.")
    if args.pratinjau is not None:
        return _preview(repository, args.pratinjau, args.dasar)
    if args.dasar:
        raise JdihError("--dasar hanya berlaku bagi --pratinjau.", "Tambahkan --pratinjau BERKAS.")
    root = repository.root
    out = args.ke or root / PREVIEW
    if args.ke is not None and out.exists():
        raise JdihError(f"{out} sudah ada; tidak ada yang ditimpa.", "Sebut folder lain.")
    read = load(root, args.draf, repository.keep)
    site = replace(read, searchable=not args.tanpa_pencarian)
    if args.shard or args.merge:
        return _in_parts(site, args, repository)
    return _told(build(site, out) if args.ke else _again(site, out, repository), out)


def _again(site: Site, out: Path, repository: Repository) -> Manifest:
    """Build in the place of an earlier preview, and take over from it what did not change."""
    spare = spare_of(out)
    with alone(out), workshop(out) as work:
        manifest = build(site, work / "situs", store_of(repository, out, os.environ, spare))
        deploy(work / "situs", out, spare)
    return manifest


def _in_parts(site: Site, args: argparse.Namespace, repository: Repository) -> int:
    """Build one share of a site, or put its shares together."""
    key = key_of(repository, os.environ)
    if args.shard:
        count = len(build_share(site, args.ke, args.shard, key).files)
        print(f"Bagian {args.shard}: {count} berkas di {args.ke}", file=sys.stderr)
        print("    → Gabungkan semua bagian dengan `jdih build --merge`.")
        return 0
    told = f"{args.ke}, dari {len(args.merge)} bagian"
    return _told(build_merged(site, args.ke, args.merge, key), told)


def _told(manifest: Manifest, where: object) -> int:
    pages = sum(path.endswith(".html") for path in manifest.files)
    print(f"{pages} halaman di {where}", file=sys.stderr)
    print("    → Ini pratinjau; yang terbit dan tercatat hanya lewat `jdih publish`.")
    return 0


def _share(text: str) -> Share:
    found = _SHARE.fullmatch(text)
    if found is None or not 1 <= int(found[1]) <= int(found[2]):
        raise argparse.ArgumentTypeError("tulis K/N, misalnya 1/4; K paling besar N")
    return Share(int(found[1]), int(found[2]))


def _preview(repository: Repository, out: Path, base: str) -> int:
    tree = repository.work_tree()
    checked = check_tree(tree)
    changes = changes_of(repository, tree, checked.findings, base)
    data = pull(proposed(repository, tree, checked), changes).encode("utf-8", "xmlcharrefreplace")
    put_over(out, data, lambda there: MARK.encode() in there[:_BEGINNING])
    print(f"{len(changes.paths)} naskah di {out} ({wording.size(len(data))})", file=sys.stderr)
    print("    → Buka di peramban. Ini pratinjau; belum disetujui dan belum terbit.")
    return 0
